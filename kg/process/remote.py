"""Requests to one HTTP server and no other: no redirect is followed, no proxy is asked.

On the standard library's ``http.client``: the protocol needs PUT, POST and GET of whole
bodies, and a library would bring redirects, proxies and credentials from files, which must
not happen here.
"""

from __future__ import annotations

import base64
import re
import socket
import ssl
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import (
    AbstractDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
)

from kg.model import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http.client import HTTPResponse

_TAGS = re.compile(r"<[^<>]*>|\s+")
_LONGEST_EXCERPT = 160
_NO_TOKEN = re.compile(r"[^\x21-\x7e]")
#: Where to look in an answer that explains an error.
_READ_OF_ERRORS = 4096
_OK, _REDIRECT, _ERROR = 200, 300, 400


class RemoteError(Exception):
    """The store could not be reached or did not do it: ``code``, ``url`` and ``reason``.

    ``status`` is what it answered, 0 if it did not.
    """

    def __init__(self, code: str, url: str, reason: str, status: int = 0) -> None:
        """Say which request failed, and why."""
        super().__init__(f"{url}: {reason}")
        self.code, self.url, self.reason, self.status = code, url, reason, status


@dataclass(frozen=True, slots=True)
class Credentials:
    """What proves who asks: a bearer token, or user and password (Basic or Digest)."""

    token: str = field(default="", repr=False)
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, media type and body."""

    status: int
    media_type: str
    body: bytes


_WHO = "the store wants to know who asks: KG_TOKEN, or KG_USER and KG_PASSWORD, is missing or wrong"
#: What a status means for whoever loads a graph; others are "refused" (4xx) or "store-error".
_MEANINGS: Mapping[int, tuple[str, str]] = {
    401: ("unauthorised", _WHO),
    403: ("unauthorised", "the store does not allow it"),
    404: ("wrong-url", "there is no graph store at this URL"),
    405: ("wrong-url", "this URL takes no graphs, or the store is read-only"),
    408: ("timeout", "the store waited too long"),
    413: ("too-large", "too much at once for the store: choose a smaller --chunk"),
    415: ("wrong-url", "this URL takes no N-Triples"),
    429: ("busy", "too many requests"),
    501: ("wrong-url", "the store cannot do it at this URL"),
    502: ("busy", "the store is not reachable behind its server"),
    503: ("busy", "the store is busy or starting"),
    504: ("timeout", "the store did not answer its server in time"),
}


class Remote:
    """The server of ``url``; every request must go there."""

    def __init__(
        self, url: str, credentials: Credentials | None = None, timeout: float = 60
    ) -> None:
        """Connect to nothing yet."""
        self._origin = _origin(url)
        self._timeout = timeout
        self._credentials = credentials or Credentials()
        if _NO_TOKEN.search(self._credentials.token):
            raise DataError(
                "KG_TOKEN", "no token: a space or another character that it cannot have"
            )
        self._connection: HTTPConnection | None = None
        self._scheme = ""
        self._challenge: dict[str, str] = {}
        passwords = HTTPPasswordMgrWithDefaultRealm()
        user, password = self._credentials.user, self._credentials.password
        passwords.add_password(None, url, user, password)
        self._digest = AbstractDigestAuthHandler(passwords)

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def ask(
        self, method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] = {}
    ) -> Answer:
        """Send one request and return the answer; raises RemoteError for anything but success."""
        if _origin(url) != self._origin:
            raise RemoteError("foreign", url, "another server than the one that was given")
        try:
            response = self._send(method, url, body, headers)
            if response.status == 401 and self._learn(response):  # noqa: PLR2004 - the status
                response = self._send(method, url, body, headers)
            return self._accept(url, response)
        except (OSError, HTTPException) as error:
            self.close()
            raise _failure(url, error) from error
        except ValueError:  # a name of a server or a user, or a way to prove it, that is none
            self.close()
            reason = "the name of the server or the user cannot be put into a request"
            raise RemoteError("unreachable", url, reason) from None

    def _send(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]
    ) -> HTTPResponse:
        if self._connection is None:
            self._connection = self._connect()
        parts = urlsplit(url)
        path = parts._replace(scheme="", netloc="").geturl() or "/"
        sent = {"User-Agent": "summitkg", "Accept-Encoding": "identity", **headers}
        if proof := self._prove(method, url):
            sent["Authorization"] = proof
        try:
            self._connection.request(method, path, body, sent)
        except (BrokenPipeError, ConnectionResetError):
            # A server that refuses a long body may answer before it has read it.
            return self._connection.getresponse()
        return self._connection.getresponse()

    def _connect(self) -> HTTPConnection:
        scheme, host, port = self._origin
        if scheme == "http":
            return HTTPConnection(host, port, timeout=self._timeout)
        context = ssl.create_default_context()
        return HTTPSConnection(host, port, timeout=self._timeout, context=context)

    def _prove(self, method: str, url: str) -> str:
        """The header of authorisation, as far as it is known what the store wants."""
        known = self._credentials
        if known.token:
            return f"Bearer {known.token}"
        if self._scheme == "basic":
            pair = f"{known.user}:{known.password}".encode()
            return f"Basic {base64.b64encode(pair).decode()}"
        if self._scheme == "digest":
            request = Request(url, method=method)  # noqa: S310 - never opened, only described
            answer = self._digest.get_authorization(request, self._challenge)
            return f"Digest {answer}" if answer else ""
        return ""

    def _learn(self, response: HTTPResponse) -> bool:
        """Read what the store wants to know; whether it is worth asking again with it."""
        scheme, _, rest = response.headers.get("WWW-Authenticate", "").partition(" ")
        challenge = parse_keqv_list([item for item in parse_http_list(rest) if "=" in item])
        stale = challenge.get("stale", "").lower() == "true"
        again = bool(self._credentials.user) and (stale or self._scheme != scheme.lower())
        if again and scheme.lower() in {"basic", "digest"}:
            self._scheme, self._challenge = scheme.lower(), challenge
            response.read()
            if response.will_close:
                self.close()
            return True
        return False

    def _accept(self, url: str, response: HTTPResponse) -> Answer:
        status = response.status
        if _OK <= status < _REDIRECT:
            body = response.read()
            if response.will_close:
                self.close()
            return Answer(status, response.headers.get_content_type(), body)
        excerpt = _excerpt(response.read(_READ_OF_ERRORS))
        self.close()
        if status < _ERROR:
            target = response.headers.get("Location", "another place")
            raise RemoteError("redirected", url, f"the store points to {target}: give that URL")
        fallback = "refused" if status < 500 else "store-error"  # noqa: PLR2004 - the status
        code, reason = _MEANINGS.get(status, (fallback, "the store says no"))
        raise RemoteError(code, url, f"{reason} (HTTP {status}{excerpt})", status)


def is_private(url: str) -> bool:
    """Whether what is sent to ``url`` is encrypted or does not leave the machine."""
    scheme, host, _ = _origin(url)
    return scheme == "https" or host in {"localhost", "::1"} or host.startswith("127.")


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    standard = 443 if parts.scheme == "https" else 80
    return parts.scheme, parts.hostname or "", parts.port or standard


def _excerpt(body: bytes) -> str:
    text = _TAGS.sub(" ", body.decode("utf-8", "replace"))
    text = " ".join(text.split())
    return f": {text[:_LONGEST_EXCERPT]}" if text else ""


def _failure(url: str, error: OSError | HTTPException) -> RemoteError:
    match error:
        case TimeoutError():
            return RemoteError("timeout", url, "the store did not answer in time (--timeout)")
        case ConnectionRefusedError():
            return RemoteError("unreachable", url, "connection refused: is the store running?")
        case socket.gaierror():
            return RemoteError("unreachable", url, "no server of that name is known")
        case ssl.SSLError():
            return RemoteError("unreachable", url, f"no safe connection ({error})")
        case ConnectionError() | HTTPException():
            return RemoteError("broken", url, f"the connection broke ({type(error).__name__})")
        case _:
            return RemoteError("unreachable", url, error.strerror or str(error))
