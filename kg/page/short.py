"""Short labels for the picture, by meaning: what tells a thing from its neighbours is kept.

No list of names: what can be left out is seen from the other names of the graph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.page.things import Things

#: As many Chinese characters as fit between two neighbours of the picture.
_MOST = 12
#: A transliterated name of this length is too long for a sign; its last part is how it is quoted.
_LONG_NAME = 6
_BRACKETS = str.maketrans("", "", "〈〉《》“”‘’「」『』\"'")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]$")
#: A cut right after these would tear a number.
_NUMERALS = re.compile(r"[第〇零一二三四五六七八九十百0-9—-]+$")
#: What is left after a cut must still say something.
_LEAST = 4
_PAPERS = ("Declaration", "Instrument")


def shorten_all(things: Things, order: Sequence[str]) -> dict[str, str]:
    """The short label of each thing; ``order`` says which of two summits gets the plain name."""
    bodies = _bodies(things)
    openings = _shared_openings(things)
    meetings = Counter(_meeting(things, key) for key in order if _is(things, key, "Summit"))
    short = {}
    for key in order:
        name = _plain(things.label(key))
        match things.entities[key].cls:
            case "Summit":
                alone = meetings[_meeting(things, key)] == 1
                short[key] = _summit(things, key, bodies, alone=alone)
            case "Leader":
                short[key] = _person(name)
            case "Organisation":
                short[key] = _middle(_shorter(_alias(things.entities[key].names) or name, bodies))
            case "Speech":
                short[key] = _speech(name)
            case cls:
                name = _without_opening(name, openings) if cls in _PAPERS else name
                short[key] = _middle(_shorter(name, bodies))
    return short


def _is(things: Things, key: str, cls: str) -> bool:
    return things.entities[key].cls == cls


def width(text: str) -> float:
    """Width in Chinese characters; others take half the room."""
    return sum(1 if east_asian_width(char) in "WF" else 0.5 for char in text)


def _plain(name: str) -> str:
    return name.translate(_BRACKETS).strip() or name


def _middle(text: str) -> str:
    """``text``, without its middle if it is too long: both ends say more."""
    if width(text) <= _MOST:
        return text
    head, tail = text, ""
    while width(head) > _MOST / 2:
        head = head[:-1]
    while width(tail) <= _MOST / 2 - 1:
        tail = text[len(text) - len(tail) - 1 :]
    return f"{head}…{tail}"


def _person(name: str) -> str:
    return _middle(name.rsplit("·", 1)[-1] or name if len(name) > _LONG_NAME else name)


def _speech(name: str) -> str:
    """The first phrases of a title; what follows them only goes on."""
    phrases = re.split(r"[\s，、]+", name)
    head = phrases[0]
    for phrase in phrases[1:]:
        if width(head) + width(phrase) + 1 >= _MOST:
            break
        head = f"{head} {phrase}"
    whole = head.count(" ") + 1 == len(phrases)
    return _middle(name if whole else f"{head}…")


def _bodies(things: Things) -> list[tuple[str, str]]:
    """Names of organisations with the shortest each has, the longest first."""
    pairs = {
        name: short
        for _, entity in sorted(things.entities.items())
        if entity.cls == "Organisation" and (short := _alias(entity.names))
        for name in entity.names
    }
    return sorted(pairs.items(), key=lambda pair: (-len(pair[0]), pair[0]))


def _alias(names: Iterable[str]) -> str:
    """The shortest name that is no single character."""
    usable = [name for name in map(_plain, names) if len(name) > 1]
    return min(usable, key=lambda name: (width(name), name), default="")


def _shorter(name: str, bodies: Iterable[tuple[str, str]]) -> str:
    """``name`` with organisations under their short names, and without a bracket at the end."""
    if width(name) > _LEAST * 2:
        for long, short in bodies:
            if long in name and long != short:
                name = name.replace(long, short)
                break
    return _ASIDE.sub("", name) if width(name) > _MOST else name


# -- Summits --------------------------------------------------------------------------------


def _meeting(things: Things, key: str) -> tuple[str, int]:
    return things.organisers.get(key, ("",))[0], things.years.get(key, 0)


def _summit(things: Things, key: str, bodies: Sequence[tuple[str, str]], *, alone: bool) -> str:
    """Body and year; its own name where that would say too little."""
    body, year = _meeting(things, key)
    city = next(iter(things.cities.get(key, ())), "")
    if body and (alone or _is_main(key, body, year, city)):
        name = _alias(things.entities[body].names) or things.label(body)
        when = str(year) if year else things.label(city) if city else ""
        if when and width(f"{name} {when}") <= _MOST:
            return f"{name} {when}"
    name = _shorter(_plain(things.label(key)), bodies)
    dated = f"{name} {year}"
    return dated if year and str(year) not in name and width(dated) <= _MOST else _middle(name)


def _is_main(key: str, body: str, year: int, city: str) -> bool:
    """Whether the key has nothing beside body and occasion: no meeting of ministers, no forum."""
    series, occasion = body.partition("/")[2], key.partition("/")[2]
    rest = occasion.removeprefix(series).lstrip("-")
    plain = re.fullmatch(r"n?\d+|[0-9a-f]{6}", rest) or rest in {str(year), city.partition("/")[2]}
    return occasion.startswith(series) and bool(plain)


# -- Documents ------------------------------------------------------------------------------


def _shared_openings(things: Things) -> tuple[tuple[str, ...], list[str]]:
    """Names of organisations, the longest first, and sorted titles that begin with one."""
    bodies = sorted(_names(things, "Organisation"), key=lambda name: (-len(name), name))
    titles = _names(things, "Summit", *_PAPERS)
    return tuple(bodies), sorted(title for title in titles if title.startswith(tuple(bodies)))


def _names(things: Things, *classes: str) -> set[str]:
    entities = (entity for entity in things.entities.values() if entity.cls in classes)
    return {_plain(name) for entity in entities for name in entity.names}


def _without_opening(name: str, openings: tuple[tuple[str, ...], Sequence[str]]) -> str:
    """``name`` without what it begins with in common with another: the body and its organ."""
    bodies, titles = openings
    if not name.startswith(bodies):
        return name
    at = bisect_left(titles, name)
    near = [other for other in titles[max(0, at - 1) : at + 2] if not name.startswith(other)]
    common = max((_common(name, other) for other in near), key=len, default="")
    body = next(body for body in bodies if name.startswith(body))
    for opening in (_NUMERALS.sub("", common), body):
        rest = name[len(opening) :]
        if len(opening) >= len(body) and width(rest) >= _LEAST and rest[0].isalpha():
            return rest
    return name


def _common(one: str, other: str) -> str:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(char for char, _ in same)
