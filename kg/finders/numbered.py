"""Initiatives with a number beside their name: 某自贸区3.0版, 第二届某博览会."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.finders.titles import Title
from kg.grammar.mentions import INITIATIVE, Mention

if TYPE_CHECKING:
    from kg.gazetteers.lexicon import Hit

_VERSION = re.compile(r"(?:\d(?:\.\d)?|升级)版")
#: A later time than the first, before what is held again and again, which ends with one of these.
_TIME, _BEFORE, _AGAIN = re.compile(r"第(?!一届)\w{1,3}届\Z"), 5, ("会", "坛", "节")


def as_told(shadow: str, hit: Hit) -> Mention:
    """A known name; with a number an initiative is another one: 某自贸区3.0版, 第二届某博览会."""
    start, end = hit.start, hit.end
    if hit.kind == INITIATIVE:
        version = _VERSION.match(shadow, end)
        time = shadow[end - 1] in _AGAIN and _TIME.search(shadow, max(0, start - _BEFORE), start)
        start, end = time.start() if time else start, version.end() if version else end
    if end - start == hit.end - hit.start:
        return Mention(start, end, hit.kind, hit)
    return Mention(start, end, INITIATIVE, Title(shadow[start:end], "Initiative"))
