"""Which meetings of different reports are one.

Within one series: the same edition, or the same year, or the same place where only one
meeting of the series was held there at the time; never across contradictions.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from kg.identity import Groups, attributes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Entity

_KNOWN = ("edition", "year", "city", "country")
_PLACES = frozenset(("city", "country"))
#: Years within which a place alone tells a meeting.
_HORIZON = 3
#: Days between what reports tell of the beginning of one meeting, mistakes included.
_SPAN = 20


def match_meetings(meetings: Iterable[Entity]) -> dict[str, str]:
    """Local key -> the name of the set of local keys that mean one meeting."""
    series: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
    for meeting in sorted(meetings):
        own = {"level": "leaders"} | attributes(meeting)
        parts = (own.get(name, "") for name in ("organisation", "series", "level", "variant"))
        series[tuple(parts)].append(meeting)
    groups = Groups()
    clusters = [
        cluster for members in series.values() for cluster in _match_series(members, groups)
    ]
    _match_places(clusters, groups)
    return {item.key: groups.find(item.key) for members in series.values() for item in members}


class _Cluster:
    """Local meetings known to be one, and all that is known of it."""

    def __init__(self, meeting: Entity, own: Mapping[str, str]) -> None:
        self.key = meeting.key
        self.named = "organisation" in own or "series" in own
        self.level = own.get("level", "leaders"), own.get("variant", "")
        self.told = own.get("told")
        self.known = {name: own[name] for name in (*_KNOWN, "day") if name in own}
        #: The years of the reports that speak of it as of the one meeting of the time.
        self.tolds = set() if "relative" in own or "told" not in own else {own["told"]}
        #: The year from which it is the next one.
        self.next = own.get("told") if own.get("relative") == "next" else None

    def fits(self, own: Mapping[str, str]) -> bool:
        for name in _KNOWN:  # a loop, since there is nothing that settling asks more often
            if name in own and self.known.get(name, own[name]) != own[name]:
                return False
        return self.shares("edition", own) or not self._apart(own.get("day", ""))

    def _apart(self, day: str) -> bool:
        """Whether a meeting that began on ``day`` is another one: bodies meet twice a year."""
        mine = self.known.get("day", "")
        if not (mine and day):
            return False
        return abs(date.fromisoformat(mine) - date.fromisoformat(day)).days > _SPAN

    def shares(self, name: str, own: Mapping[str, str]) -> bool:
        return name in own and self.known.get(name) == own[name]

    def learn(self, own: Mapping[str, str]) -> None:
        self.known |= {name: own[name] for name in (*_KNOWN, "day") if name in own}
        if "relative" not in own and "told" in own:
            self.tolds.add(own["told"])


def _match_places(clusters: list[_Cluster], groups: Groups) -> None:
    """Join 杭州峰会, said without an organisation, with the one meeting of leaders held there."""
    held: dict[tuple[str, str], list[_Cluster]] = defaultdict(list)
    for item in clusters:
        for name in _PLACES & item.known.keys() if item.named else ():
            held[name, item.known[name]].append(item)
    for place in clusters:
        if place.named:
            continue
        own = place.known | ({"told": place.told} if place.told else {})
        there = {item.key: item for name in _PLACES & own.keys() for item in held[name, own[name]]}
        same = [item for item in there.values() if _may_be(item, place, own)]
        if len(same) == 1:
            groups.join(same[0].key, place.key)


def _may_be(item: _Cluster, place: _Cluster, own: Mapping[str, str]) -> bool:
    return item.level == place.level and item.fits(own) and _near(item, own)


def _match_series(members: list[Entity], groups: Groups) -> list[_Cluster]:
    """Join the best-known meetings first; those that tell least come last."""
    clusters: list[_Cluster] = []
    for rank in (*_KNOWN, "told"):
        for meeting in members:
            own = attributes(meeting)
            if next((name for name in _KNOWN if name in own), "told") == rank:
                _place(meeting, own, rank, clusters, groups)
    return clusters


def _place(
    meeting: Entity, own: Mapping[str, str], rank: str, clusters: list[_Cluster], groups: Groups
) -> None:
    candidates = [item for item in clusters if item.fits(own)]
    same = _SAME[rank](rank, own, candidates)
    if same:
        groups.join(same[-1].key, meeting.key)
        same[-1].learn(own)
        return
    cluster = _Cluster(meeting, own)
    if rank == "told" and "relative" not in own and "told" in own:
        cluster.known["year"] = own["told"]
    clusters.append(cluster)


def _by_number(rank: str, own: Mapping[str, str], candidates: list[_Cluster]) -> list[_Cluster]:
    """The same edition or year; else both the next one, seen from the same year."""
    same = [item for item in candidates if item.shares(rank, own)]
    if not same and own.get("relative") == "next":
        same = [item for item in candidates if item.next and item.next == own.get("told")]
    if not same and rank == "year":
        same = [
            item for item in candidates if item.shares("city", own) and "year" not in item.known
        ]
    if not same and rank == "year":  # the one meeting of which the reports of that year speak
        told = [item for item in candidates if own["year"] in item.tolds]
        same = [item for item in told if "year" not in item.known] if len(told) == 1 else []
    return same


def _by_place(rank: str, own: Mapping[str, str], candidates: list[_Cluster]) -> list[_Cluster]:
    """A place alone means the last meeting there before the report."""
    same = [item for item in candidates if item.shares(rank, own) and _near(item, own)]
    same = [item for item in same if "year" in item.known] or same
    same.sort(key=lambda item: -_years_apart(item, own))
    if not same and own.get("relative") == "next":
        same = [item for item in candidates if item.next and item.next == own.get("told")]
    return same


def _by_report(_: str, own: Mapping[str, str], candidates: list[_Cluster]) -> list[_Cluster]:
    """A name that tells nothing means the meeting of the year of the report."""
    if own.get("relative") == "next":
        return [item for item in candidates if item.next and item.next == own.get("told")]
    if "relative" in own or "told" not in own:
        return []
    same = [item for item in candidates if item.known.get("year") == own["told"]]
    if same:
        return same
    same = [item for item in candidates if "year" not in item.known and own["told"] in item.tolds]
    return same if len(same) == 1 else []


def _years_apart(cluster: _Cluster, own: Mapping[str, str]) -> int:
    """How far a meeting lies from the report; a meeting after the report counts double."""
    ahead = int(cluster.known.get("year", own.get("told", 0))) - int(own.get("told", 0))
    return 2 * ahead if ahead > 0 else -ahead


def _near(cluster: _Cluster, own: Mapping[str, str]) -> bool:
    year, told = cluster.known.get("year"), own.get("told")
    horizon = _HORIZON if cluster.named else 1
    if not year and cluster.told and told:  # reports of one time speak of one meeting
        return abs(int(cluster.told) - int(told)) <= (horizon if "organisation" in own else 1)
    if not year or not told:
        return True
    ahead = int(year) - int(told)
    return 0 <= ahead <= horizon if own.get("relative") == "next" else -horizon <= ahead <= 1


_SAME = {
    "edition": _by_number,
    "year": _by_number,
    "city": _by_place,
    "country": _by_place,
    "told": _by_report,
}
