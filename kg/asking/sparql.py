"""The text of a SPARQL query, looked at before any engine sees it.

Words are told apart from strings, names and comments, so that what must not be done is
refused by what it is and not by how it is written; and what would break a parser (depth,
endless sums) is refused while it is still only text. Whatever passes is then run in a
process that can be killed and cannot open anything (``kg.asking.worker``).
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Ours are a thousandth of it; parsers are not made for more.
LONGEST = 64 * 1024
#: Engines read brackets by calling themselves: at some thousands the process dies.
_DEEPEST = 64
#: Joined by UNION, ||, &&, arithmetic and paths; each nests a level in the engine, too.
_MOST_OPERATORS = 200
#: Planning a join takes time that grows much faster than its patterns: 160 take 3 s.
_MOST_PATTERNS = 100

_UPDATES = frozenset(
    ["ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"]
)
_OPERATORS = frozenset(("||", "&&", "+", "-", "*", "/", "|", "^", "!", "UNION", "MINUS"))
_TOKEN = re.compile(
    r"""
      (?P<space>\s+|\#[^\n\r]*)
    | (?P<string>'{3}(?:'{0,2}(?:[^'\\]|\\.))*+'{3}|"{3}(?:"{0,2}(?:[^"\\]|\\.))*+"{3}
        |'(?!'')(?:[^'\\\n\r]|\\.)*+'|"(?!"")(?:[^"\\\n\r]|\\.)*+")
    | (?P<unfinished>'{3}(?:'{0,2}(?:[^'\\]|\\.))*+|"{3}(?:"{0,2}(?:[^"\\]|\\.))*+
        |'(?:[^'\\\n\r]|\\.)*+|"(?:[^"\\\n\r]|\\.)*+)
    | (?P<iri><[^<>"{}|^`\\\s]*>)
    | (?P<variable>[?$]\w+)
    | (?P<name>_?(?:[^\W\d_](?:[\w.\-]{0,60}[\w\-])?)?:(?:[\w:%\-]|\\[^\w\s]|\.(?=[\w:%\-.]))*)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)
    | (?P<word>\w+)
    | (?P<open>[({\[])
    | (?P<close>[)}\]])
    | (?P<sign>\|\||&&|\^\^|[<>!]=|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LARGEST = 0x10FFFF


class QueryError(ValueError):
    """A query that is not answered: ``code`` tells why, ``reason`` says it to a reader.

    ``line`` and ``column`` count characters of the text from 1 (0: no certain place);
    ``source`` is the line as written. Codes: ``syntax``, ``refused``, ``too-large``,
    ``too-deep``, ``too-many``, ``unsupported``, ``parameter``, ``unknown-name``,
    ``unknown-query``; and of what was stopped: ``busy``, ``timeout``, ``memory``,
    ``too-much-output``, ``cancelled``, ``crash``, ``engine`` (it cannot read the graph).
    """

    def __init__(  # noqa: PLR0913 - one argument per field
        self, code: str, reason: str, *, line: int = 0, column: int = 0, width: int = 1,
        source: str = "",
    ) -> None:  # fmt: skip
        """Say why, and where."""
        place = f"line {line}, column {column}: " if line else ""
        super().__init__(place + reason)
        self.code, self.reason, self.line, self.column = code, reason, line, column
        self.width, self.source = width, source

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by the fields, so that the error can cross processes."""
        return _rebuild, tuple(self.fields().items())

    def fields(self) -> dict[str, str | int]:
        """All that was said, as plain values."""
        names = ("code", "reason", "line", "column", "width", "source")
        return {name: getattr(self, name) for name in names}


def _rebuild(*items: tuple[str, str | int]) -> QueryError:
    return QueryError(**dict(items))  # type: ignore[arg-type]


class Token(NamedTuple):
    """A piece of a query: its kind (a group of the pattern above), text and place."""

    kind: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text: line and column from 1, and the line as written."""

    line: int
    column: int
    source: str


def tokens(text: str) -> Iterator[Token]:
    """The pieces of a query without spaces and comments; never raises.

    >>> [token.kind for token in tokens('SELECT * { ?a rdfs:label "SERVICE" } # LOAD')]
    ['word', 'sign', 'open', 'variable', 'name', 'string', 'close']
    """
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        if kind != "space":
            yield Token(kind, match[0], match.start())


def spot(text: str, offset: int) -> Spot:
    r"""The place of a character.

    >>> spot("ASK {\n  ?山 ?b", 10)
    Spot(line=2, column=5, source='  ?山 ?b')
    """
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    source = text[start : end if end >= 0 else len(text)].rstrip("\r")
    return Spot(text.count("\n", 0, offset) + 1, offset - start + 1, source)


def refuse_at(text: str, token: Token, code: str, reason: str) -> QueryError:
    """The error that points at a token."""
    place = spot(text, token.start)
    return QueryError(
        code, reason, line=place.line, column=place.column, source=place.source,
        width=len(token.text.splitlines()[0]),
    )  # fmt: skip


def check_query(text: str, prefixes: Mapping[str, str]) -> None:
    """Raise QueryError for a text that must not be run, or that is no query at first sight.

    >>> check_query("SELECT * { SERVICE <http://x> { ?a ?b ?c } }", {})
    Traceback (most recent call last):
    kg.asking.sparql.QueryError: line 1, column 12: SERVICE is refused: no query leaves this machine
    """
    check_length(text)
    found = tuple(tokens(text))
    if not found:
        raise QueryError("syntax", "the query is empty")
    _refuse_side_effects(text, found)
    if (plain := _unescaped(text)) != text:
        found_plain = tuple(tokens(plain))
        _refuse_side_effects(plain, found_plain)
        _refuse_unfinished(plain, found_plain)
    _refuse_depth(text, found)
    _refuse_numbers(found)
    _refuse_unfinished(text, found)
    _refuse_unknown_prefix(text, found, prefixes)


def check_length(text: str) -> None:
    """Raise QueryError for a text that is too long to be looked at."""
    if len(text.encode("utf-8", "replace")) > LONGEST:
        raise QueryError("too-large", f"the query is longer than {LONGEST // 1024} KiB")


def _unescaped(text: str) -> str:
    r"""The text as engines read it that resolve ``\u0053`` before anything else."""

    def char(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code <= _LARGEST else match[0]

    return _ESCAPE.sub(char, text)


def _refuse_side_effects(text: str, found: Sequence[Token]) -> None:
    for token in found:
        if token.kind == "word" and token.text.upper() == "SERVICE":
            reason = "SERVICE is refused: no query leaves this machine"
            raise refuse_at(text, token, "refused", reason)
    first = next((token for token in found if _is_form(token)), None)
    if first is not None and first.text.upper() in _UPDATES:
        reason = f"{first.text.upper()} is refused: the graph is read, never changed"
        raise refuse_at(text, first, "refused", reason)


def _is_form(token: Token) -> bool:
    """The word that says what is asked for: the first one that belongs to no prologue."""
    return token.kind == "word" and token.text.upper() not in ("PREFIX", "BASE")


def _refuse_depth(text: str, found: Sequence[Token]) -> None:
    depth = run = 0
    for token in found:
        depth += (token.kind == "open") - (token.kind == "close")
        run = run + 1 if token.text in "!+-^" else 0
        if max(depth, run) > _DEEPEST:
            reason = f"nested more than {_DEEPEST} levels deep"
            raise refuse_at(text, token, "too-deep", reason)


def _refuse_numbers(found: Sequence[Token]) -> None:
    signs = [token.text.upper() for token in found if token.kind in ("sign", "word")]
    if sum(sign in _OPERATORS for sign in signs) > _MOST_OPERATORS:
        raise QueryError("too-many", f"more than {_MOST_OPERATORS} operators and UNIONs")
    if signs.count(".") + signs.count(";") > _MOST_PATTERNS:
        raise QueryError("too-many", f"more than {_MOST_PATTERNS} triple patterns")


def _refuse_unfinished(text: str, found: Sequence[Token]) -> None:
    for token in found:
        if token.kind == "unfinished":
            raise refuse_at(text, token, "syntax", "the string that begins here does not end")


def _refuse_unknown_prefix(text: str, found: Sequence[Token], prefixes: Mapping[str, str]) -> None:
    """Say so plainly: the engine's own message for it often names another place."""
    declared = {
        name.text.partition(":")[0]
        for word, name in itertools.pairwise(found)
        if word.text.upper() == "PREFIX"
    }
    for token in found:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in ("_", *declared) and prefix not in prefixes:
            reason = f"the prefix {prefix}: is not known; declare it with PREFIX {prefix}: <…>"
            raise refuse_at(text, token, "syntax", reason)


def query_form(text: str) -> str:
    r"""What a query asks for: SELECT, ASK, CONSTRUCT, DESCRIBE, or whatever stands there.

    >>> query_form("PREFIX a: <http://a> # SELECT\n ask { ?a ?b ?c }")
    'ASK'
    """
    return next((token.text.upper() for token in tokens(text) if _is_form(token)), "")
