"""Whom a title stands for: the state or body before it, its own state, or that of its list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.finders.offices import MINISTER
from kg.grammar.mentions import CITY, COUNTRY, ORGANISATION, Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.finders.name_words import NameGrammar
    from kg.gazetteers.lexicon import Hit

_BODIES = frozenset((COUNTRY, ORGANISATION))
#: Who is at the head of a chamber; a parliament has two.
_SPEAKER = "议长"
#: Between two members of a list; between two offices of a title.
_NEXT = frozenset(("、", "和", "与", "及", "以及", "偕", "率", "携"))
_OF = "的"
_OFFICES = re.compile("[、兼和]")
#: Before a title that has no state before it: here a clause or a member of a list begins.
_BORDER = re.compile(r"(?:[^\w]|以及|[和与及同由率偕应有])\Z")
#: The state and the city before an office of that city.
_LEAST = 2
#: Characters before a title in which the name of a party, or such a word, stands.
_NEAR = 16
#: Characters before a title in which a word stands after which somebody is called by it.
_CALLED = 10
#: Characters of the word for what a body is (论坛, 组织).
_WORD = 2


class Person(NamedTuple):
    """One mention of a person.

    ``represents`` holds the keys of the state or organisation that the title names;
    ``stranger`` is set where the title speaks against the one known by this name; ``instead``
    is the mention of whom this person represents (see ``kg.finders.deputies``); ``chairs`` is
    where the title names a body whose chair this person has, beside the office.
    """

    name: str
    keys: tuple[str, ...] = ()
    represents: tuple[str, ...] = ()
    title: str = ""
    stranger: bool = False
    instead: Mention | None = None
    chairs: Hit | None = None


class Title(NamedTuple):
    """Where a title begins with its state, the title itself, and whom it stands for."""

    start: int
    text: str
    represents: tuple[str, ...] = ()


def read_title(
    shadow: str,
    hits: Sequence[Hit],
    office: tuple[int, int],
    name: tuple[str, tuple[str, ...]],
    grammar: NameGrammar,
) -> Title:
    """The title of which the first to the last of ``hits`` in ``office`` are the offices.

    ``name`` is who bears it: the name and the keys of who is known by it.
    """
    first, last = office
    start = hits[first].start
    text = shadow[start : hits[last].end]
    before = hits[first - 1] if first else None
    if before is not None and before.kind in _BODIES:
        if before.end == start:
            return _of_body(shadow, hits, first - 1, text, grammar)
        if _is_one(shadow, hits, first, grammar):
            return Title(
                before.start, shadow[before.end : hits[last].end].lstrip(_OF), before.keys[:1]
            )
    if of_city := _of_city(shadow, hits, office, grammar):
        return of_city
    party = grammar.offices.parties.search(shadow, max(0, start - _NEAR), start)
    if party:
        return Title(party.start(), party[0] + text, (grammar.offices.ruled[party[1]],))
    words = [shadow[hit.start : hit.end] for hit in hits[first : last + 1]]
    state = grammar.offices.home
    home = text.startswith(grammar.offices.home_only) or (
        _is_home(shadow, start, words, grammar) and can_stand(*name, state, grammar)
    )
    return Title(start, text, (state,) if home else ())


def _of_city(
    shadow: str, hits: Sequence[Hit], office: tuple[int, int], grammar: NameGrammar
) -> Title | None:
    """甲国某市王储A: somebody of a city stands for its state, but a city has no head of state."""
    first, last = office
    start = hits[first].start
    if first < _LEAST or (hits[first - 2].kind, hits[first - 1].kind) != (COUNTRY, CITY):
        return None
    state, city = hits[first - 2 : first]
    high = grammar.offices.ranks.get(shadow[start : hits[first].end], 0) > MINISTER
    if high or (state.end, city.end) != (city.start, start):
        return None
    return Title(state.start, shadow[city.start : hits[last].end], state.keys[:1])


def _is_one(shadow: str, hits: Sequence[Hit], first: int, grammar: NameGrammar) -> bool:
    """Whether what stands between a state or body and an office joins them.

    甲国新任总统, 甲国环境事务部部长, 甲国最高军事委员会主席; 某组织欧洲部主任.
    """
    body, office = hits[first - 1 : first + 1]
    gap, words = (body.end, office.start), grammar.offices
    if office.start - body.end > _NEAR or words.posted.search(
        shadow, max(0, body.start - 2), body.start
    ):
        return False
    if words.bridges.fullmatch(shadow, *gap):
        return True
    if gap[1] - gap[0] == 1 and words.seated.search(shadow, max(0, gap[0] - _NEAR), gap[1]):
        return True
    if body.kind == COUNTRY:
        text = shadow[office.start : office.end]
        of_field = text.endswith((*words.ministers, *words.envoys))
        fields = of_field and words.fields.fullmatch(shadow, *gap)
        organ = not text.startswith(("党", *words.former)) and words.organs.fullmatch(shadow, *gap)
        return bool(fields or organ)
    of_field = shadow.endswith((*words.commissioners, *words.envoys), office.start, office.end)
    if of_field and words.fields.fullmatch(shadow, *gap):
        return True
    of_state = first > 1 and hits[first - 2].kind == COUNTRY and hits[first - 2].end == body.start
    return not of_state and words.units.fullmatch(shadow, *gap) is not None


def _of_body(shadow: str, hits: Sequence[Hit], body: int, text: str, grammar: NameGrammar) -> Title:
    """A title right after ``hits[body]``: who is sent there stands for the state before 驻."""
    start, represents = hits[body].start, hits[body].keys[:1]
    sent = grammar.offices.posted.search(shadow, max(0, start - _NEAR), start)
    if sent:
        origin = hits[body - 1] if body else None
        represents = ()
        if origin and origin.kind in _BODIES and origin.end == sent.start():
            start, represents = origin.start, origin.keys[:1]
    elif body and _OFFICES.split(text)[0].endswith(grammar.offices.goodwill):
        start, represents = _of_state(shadow, hits, body)
    return Title(start, text, () if text.startswith(grammar.offices.former) else represents)


def _of_state(shadow: str, hits: Sequence[Hit], body: int) -> tuple[int, tuple[str, ...]]:
    """甲国某组织(和某论坛)事务协调员: whom a state has for bodies stands for the state.

    So does whom it has for another state: 甲国乙国事务特别代表.
    """
    place = body
    while place and hits[place].kind in _BODIES:
        before, joint = hits[place - 1], shadow[hits[place - 1].end : hits[place].start]
        if before.kind == COUNTRY and not joint:
            return before.start, before.keys[:1]
        if joint not in _NEXT:
            break
        place -= 1
    return hits[body].start, hits[body].keys[:1]


def _is_home(shadow: str, start: int, offices: Sequence[str], grammar: NameGrammar) -> bool:
    """Whether one of the offices exists in the reports' own state only, or is told as its own."""
    if offices[0] in grammar.offices.home_offices:
        return True
    if any(office.startswith(grammar.offices.home_bodies) for office in offices):
        return True
    return offices[0] in grammar.offices.home_ministers and stands_free(shadow, start)


def stands_free(shadow: str, start: int) -> bool:
    """Whether a clause or a member of a list begins at ``start``."""
    return start == 0 or _BORDER.search(shadow, max(0, start - 2), start) is not None


def body_before(shadow: str, start: int, grammar: NameGrammar) -> str | None:
    """The word for a body before an office: 论坛|秘书长; "" if none, None if another word is there.

    So is none where 由 and its like stand before it.
    """
    called = grammar.offices.before_called.search(shadow, max(0, start - _CALLED), start)
    if called or stands_free(shadow, start):
        return ""
    word = shadow[max(0, start - _WORD) : start]
    return word if word.isalpha() and stands_free(shadow, start - _WORD) else None


def can_stand(name: str, keys: Sequence[str], state: str, grammar: NameGrammar) -> bool:
    """Whether a bearer of this name can stand for ``state``, which no word says he does."""
    homes = [grammar.offices.homes.get(key) for key in keys]
    own = grammar.chinese.fullmatch(name) if state == grammar.offices.home and not homes else True
    return state in homes if homes else bool(own)


def is_stranger(
    name: str, keys: Sequence[str], title: str, states: frozenset[str], grammar: NameGrammar
) -> bool:
    """Whether the bearer of a title without a state is not who is known by this foreign name.

    甲省省长莫拉莱斯 is no head of another state: that state would be one of the ``states`` named.
    """
    if (
        not keys
        or grammar.offices.ranks.get(_OFFICES.split(title)[0])
        or grammar.chinese.fullmatch(name)
    ):
        return False
    homes = {
        home for key in keys if (home := grammar.offices.homes.get(key, "")).startswith("country")
    }
    return bool(homes) and homes.isdisjoint(states)


def _rank(office: str, grammar: NameGrammar) -> int:
    """How high an office is; a minister is one of whatever field."""
    minister = office.endswith(grammar.offices.ministers)
    return grammar.offices.ranks.get(office, MINISTER if minister else 0)


def shared_state(
    title: str, joint: str, before: str, represents: tuple[str, ...], grammar: NameGrammar
) -> tuple[str, ...]:
    """The state of 甲国总统A、总理B that B stands for; () if it is not shared.

    ``before`` and ``represents`` are of the person before; a state has one head, so the next
    one is of a lower rank, or a minister after a minister.
    """
    if len(represents) != 1 or not represents[0].startswith("country"):
        return ()
    high, low = (_rank(_OFFICES.split(text)[0], grammar) for text in (before, title))
    if joint.endswith(grammar.offices.instead):  # 甲国总理A代表总统B
        return represents if low else ()
    if joint not in _NEXT:
        return ()
    chambers = before.endswith(_SPEAKER) and title.endswith(_SPEAKER)
    both = high == low == MINISTER and (joint == "、" or chambers)
    return represents if low and (high > low or both) else ()
