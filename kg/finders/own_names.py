"""What a text calls a body for short, as it tells itself: 某组织(以下简称“本组织”)."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from kg.grammar.mentions import OFFICE, ORGANISATION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.gazetteers.lexicon import Hit

#: Right behind the body; a name of its own may stand before what it calls itself.
_TOLD = re.compile(r"\((?:以下|下文|下|后)?简?称(?:为)?[^()]{0,16}?“(?P<short>本[^“”()]{1,4})”\)")
_MEMBERS = "成员国"


def add_own_names(shadow: str, hits: Sequence[Hit]) -> list[Hit]:
    """The hits, sorted, with the places where the text calls a body as it said that it would.

    Only before an office of it (本组织|秘书长), its members, or one of its bodies, whose name it
    begins then; what else is said to be of it is no name with it.
    """
    told = {
        found["short"]: hit
        for hit in hits
        if hit.kind == ORGANISATION and (found := _TOLD.match(shadow, hit.end))
    }
    named = list(hits)
    for short, body in told.items():
        for found in re.finditer(re.escape(short), shadow):
            named = _called(shadow, named, body._replace(start=found.start(), end=found.end()))
    return named


def _called(shadow: str, hits: list[Hit], own: Hit) -> list[Hit]:
    """The hits, with ``own`` if it is said to have something there that has a name."""
    place = bisect_left(hits, own.end, key=_start)
    after = hits[place] if place < len(hits) and hits[place].start == own.end else None
    if after is not None and after.kind == ORGANISATION:
        return [*hits[:place], after._replace(start=own.start), *hits[place + 1 :]]
    if (after is not None and after.kind == OFFICE) or shadow.startswith(_MEMBERS, own.end):
        return [*hits[:place], own, *hits[place:]]
    return hits


def _start(hit: Hit) -> int:
    return hit.start
