"""Where a query stops being one.

The engine's parser tries keywords by reading as many characters as they have, and reports
the farthest place it ever read: often a few words too far, or the end. But it can be asked
which beginnings of the text could still become a query: a beginning can, when nothing but
its end is wrong, however many spaces follow. The first word after the longest such beginning
is the one that does not fit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.asking.sparql import QueryError, refuse_at, spot, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.asking.sparql import Token

#: Longer than every keyword, so that none of them reaches the end from before it.
_PADDING = "\n" + " " * 40
_PLACE = re.compile(r"error at (\d+):(\d+): ")
#: What the parser says in words, among the signs that it would have liked.
_SENTENCE = re.compile(r"(?:expected |one of |, )(The [^,]*)")


def explain_syntax(text: str, message: str, parse: Callable[[str], object]) -> QueryError:
    """The error of a query that ``parse`` refused with ``message``, at the right place.

    ``parse`` raises SyntaxError with such messages; it is called some ten times.
    """
    found = tuple(tokens(text))
    good = _longest_beginning(text, found, parse)
    sentence = _SENTENCE.search(message)
    if good < len(found):
        shown = found[good].text.splitlines()[0]
        fault = "is no full IRI" if found[good].kind == "iri" else "does not fit here"
        return refuse_at(text, found[good], "syntax", f"{shown} {fault}")
    if sentence:
        return QueryError("syntax", sentence[1].replace("The", "the", 1))
    place = spot(text, len(text.rstrip()))
    return QueryError(
        "syntax", "the query ends too early", line=place.line, column=place.column,
        source=place.source,
    )  # fmt: skip


def _longest_beginning(text: str, found: Sequence[Token], parse: Callable[[str], object]) -> int:
    """How many words at the beginning could still become a query: found by halving."""
    low, high = 0, len(found) + 1  # `low` words can, `high` words cannot
    while high - low > 1:
        middle = (low + high) // 2
        last = found[middle - 1]
        beginning = text[: last.start + len(last.text)]
        low, high = (middle, high) if _can_go_on(beginning, parse) else (low, middle)
    return low


def _can_go_on(beginning: str, parse: Callable[[str], object]) -> bool:
    padded = beginning + _PADDING
    try:
        parse(padded)
    except SyntaxError as error:
        place = _PLACE.match(str(error))
        end = (padded.count("\n") + 1, len(_PADDING))
        return place is not None and (int(place[1]), int(place[2])) == end
    return True
