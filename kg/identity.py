"""When two names from two reports mean one thing. When in doubt, they do not.

A split can be mended by one line in the gazetteer; a wrong merge poisons every query.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.gazetteer import Gazetteer
    from kg.model import Entity

_NOISE = re.compile(r"[和与及\s《》〈〉“”\"'‘’「」『』()（）\[\]—–－·•・,，、.。:：/-]")


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


def match_leaders(leaders: Iterable[Entity], gazetteer: Gazetteer) -> dict[str, str]:
    """Local key -> identity of every leader.

    Known people by name, state and year; others by name and the state they stand for; a name
    without a state belongs to the one known bearer, or to the only bearer in the reports, unless
    the title speaks against it.
    """
    homes: dict[str, set[str]] = defaultdict(set)
    pending: list[tuple[str, str]] = []
    identity: dict[str, str] = {}
    for leader in leaders:
        name = leader.names[0]
        states = [value for attribute, value in leader.attributes if attribute == "home"]
        own = attributes(leader)
        known = _known(name, states, own.get("told", ""), gazetteer)
        if "stranger" in own and not states:
            identity[leader.key] = f"{name}@?"
        elif known:
            identity[leader.key] = known
        elif states:
            home = min(states)
            identity[leader.key] = f"{name}@{home}"
            homes[name].add(identity[leader.key])
        else:
            pending.append((leader.key, name))
    for key, name in pending:
        bearers = homes.get(name, set())
        identity[key] = next(iter(bearers)) if len(bearers) == 1 else f"{name}@"
    return identity


def _known(name: str, states: list[str], told: str, gazetteer: Gazetteer) -> str:
    """The known bearer of a name: for the state that the title names, at the time of the report."""
    candidates = [key for key in gazetteer.names.get(name, ()) if key.startswith("leader/")]
    if states:
        candidates = [key for key in candidates if gazetteer.country_of.get(key) in states]
    if len(candidates) > 1:
        candidates = [key for key in candidates if _in_office(gazetteer.entities[key], told)]
    return candidates[0] if len(candidates) == 1 else ""


def _in_office(leader: Entity, year: str) -> bool:
    own = attributes(leader)
    return bool(year) and own.get("from", "0") <= year <= own.get("to", "9999")
