"""Who may ask: the names this server goes by, requests from other sites, and the token.

A page of some other site, opened in a browser on the same machine, can send requests to a
server on loopback, and by DNS rebinding even read the answers. So every request must name this
server as its host, and none may come from another site (MDN: Origin, Sec-Fetch-Site).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hmac import compare_digest
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from werkzeug.exceptions import BadRequest, Forbidden, Unauthorized

if TYPE_CHECKING:
    from werkzeug import Request

LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
#: The cookie that keeps the token of somebody who came with ``?token=``.
COOKIE = "kg_token"
_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")
_SAFE_FETCHES = ("", "same-origin", "same-site", "none")


@dataclass(frozen=True, slots=True)
class Access:
    """The names of this server (lower case, without port) and the token, if one is needed."""

    names: frozenset[str] = LOOPBACK
    token: str = ""


def is_loopback(host: str) -> bool:
    """Whether what listens on ``host`` is reached from this machine only.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    return host in LOOPBACK or (_is_address(host) and ip_address(host).is_loopback)


def check_access(request: Request, access: Access) -> None:
    """Raise BadRequest, Forbidden or Unauthorized for a request that is not to be answered."""
    host = request.environ.get("HTTP_HOST", "")
    if not host:
        raise BadRequest("the request names no host")
    if not _is_ours(host, access):
        raise Forbidden(f"this server does not go by the name {host}")
    _refuse_other_sites(request, host)
    if access.token and not compare_digest(_token(request), access.token.encode()):
        raise Unauthorized("a token is needed: Authorization: Bearer …, or ?token=… once")


def _is_ours(host: str, access: Access) -> bool:
    match = _HOST.fullmatch(host)
    if match is None:
        return False
    name = match["name"].strip("[]").lower().rstrip(".")
    # Where a token is needed, addresses are fine: rebinding works with names only.
    return name in access.names or bool(access.token and _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _refuse_other_sites(request: Request, host: str) -> None:
    origin = request.headers.get("Origin")
    if origin is not None and _host_of(origin) != host.lower():
        raise Forbidden("requests from pages of other sites are refused")
    opened = request.headers.get("Sec-Fetch-Mode") == "navigate" and request.method == "GET"
    if request.headers.get("Sec-Fetch-Site", "") not in _SAFE_FETCHES and not opened:
        raise Forbidden("requests from pages of other sites are refused")


def _host_of(origin: str) -> str:
    """Host and port of an origin; empty for whatever else stands in its place."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _token(request: Request) -> bytes:
    """The token as it came: WSGI gives the bytes of a header as Latin-1 (PEP 3333)."""
    kind, _, bearer = request.headers.get("Authorization", "").encode("latin-1").partition(b" ")
    given = bearer.strip(b" \t") if kind.lower() == b"bearer" else b""
    other = request.args.get("token", "") or request.cookies.get(COOKIE, "")
    return given or other.encode()
