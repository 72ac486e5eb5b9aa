"""The frozen records that every stage hands to the next. Imports nothing of ours.

Offsets are counted in code points (Python ``str`` indices) of a document's normalised
text; ends are exclusive, so ``text[start:end] == quote`` holds for all evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class DataError(ValueError):
    """A file of ours or the user's is wrong; the message names the file and the reason."""

    def __init__(self, file: str, reason: str, key: str = "") -> None:
        """Say which file (and which key in it) is wrong, and why."""
        where = f"{file} [{key}]" if key else file
        super().__init__(f"{where}: {reason}")
        self.file, self.reason, self.key = file, reason, key

    def __reduce__(self) -> tuple[type[DataError], tuple[str, str, str]]:
        """Pickle by the parts, so that the error can cross processes."""
        return type(self), (self.file, self.reason, self.key)


class Factuality(StrEnum):
    """What the text says of the reported event (not of the calendar)."""

    ACTUAL = "actual"
    DECIDED = "decided"
    PLANNED = "planned"
    NEGATED = "negated"
    UNCERTAIN = "uncertain"


#: What is told like this stands in the graph as a direct triple.
STANDING = frozenset((Factuality.ACTUAL, Factuality.DECIDED))


class Source(NamedTuple):
    """Where a document came from.

    ``id`` is the first 16 hex digits of ``sha256``, the hash of the normalised text;
    ``published`` is an ISO date ("2014-09-13"), a year ("2014") or empty.
    """

    id: str
    path: str
    title: str = ""
    published: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    place: str = ""
    encoding: str = "utf-8"
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One report, ready to be read.

    ``text`` is what was written (line ends as LF, nothing else changed); ``shadow`` is what
    the rules read: NFKC, simplified characters, no invisible ones, cut lines joined.
    ``offsets[i]`` is the position in ``text`` of ``shadow[i]``; it has one more entry than
    ``shadow``, so that an exclusive end can be looked up too. ``None`` means identity.
    """

    source: Source
    text: str
    shadow: str
    offsets: tuple[int, ...] | None = None
    warnings: tuple[Problem, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in ``text`` of ``shadow[start:end]``; both in code points."""
        if self.offsets is None or start >= end:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


class Problem(NamedTuple):
    """Something the user should know about one input or fact."""

    level: str  # "warning" or "error"
    code: str  # a short reason code, such as "encoding-guessed"
    path: str
    message: str


class Literal(NamedTuple):
    """A literal object of a statement: lexical form and XSD type ("integer", "date")."""

    value: str
    datatype: str


class Evidence(NamedTuple):
    """A passage that supports a statement, and the rule that read it there."""

    source: str
    start: int
    end: int
    quote: str
    rule: str


class Entity(NamedTuple):
    """A thing that documents speak of.

    Before merging, ``key`` is an identity key that may be local to its document; after
    merging it is the IRI path below ``id/``, such as ``country/TJK``. ``names`` holds every
    surface form seen, the label first; ``attributes`` are (name, value) pairs that only
    the merge reads (the city and year of a summit, the country of a leader, …).
    """

    key: str
    cls: str
    names: tuple[str, ...] = ()
    en: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


class Statement(NamedTuple):
    """One fact: subject and object are entity keys (the object may be a literal)."""

    subject: str
    predicate: str
    object: str | Literal
    factuality: Factuality = Factuality.ACTUAL
    qualifiers: tuple[tuple[str, str], ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document, or many, yielded. Merging two is set union (see ``kg.merging.merge``)."""

    sources: frozenset[Source] = frozenset()
    entities: frozenset[Entity] = frozenset()
    statements: frozenset[Statement] = frozenset()

    def __or__(self, other: Extraction) -> Extraction:
        """The union; associative, commutative and idempotent."""
        return Extraction(
            self.sources | other.sources,
            self.entities | other.entities,
            self.statements | other.statements,
        )


@dataclass(frozen=True, slots=True)
class Graph:
    """The settled graph: every key is final, every list sorted, one statement per fact."""

    sources: tuple[Source, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    conflicts: tuple[Problem, ...] = ()
