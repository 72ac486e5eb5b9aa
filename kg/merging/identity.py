"""When two names from two reports mean one thing. When in doubt, they do not.

A split can be mended by one line in the gazetteer; a wrong merge poisons every query.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.gazetteers.gazetteer import Gazetteer
    from kg.model import Entity

_NOISE = re.compile(r"[和与及\s《》〈〉“”\"'‘’「」『』()（）\[\]—–－·•・,，、.。:：/-]")

_PARTS = re.compile("[·.•・‧-]")
#: Years between two reports after which a short name is that of somebody else.
_APART = 10


def plain(title: str) -> str:
    """``title`` without brackets, spaces and punctuation: what two printings share."""
    return _NOISE.sub("", title)


class Groups:
    """Disjoint sets of keys; the smallest member names its set, whatever the order of joining."""

    def __init__(self) -> None:
        """No key is joined with another yet."""
        self._parent: dict[str, str] = {}

    def find(self, key: str) -> str:
        """The name of the set that holds ``key``."""
        while (parent := self._parent.get(key, key)) != key:
            key = parent
        return key

    def join(self, one: str, other: str) -> None:
        """Make the sets of both one."""
        low, high = sorted((self.find(one), self.find(other)))
        if low != high:
            self._parent[high] = low


def attributes(entity: Entity) -> dict[str, str]:
    """The attributes of an entity that has each at most once."""
    return dict(entity.attributes)


# -- people -----------------------------------------------------------------------------------


class _Person(NamedTuple):
    """A leader as one report tells of him."""

    key: str
    name: str
    homes: tuple[str, ...]  # the states and bodies that he stands for
    body: str  # the first of them, or of what it is a part; "" if none is told
    year: str  # of the report; "" if unknown
    known: str  # his key in the gazetteer; "" if it does not hold him
    stranger: bool  # told to be nobody that is known

    @property
    def identity(self) -> str:
        """His identity as far as this report tells it; "" if only others can."""
        if self.stranger and not self.homes:
            return f"{plain(self.name)}@?"
        return self.known or (f"{plain(self.name)}@{self.body}" if self.body else "")


def match_leaders(leaders: Iterable[Entity], gazetteer: Gazetteer) -> dict[str, str]:
    """Local key -> identity of every leader.

    Known people by name, state and year; others by name and the state they stand for, or the body
    of a part of which they are head; a name without a state belongs to the one known bearer, or
    to the only bearer in the reports, unless the title speaks against it. Of one state, the part
    of a full name (鲍里斯·约翰逊) is the short name of its only bearer.
    """
    known_full = _known_full(gazetteer)
    people = [_person(leader, gazetteer, known_full) for leader in leaders]
    full = _full_names(people, known_full)
    bearers: dict[str, set[str]] = defaultdict(set)
    for one in people:
        if one.homes and not one.known:
            bearers[one.name].add(one.identity)
    identity = {one.key: one.identity or _only_bearer(one.name, bearers) for one in people}
    return _in_reports({key: full.get(value, value) for key, value in identity.items()})


def _person(
    leader: Entity, gazetteer: Gazetteer, known_full: Mapping[str, list[tuple[str, str]]]
) -> _Person:
    """What one report tells of a leader, and who of the gazetteer he is."""
    name, own = _name_of(leader.key), attributes(leader)
    homes = tuple(sorted(home for kind, home in leader.attributes if kind == "home"))
    year, first = own.get("told", ""), min(homes, default="")
    known = _known(name, homes, year, gazetteer) or _by_initials(
        name, [one for home in homes for one in known_full.get(home, ())]
    )
    body = gazetteer.parents.get(first, first)
    return _Person(leader.key, name, homes, body, year, known, "stranger" in own)


def _only_bearer(name: str, bearers: Mapping[str, set[str]]) -> str:
    """Who is meant by a name without a state: its only bearer, or nobody told of elsewhere."""
    found = bearers.get(name, set())
    return next(iter(found)) if len(found) == 1 else f"{plain(name)}@"


def _name_of(key: str) -> str:
    """The name in a local key, in simplified characters whatever the report writes."""
    return key.split(":", 2)[2].partition("@")[0]


def _in_reports(identity: dict[str, str]) -> dict[str, str]:
    """In one report the last part of one full name is its bearer, if one of both has no state."""
    reports: dict[str, dict[str, str]] = defaultdict(dict)
    for key in identity:
        _, report, name = key.split(":", 2)
        reports[report][name] = key
    joined = dict(identity)
    for people in reports.values():
        called: dict[str, list[str]] = defaultdict(list)
        for name, key in people.items():
            for part in _parts(name)[-1:]:
                called[part].append(key)
        for name in called.keys() & people.keys():
            short, *whole = people[name], *called[name]
            if len(whole) == 1 and identity[short].endswith("@"):
                joined[short] = identity[whole[0]]
            elif len(whole) == 1 and identity[whole[0]].endswith("@"):
                joined[whole[0]] = identity[short]
    return joined


def _full_names(
    people: Iterable[_Person], known: Mapping[str, list[tuple[str, str]]]
) -> dict[str, str]:
    """Identities that are one person with another: the one to the other.

    Names are borne again and again: a short one of another decade is somebody else's.
    """
    bearers: dict[str, set[tuple[str, str]]] = defaultdict(set)
    years: dict[str, set[int]] = defaultdict(set)
    for one in people:
        years[one.identity] |= {int(one.year)} if one.year else set()
        for home in one.homes[:1]:
            bearers[home].add((one.name, one.identity))
    full: dict[str, str] = {}
    for home, named in bearers.items():
        called = _called(named, known.get(home, ()))
        for name, _ in sorted(named):
            if len(found := called.get(name, ())) == len(("short", "full")):
                first, second = sorted(found, key=_is_local)
                far = "@" in first and _far(years[first], years[second])
                if "@" in second and not far:  # two known people are two
                    full.setdefault(second, first)
    return full


def _far(one: set[int], other: set[int]) -> bool:
    """Whether two are told of in other decades."""
    return min((abs(first - second) for first in one for second in other), default=0) > _APART


def _called(people: set[tuple[str, str]], known: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Who of one state can be called by a name: by the whole of his name, or a part of it."""
    called: dict[str, set[str]] = defaultdict(set)
    for name, identity in people:
        for part in (name, *_parts(name)):
            called[part].add(identity)
    for name, identity in known:
        called[_parts(name)[-1]].add(identity)  # given names are borne by many
    return called


def _by_initials(name: str, known: Iterable[tuple[str, str]]) -> str:
    """伊·阿利耶夫: who of ``known`` (full name, identity) has this family name and initial."""
    *initials, last = _PARTS.split(name)
    if not initials or any(len(part) > 1 for part in initials):
        return ""
    found = {key for full, key in known if full[0] == name[0] and _parts(full)[1:] == (last,)}
    return found.pop() if len(found) == 1 else ""


def _known_full(gazetteer: Gazetteer) -> dict[str, list[tuple[str, str]]]:
    """The full names of the known leaders of each state."""
    known: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, home in gazetteer.home_of.items():
        if key.startswith("leader/"):
            known[home] += ((name, key) for name in gazetteer.entities[key].names if "·" in name)
    return known


def _parts(name: str) -> tuple[str, ...]:
    """The first and the last part of a name of several; either may stand for the whole."""
    parts = _PARTS.split(name)
    return (parts[0], parts[-1]) if len(parts) > 1 else ()


def _is_local(identity: str) -> tuple[bool, int, str]:
    """A known leader before one of the reports, a full name before a short one."""
    return "@" in identity, -len(identity), identity


def _known(name: str, states: Sequence[str], told: str, gazetteer: Gazetteer) -> str:
    """The known bearer of a name: for the state that the title names, at the time of the report."""
    keys = gazetteer.names.get(name) or gazetteer.names.get(_PARTS.sub("·", name), ())
    candidates = [key for key in keys if key.startswith("leader/")]
    if states:
        candidates = [key for key in candidates if gazetteer.home_of.get(key) in states]
    if len(candidates) > 1:
        candidates = [key for key in candidates if _in_office(gazetteer.entities[key], told)]
    return candidates[0] if len(candidates) == 1 else ""


def _in_office(leader: Entity, year: str) -> bool:
    own = attributes(leader)
    return bool(year) and own.get("from", "0") <= year <= own.get("to", "9999")
