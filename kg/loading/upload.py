"""A graph into a running triple store, by the Graph Store Protocol, and the count afterwards.

The triples are sent as sorted N-Triples in chunks. A chunk may be sent twice without harm,
so a broken connection is tried again, and a load that broke off goes on at a chunk.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from kg.model import DataError
from kg.process.remote import RemoteError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.loading.stores import Store
    from kg.process.remote import Answer, Remote

#: Seconds to wait before a request is tried again that met a busy store or a broken line.
_PAUSES = (0.5, 1.0, 2.0)
_TEMPORARY = ("busy", "broken")
_N_TRIPLES = "application/n-triples"
_MARK = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes where: sorted N-Triples ``lines``, ``size`` of them in one chunk.

    ``graph`` is the IRI of the graph in the store, empty for the default graph. ``replace``
    empties it first, with the first chunk.
    """

    store: Store
    lines: Sequence[str]
    graph: str = ""
    replace: bool = False
    size: int = 50_000

    @property
    def url(self) -> str:
        """Where the graph is sent to."""
        return self.store.place(self.graph)

    @property
    def chunks(self) -> int:
        """How many requests it takes; an empty graph takes one, too."""
        return max(1, -(-len(self.lines) // self.size))

    def chunk(self, number: int) -> bytes:
        """The body of a request."""
        start = number * self.size
        return "".join(self.lines[start : start + self.size]).encode()

    def mark(self, done: int) -> str:
        """How to go on after ``done`` chunks: their number, and what it is true of."""
        identity = sha256(f"{self.url} {self.replace} {self.size}\n".encode())
        for line in self.lines:
            identity.update(line.encode())
        return f"{done}-{identity.hexdigest()[:_MARK]}"

    def start(self, mark: str) -> int:
        """The chunk to go on with; raises DataError for the mark of another load."""
        done = mark.partition("-")[0]
        if re.fullmatch("[0-9]{1,9}", done) and mark == self.mark(int(done)):
            return int(done)
        reason = "not of this load: files, store, graph, --replace and --chunk must be as they were"
        raise DataError("--resume", reason)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The count: triples of the graph, those in the store before and after, and what it means.

    ``before`` is None where nobody counted: the old graph was replaced, or the load went on.
    """

    triples: int
    chunks: int
    before: int | None
    after: int
    explanation: str
    holds: bool


def upload(
    plan: Plan,
    remote: Remote,
    start: int = 0,
    progress: Callable[[int], None] = lambda _: None,
) -> Outcome:
    """Send the chunks from ``start`` on and compare the counts.

    ``progress`` is told how many chunks the store has. Raises RemoteError.
    """
    before = None if plan.replace or start else count(plan, remote)
    for number in range(start, plan.chunks):
        method = "PUT" if plan.replace and number == 0 else "POST"
        _ask(remote, method, plan.url, plan.chunk(number), Content_Type=_N_TRIPLES)
        progress(number + 1)
    after = count(plan, remote)
    return compare(plan, before, after)


def compare(plan: Plan, before: int | None, after: int) -> Outcome:
    """Say whether the count afterwards can be right, and what a difference means."""
    holds, explanation = _judge(len(plan.lines), before, after, replaced=plan.replace)
    return Outcome(len(plan.lines), plan.chunks, before, after, explanation, holds)


def _judge(total: int, before: int | None, after: int, *, replaced: bool) -> tuple[bool, str]:
    if after == total:
        return True, "the same"
    if after < total:
        return False, f"{total - after:,} are missing: the store dropped or merged them"
    if replaced:
        others = f"{after - total:,} more than sent: somebody else writes there"
        return False, f"{others}, or the store answers for all its graphs together"
    if before is None:
        return True, f"{after - total:,} others are there, too"
    known = before + total - after
    if 0 <= known <= min(before, total):
        return True, f"it had {before:,} before, {known:,} of these among them"
    return False, f"it had {before:,} before: somebody else writes there"


def count(plan: Plan, remote: Remote) -> int:
    """How many triples the graph has in the store."""
    return _count_by_query(plan, remote) if plan.store.query else _count_copy(plan, remote)


def _count_by_query(plan: Plan, remote: Remote) -> int:
    pattern = f"GRAPH <{plan.graph}> {{ ?s ?p ?o }}" if plan.graph else "?s ?p ?o"
    form = {"query": f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"}
    if not plan.graph and plan.store.default:
        form["default-graph-uri"] = plan.store.default
    answer = _ask(
        remote, "POST", plan.store.query, urlencode(form).encode(),
        Content_Type="application/x-www-form-urlencoded", Accept="application/sparql-results+json",
    )  # fmt: skip
    try:
        return int(json.loads(answer.body)["results"]["bindings"][0]["n"]["value"])
    except (ValueError, LookupError, TypeError) as error:
        reason = f"no answer to a query ({answer.media_type}): is this the URL of the store?"
        raise RemoteError("wrong-url", plan.store.query, reason) from error


def _count_copy(plan: Plan, remote: Remote) -> int:
    """Count a copy of the graph: all that a store must offer."""
    try:
        answer = _ask(remote, "GET", plan.url, None, Accept=f"{_N_TRIPLES}, text/turtle;q=0.5")
    except RemoteError as error:
        if error.status == 404 and plan.graph:  # noqa: PLR2004 - the status
            return 0
        raise
    return len(_triples_of(answer, plan.url))


def _triples_of(answer: Answer, url: str) -> set[str]:
    import pyoxigraph as ox  # noqa: PLC0415 - costs 20 ms that `kg --help` can do without

    format_ = ox.RdfFormat.from_media_type(answer.media_type)
    reason = f"no graph comes back ({answer.media_type}): is this the URL of a graph store?"
    if format_ is None:
        raise RemoteError("wrong-url", url, reason)
    try:
        return {str(quad.triple) for quad in ox.parse(answer.body, format=format_)}
    except SyntaxError as error:
        raise RemoteError("wrong-url", url, f"{reason} ({error})") from error


def _ask(remote: Remote, method: str, url: str, body: bytes | None, **headers: str) -> Answer:
    """Ask, and again after a pause when the store is busy or the line broke."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    for pause in _PAUSES:
        try:
            return remote.ask(method, url, body, sent)
        except RemoteError as error:
            if error.code not in _TEMPORARY:
                raise
            time.sleep(pause)
    return remote.ask(method, url, body, sent)
