"""From a document to sentences in which every mention is found: the reading order.

Names first (one pass of the automaton), then titled texts, people, meetings, initiatives and
dates, each seeing what the ones before found; last the lists of participants.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from kg.finders.dates import Told, find_dates, opens_with_past, retell
from kg.finders.deputies import fold_deputies
from kg.finders.glosses import join_glosses, with_body, with_gloss
from kg.finders.groups import fold_groups
from kg.finders.initiatives import find_initiatives
from kg.finders.inner_turns import find_inner_turns
from kg.finders.moments import Moment, parse_iso
from kg.finders.numbered import as_told
from kg.finders.own_names import add_own_names
from kg.finders.people import find_people
from kg.finders.summits import find_summits
from kg.finders.titles import find_place_titles, find_titles
from kg.finders.turns import find_turns
from kg.gazetteers.lexicon import Hit
from kg.grammar.mentions import (
    CITY,
    COUNTRY,
    DATE,
    INITIATIVE,
    LEADER,
    OFFICE,
    ORGANISATION,
    SERIES,
    SUMMIT,
    Masked,
    Mention,
    mask,
)
from kg.sources.datelines import without_frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Document
    from kg.reading.knowledge import Knowledge

#: Mentions that only help to find others.
_PARTIAL = frozenset((OFFICE, SERIES))
#: A line of a chronicle above its days, and how long it can be.
_HEADING, _SHORT = re.compile(r"\W*((?:19|20)\d\d)年(?:(\d{1,2})月)?\W*"), 16
#: What is called so in many places.
_ANYWHERE = re.compile(r"国际\w*(?:商会|协会|中心|论坛)")
#: After a state and a city: talks on the one, held in the other.
_TALKS = re.compile("对话|谈判|[会和]谈")
#: After a body: nothing else than the body.
_MECHANISM = re.compile("(?:合作)?(?:机制|项目|框架)")
T = TypeVar("T", Mention, Hit)
#: A text without any full stop is cut: the work on a sentence grows with its square.
_SENTENCE = re.compile(r"[^。!?\n]{1,2000}[。!?]*[”’)]*")
#: 一、 and the like at the start of a line, and any indent: no part of the sentence.
_OPENING = re.compile(
    r"(?:(?<![^\n])\s*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d)|[●•■◆▲★※]|[·・*-](?=\s)))?\s*"
)


def read_sentences(document: Document, knowledge: Knowledge) -> Iterator[Masked]:
    """The sentences of a document that mention anything or can turn it, masked, in order."""
    shadow = without_frames(document.shadow, knowledge.frames)
    found = _find_names(shadow, knowledge)
    published = _of_its_year(shadow, parse_iso(document.source.published), knowledge)
    index, told, year = 0, None, 0
    for match in _SENTENCE.finditer(shadow):
        opening, end = _OPENING.match(shadow, *match.span()), match.end()
        start = opening.end() if opening and opening.end() < end else match.start()
        published = _heading(match[0]) or published
        if match.start() == 0 or shadow[match.start() - 1] == "\n":
            told = told and told._replace(near=False)
            year = opens_with_past(shadow, start, published)
        first = index
        while index < len(found) and found[index].start < end:
            index += 1
        mentions = found[first:index]
        sentence = _read_sentence(shadow, (start, end), mentions, (published, told), knowledge)
        for mention in sentence.mentions:
            if mention.kind == DATE:
                told = retell(told, mention.value, published, year)
        if sentence.mentions or _may_turn(sentence.text, knowledge):
            yield sentence


def _of_its_year(shadow: str, published: Moment, knowledge: Knowledge) -> Moment:
    """The day of a report; with an end if it looks back on its year, as its headline tells."""
    headline = shadow.lstrip().partition("\n")[0]
    looks_back = knowledge.rules.cues.digest.search(headline) and f"{published.year}年" in headline
    return published._replace(end_year=published.year) if looks_back else published


def _may_turn(text: str, knowledge: Knowledge) -> bool:
    """Whether a sentence without a name can tell what the report is about."""
    named = knowledge.meetings.trigger.search(text) is not None
    return named or knowledge.rules.cues.is_question(text)


def _heading(sentence: str) -> Moment | None:
    """The year (and month) that a line of a chronicle tells for the days below it."""
    found = _HEADING.fullmatch(sentence) if len(sentence) < _SHORT else None
    return Moment(int(found[1]), int(found[2] or 0)) if found else None


def _read_sentence(
    shadow: str,
    span: tuple[int, int],
    names: Sequence[Mention],
    days: tuple[Moment, Told | None],
    knowledge: Knowledge,
) -> Masked:
    """One sentence with all its mentions; ``names`` are those already found in it.

    ``days`` are the day of the report and the last one that it named so far.
    """
    sentence = mask(shadow, *span, tuple(names))
    mentions = sentence.mentions
    summits = find_summits(sentence, shadow, knowledge.meetings)
    whole = (with_body(sentence, shadow, one) for one in summits)
    summits = [with_gloss(sentence, shadow, one) for one in whole]
    summits = find_inner_turns(sentence, summits, knowledge.meetings)
    if summits := find_turns(sentence, shadow, summits, knowledge.meetings):
        mentions = _merge(summits, mentions)
    mentions = _absorb(shadow, mentions, find_initiatives(shadow, *span, knowledge.initiatives))
    if dates := _outside(list(find_dates(shadow, *span, *days)), mentions):
        mentions = _merge(dates, mentions)
    if OFFICE in sentence.text or SERIES in sentence.text:
        mentions = tuple(mention for mention in mentions if mention.kind not in _PARTIAL)
    if mentions is not sentence.mentions:
        sentence = mask(shadow, *span, mentions)
    folded = fold_groups(sentence, knowledge.groups)
    return sentence if folded is mentions else mask(shadow, *span, folded)


def _find_names(shadow: str, knowledge: Knowledge) -> list[Mention]:
    """Known names, titled texts and people of the whole text, sorted and disjoint."""
    titles = find_titles(shadow, knowledge.titles)
    known = add_own_names(shadow, knowledge.lexicon.find(shadow))
    hits = _outside(_at_home(shadow, _with_sultans(known, knowledge), knowledge), titles)
    if placed := list(find_place_titles(shadow, hits, knowledge.titles)):
        titles = sorted((*titles, *placed), key=_start)
        hits = _outside(hits, placed)
    found = find_people(shadow, join_glosses(shadow, hits), knowledge.names)
    people = fold_deputies(shadow, found, knowledge.deputies)
    names = [as_told(shadow, hit) for hit in hits if hit.kind != LEADER]
    rest = _outside(names, people)
    return sorted((*titles, *_outside(people, titles), *rest), key=_start)


def _at_home(shadow: str, hits: Sequence[Hit], knowledge: Knowledge) -> list[Hit]:
    """The names without those of cities right after a state in which there is no such city.

    甲国某城 is another place of that name, which nobody lists; 甲国某城会谈 is on that state. Of
    several cities of one name it is the one in that state.
    """
    home = knowledge.gazetteer.home_of
    kept: list[Hit] = []
    for before, hit in zip((None, *hits), hits, strict=False):
        placed = before and before.end == hit.start and (before.kind, hit.kind) == (COUNTRY, CITY)
        if before and placed:
            there = tuple(key for key in hit.keys if home.get(key) in before.keys)
            if not there and not _TALKS.match(shadow, hit.end):
                continue
            kept.append(hit._replace(keys=there or hit.keys))
        elif not (before and before.end == hit.start and _of_place(shadow, before, hit)):
            kept.append(hit)
    return kept


def _with_sultans(hits: Sequence[Hit], knowledge: Knowledge) -> list[Hit]:
    """苏丹哈桑纳尔: before who is of another state a name of both is that of an office."""
    home, offices, kept = knowledge.gazetteer.home_of, knowledge.lexicon.offices, list(hits)
    for index, (hit, name) in enumerate(pairwise(hits)):
        named = hit.kind == COUNTRY and name.kind == LEADER and name.start == hit.end
        if named and hit.keys[0] in offices and hit.keys[0] not in map(home.get, name.keys):
            kept[index] = hit._replace(kind=OFFICE, keys=())
    return kept


def _of_place(shadow: str, place: Hit, hit: Hit) -> bool:
    """Whether a name that any place may have is that of a state or city: 甲国|国际商会."""
    common = hit.kind == ORGANISATION and _ANYWHERE.fullmatch(shadow, hit.start, hit.end)
    return bool(common) and place.kind in (COUNTRY, CITY)


def _outside(items: Sequence[T], taken: Sequence[Mention]) -> list[T]:
    """The items that overlap none of ``taken``; both sorted by start."""
    kept: list[T] = []
    index = 0
    for item in items:
        while index < len(taken) and taken[index].end <= item.start:
            index += 1
        if index == len(taken) or taken[index].start >= item.end:
            kept.append(item)
    return kept


def _merge(longer: Sequence[Mention], shorter: Sequence[Mention]) -> tuple[Mention, ...]:
    """All of ``longer``, and of ``shorter`` what they leave free."""
    return tuple(sorted((*longer, *_outside(shorter, longer)), key=_start))


def _start(mention: Mention) -> int:
    return mention.start


def _end(mention: Mention) -> int:
    return mention.end


def _absorb(
    shadow: str, mentions: tuple[Mention, ...], found: Iterable[Mention]
) -> tuple[Mention, ...]:
    """Add names that may hold other names, but never cut one."""
    kept, added = list(mentions), False
    for item in found:
        first = bisect_right(kept, item.start, key=_end)
        last = bisect_left(kept, item.end, lo=first, key=_start)
        if all(_may_hold(shadow, item, other) for other in kept[first:last]):
            kept[first:last], added = [item], True
    return tuple(kept) if added else mentions


def _may_hold(shadow: str, item: Mention, other: Mention) -> bool:
    """Whether ``other`` is only a part of the name ``item``, and not what it is the name of."""
    held = item.start <= other.start and other.end <= item.end
    begins, rest = other.start - item.start <= 1, shadow[other.end : item.end].lstrip("”")
    whole = begins and (not rest or _MECHANISM.fullmatch(rest))  # “某组织”, 某组织机制
    new = whole and item.value.new  # 筹建某银行: it is no body yet that could do anything
    named = other.kind == ORGANISATION and (whole or other.end == item.end) and not new
    longer = other.kind == INITIATIVE and item.end - other.end > len("”等")  # “某某”评价体系
    return held and not named and (longer or other.kind not in (LEADER, INITIATIVE, SUMMIT))
