"""Initiatives by name: which key one has, and which is none because everybody has one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.mentions import CITY, COUNTRY, INITIATIVE, ORGANISATION, SERIES

if TYPE_CHECKING:
    from kg.finders.titles import Title
    from kg.grammar.mentions import Mention
    from kg.reading.knowledge import Knowledge
    from kg.reading.reading import Reading

#: What makes a name of a common thing (中心) the name of one.
_PROPER = (COUNTRY, CITY, ORGANISATION, SERIES)
#: A quoted name and what follows it.
_QUOTED = re.compile('[“「"]([^”」"]+)[”」"](.*)$')


def initiative_key(reading: Reading, mention: Mention, text: str) -> str:
    """The key of an initiative: of the gazetteer, or its name."""
    keys = getattr(mention.value, "keys", ())
    if keys:
        return reading.note(keys[0], "Initiative", text)
    name = mention.value.text
    if mention.value.own and (ours := reading.organisation_name):
        name, text = ours + name, ours + text
        known = reading.knowledge.gazetteer.names.get(name, ("",))[0]
        if known.startswith("initiative/"):
            return reading.note(known, "Initiative", text)
    key = f"initiative:{name}"
    quoted = _QUOTED.match(text)
    if quoted or mention.kind == INITIATIVE or _is_proper(reading.knowledge, mention.value):
        reading.proper.add(key)
    if quoted:
        reading.note(key, "Initiative", quoted[1])
    return reading.note(key, "Initiative", text if quoted and quoted[2] else bare(text))


def is_everybodys(reading: Reading, mention: Mention, text: str) -> bool:
    """Whether a thing is one that everybody has, and nothing tells whose it is: 联合工作组."""
    if mention.kind == INITIATIVE or _QUOTED.match(text):
        return False
    knowledge, title = reading.knowledge, mention.value
    if not knowledge.initiatives.owned.search(title.text):
        return False
    return not (title.own or _is_somebodys(knowledge, title))


def _is_proper(knowledge: Knowledge, title: Title) -> bool:
    """Whether a name is one of its own: of somebody, of a place, or listed with others."""
    common = knowledge.initiatives.common.search(title.text)
    return title.listed or not common or _is_somebodys(knowledge, title)


def _is_somebodys(knowledge: Knowledge, title: Title) -> bool:
    """Whether a name tells whose the thing is, or where."""
    if knowledge.initiatives.proper.search(title.text):
        return True
    return any(hit.kind in _PROPER for hit in knowledge.lexicon.find(title.text))


def bare(text: str) -> str:
    """A title without the brackets or quotation marks around it."""
    pairs = ("《》", "“”", "「」", "『』", '""')
    return text[1:-1] if text[:1] + text[-1:] in pairs else text
