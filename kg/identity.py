"""When two names from two reports mean one thing. When in doubt, they do not.

A split can be mended by one line in the gazetteer; a wrong merge poisons every query.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.gazetteer import Gazetteer
    from kg.model import Entity

_NOISE = re.compile(r"[和与及\s《》〈〉“”\"'‘’「」『』()（）\[\]—–－·•・,，、.。:：/-]")
#: Years within which a place alone tells a meeting.
_HORIZON = 3
#: Shorter titles without their organisation (宪章) could be anybody's.
_LEAST_CORE = 5


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


# -- titles and initiatives ---------------------------------------------------------------------


def match_titles(names: Mapping[str, str], prefix: re.Pattern[str]) -> dict[str, str]:
    """Key -> the name of the set of keys whose titles mean one text.

    The same title is the same text. A title without its organisation or its years
    (《边防合作协定》) is the one that stands with them, if there is only one.
    """
    groups = Groups()
    first: dict[str, str] = {}
    cores: dict[str, set[str]] = defaultdict(set)
    for key, name in sorted(names.items()):
        full = plain(name)
        groups.join(first.setdefault(full, key), key)
        cores[_core(name, prefix)].add(full)
    for core, titles in sorted(cores.items()):
        longer = sorted(titles - {core})
        if len(core) >= _LEAST_CORE and len(longer) == 1 and core in titles:
            groups.join(first[core], first[longer[0]])
    return {key: groups.find(key) for key in names}


def _core(name: str, prefix: re.Pattern[str]) -> str:
    short = plain(re.sub(r"[(（][^()（）]*[)）]$", "", name))
    return plain(prefix.sub("", short, count=1))


# -- people -----------------------------------------------------------------------------------


def match_leaders(leaders: Iterable[Entity], gazetteer: Gazetteer) -> dict[str, str]:
    """Local key -> identity of every leader.

    Known people by name, state and year; others by name and the state they stand for; a name
    without a state belongs to the one known bearer, or to the only bearer in the reports.
    """
    homes: dict[str, set[str]] = defaultdict(set)
    pending: list[tuple[str, str]] = []
    identity: dict[str, str] = {}
    for leader in leaders:
        name = leader.names[0]
        states = [value for attribute, value in leader.attributes if attribute == "home"]
        known = _known(name, states, attributes(leader).get("told", ""), gazetteer)
        if known:
            identity[leader.key] = known
        elif states:
            home = sorted(states)[0]
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


# -- meetings ---------------------------------------------------------------------------------


def match_meetings(meetings: Iterable[Entity]) -> dict[str, str]:
    """Local key -> the name of the set of local keys that mean one meeting.

    Within one series: the same edition, or the same year, or the same place where only one
    meeting of the series was held there; never across contradictions.
    """
    series: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
    for meeting in sorted(meetings):
        own = attributes(meeting)
        level = own.get("level", "leaders")
        series[
            own.get("organisation", ""), own.get("series", ""), level, own.get("variant", "")
        ].append(meeting)
    groups = Groups()
    for members in series.values():
        _match_series(members, groups)
    return {
        meeting.key: groups.find(meeting.key) for members in series.values() for meeting in members
    }


class _Cluster:
    """Local meetings known to be one, and all that is known of it."""

    def __init__(self, meeting: Entity) -> None:
        self.key = meeting.key
        self.next = _seen_from(meeting)
        self.known = {
            name: value
            for name, value in meeting.attributes
            if name in ("edition", "year", "city", "country")
        }

    def fits(self, own: Mapping[str, str]) -> bool:
        return all(
            self.known.get(name, value) == value
            for name, value in own.items()
            if name in ("edition", "year", "city", "country")
        )


def _seen_from(meeting: Entity) -> str:
    """The year from which a meeting is the next one; " " if it is not."""
    own = attributes(meeting)
    return own.get("told", " ") if own.get("relative") == "next" else " "


def _match_series(members: list[Entity], groups: Groups) -> None:
    clusters: list[_Cluster] = []
    for attribute in ("edition", "year", "city", "country", "told"):
        for meeting in members:
            own = attributes(meeting)
            if _first_known(own) == attribute:
                _place(meeting, own, attribute, clusters, groups)


def _first_known(own: Mapping[str, str]) -> str:
    return next((name for name in ("edition", "year", "city", "country") if own.get(name)), "told")


def _place(
    meeting: Entity,
    own: Mapping[str, str],
    attribute: str,
    clusters: list[_Cluster],
    groups: Groups,
) -> None:
    candidates = [cluster for cluster in clusters if cluster.fits(own)]
    if attribute == "told":
        wanted = "" if own.get("relative") else own.get("told", "")
        candidates = [item for item in candidates if wanted and item.known.get("year") == wanted]
    else:
        exact = [item for item in candidates if item.known.get(attribute) == own[attribute]]
        near = [item for item in exact if attribute in ("edition", "year") or _near(item, own)]
        candidates = near if len(near) == 1 or attribute in ("edition",) else near[-1:]
        if not candidates and own.get("relative") == "next":
            candidates = [
                item for item in clusters if item.next == own.get("told") and item.fits(own)
            ]
        if not candidates and attribute == "year":
            candidates = [item for item in candidates_of(clusters, own) if "year" not in item.known]
    if candidates:
        cluster = candidates[-1]
        groups.join(cluster.key, meeting.key)
        cluster.known |= {
            name: value
            for name, value in own.items()
            if name in ("edition", "year", "city", "country")
        }
    else:
        cluster = _Cluster(meeting)
        if attribute == "told" and not own.get("relative") and own.get("told"):
            cluster.known["year"] = own["told"]
        clusters.append(cluster)


def candidates_of(clusters: Iterable[_Cluster], own: Mapping[str, str]) -> list[_Cluster]:
    """The clusters held where ``own`` was held, if it is known where, and nothing speaks against."""
    place = own.get("city")
    return [
        item for item in clusters if place and item.known.get("city") == place and item.fits(own)
    ]


def _near(cluster: _Cluster, own: Mapping[str, str]) -> bool:
    """A place alone means the last meeting there before the report."""
    year, told = cluster.known.get("year"), own.get("told")
    if not year or not told:
        return True
    ahead = int(year) - int(told)
    return 0 <= ahead <= _HORIZON if own.get("relative") == "next" else -_HORIZON <= ahead <= 0
