"""Which meetings of different reports are one.

Within one series: the same edition, or the same year, or the same place where only one
meeting of the series was held there at the time; never across contradictions. A meeting known
by its place alone (杭州峰会) is the one meeting held there of which it can be a short name.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from kg.merging.identity import Groups
from kg.merging.meeting_clusters import KNOWN, Cluster, Shelf, Told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kg.model import Entity

    #: Name and value of a mark to the meetings that have it and fit.
    _Find = Callable[[str, str | None], list[Cluster]]

#: Years within which a place alone tells a meeting.
_HORIZON = 3
#: Years within which the only meeting of a series in a city is remembered by that alone.
_MEMORY = 9
#: How long a day is in ISO notation.
_DAY = len("2016-09-04")


def match_meetings(meetings: Iterable[Entity], country_of: Mapping[str, str]) -> dict[str, str]:
    """Local key -> the name of the set of local keys that mean one meeting.

    ``country_of`` tells the state of a city.
    """
    told = [Told.of(meeting, country_of) for meeting in sorted(meetings)]
    groups = Groups()
    clusters = [
        cluster
        for members in _by_series(item for item in told if item.named)
        for cluster in _match_series(members, groups)
    ]
    rest = _match_places((item for item in told if not item.named), clusters, groups)
    for members in _by_series(rest):
        _match_series(members, groups)
    return {item.key: groups.find(item.key) for item in told}


def _by_series(told: Iterable[Told]) -> Iterable[list[Told]]:
    series: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    for item in told:
        series[item.series].append(item)
    return series.values()


def _match_places(
    places: Iterable[Told], clusters: Iterable[Cluster], groups: Groups
) -> list[Told]:
    """Join 杭州峰会, said without an organisation, with the meeting held there; give the others."""
    clusters = list(clusters)
    shelf, bodies = Shelf(clusters), _bodies(clusters)
    rest = []
    for place in places:
        same = _held_there(place, shelf, bodies.get(place.report, set()))
        if same is None:
            rest.append(place)
        else:
            groups.join(same.key, place.key)
            same.learn(place)
            shelf.put(same)
    return rest


def _bodies(clusters: Iterable[Cluster]) -> Mapping[str, set[str]]:
    """Report -> the organisations of whose meetings it tells; "" of one of no organisation."""
    bodies: dict[str, set[str]] = defaultdict(set)
    for cluster in clusters:
        for report in cluster.reports:
            bodies[report].add(cluster.body)
    return bodies


def _held_there(place: Told, shelf: Shelf, bodies: set[str]) -> Cluster | None:
    """The only meeting held there then; of several, that of its report or year if called so.

    In a report of the meetings of one organisation it is that one's meeting there.
    """
    own, level = place.own, (place.own["level"], place.own.get("variant", ""))
    rank = "city" if "city" in own else "country"
    found = shelf.find(own, rank, own.get(rank))
    near = [item for item in found if item.level == level and _near(item, own)]
    if len(near) == 1:
        return near[0]
    near = [item for item in near if item.ends_like((place.series[-1],))]
    here = [item for item in near if place.report in item.reports]
    ours = [item for item in near if {item.body} == bodies and item.body]
    if not here and len(ours) == 1:
        return ours[0]
    same = here or [item for item in near if item.known.get("year") == own.get("told")]
    return same[0] if len(same) == 1 and same[0].ends_like(place.names) else None


def _match_series(members: list[Told], groups: Groups) -> list[Cluster]:
    """Join the best-known meetings first; those that tell least come last."""
    shelf = Shelf()
    for rank in (*KNOWN, "told"):
        for item in members:
            if next((name for name in KNOWN if name in item.own), "told") == rank:
                _place(item, rank, shelf, groups)
    return shelf.clusters


def _place(item: Told, rank: str, shelf: Shelf, groups: Groups) -> None:
    own = item.own
    same = _SAME[rank](rank, own, partial(shelf.find, own))
    if not same and own.get("occasion", "").isdecimal():  # no anniversary is kept twice
        same = shelf.find(own, "occasion", own["occasion"])
    cluster = _choose([found for found in same if not found.told_apart(item)])
    if cluster is not None:
        groups.join(cluster.key, item.key)
        cluster.learn(item)
    else:
        cluster = Cluster(item)
        if rank == "told" and "relative" not in own and "told" in own:
            cluster.known["year"] = own["told"]
    shelf.put(cluster)


def _choose(same: list[Cluster]) -> Cluster | None:
    """Of several that fit, the one with an edition; none where that leaves two to choose from.

    The last one is the nearest.
    """
    numbered = [item for item in same if "edition" in item.known]
    editions = {item.known["edition"] for item in numbered}
    if len(editions) == 1:
        return max(numbered, key=lambda item: len(item.reports))
    if editions:
        same = [item for item in same if "edition" not in item.known]
    elif any(same[-1].apart(item) for item in same):
        same = [item for item in same if not {"city", "country", "day"} & item.known.keys()]
    return same[-1] if same else None


def _by_number(rank: str, own: Mapping[str, str], find: _Find) -> list[Cluster]:
    """The same edition or year; else both the next one, seen from the same year."""
    same = find(rank, own[rank]) or _next(own, find)
    if not same and rank == "year":
        same = [item for item in find("city", own.get("city")) if "year" not in item.known]
    if not same and rank == "year":  # the one meeting of which the reports of that year speak
        told = find("told", own["year"])
        same = [item for item in told if "year" not in item.known] if len(told) == 1 else []
    return same


def _by_place(rank: str, own: Mapping[str, str], find: _Find) -> list[Cluster]:
    """A place alone means the last meeting there before the report; a state needs a time, too."""
    if rank == "country" and "told" not in own:
        return []
    found = find(rank, own[rank])
    same = [item for item in found if _near(item, own)]
    same = [item for item in same if "year" in item.known] or same
    same.sort(key=lambda item: -_years_apart(item, own))
    if begun := [item for item in same if _just_begun(item, own)]:
        return begun
    return same or _next(own, find) or _there(own, find) or _once(found, own)


def _just_begun(cluster: Cluster, own: Mapping[str, str]) -> bool:
    """Whether a meeting of the year of the report had begun by its day."""
    day = cluster.known.get("day", "")
    return "relative" not in own and day[:4] == own.get("told") and day <= own["on"]


def _there(own: Mapping[str, str], find: _Find) -> list[Cluster]:
    """The one meeting of the year of the report of which no city is known, only the state."""
    same = find("year", own.get("told"))
    here = [item for item in same if item.known.get("country") == own.get("country")]
    return here if len(same) == 1 and "relative" not in own else []


def _once(found: list[Cluster], own: Mapping[str, str]) -> list[Cluster]:
    """The only meeting of its series that was ever held there, if it is not too long ago."""
    if len(found) != 1 or not found[0].named:
        return []
    ago = int(own.get("told", 0)) - int(found[0].known.get("year", 0))
    return found if 0 < ago <= _MEMORY else []


def _by_report(_: str, own: Mapping[str, str], find: _Find) -> list[Cluster]:
    """A name that tells nothing means the meeting of the year of the report."""
    if own.get("relative") == "next":
        return _next(own, find)
    if "relative" in own or "told" not in own:
        return []
    same = find("year", own["told"])
    if same:
        return same
    same = [item for item in find("told", own["told"]) if "year" not in item.known]
    return same if len(same) == 1 else []


def _next(own: Mapping[str, str], find: _Find) -> list[Cluster]:
    """The next meeting, seen from a report: the first that begins after it, or a next one, too.

    Of a body whose meeting of the same year is not known nobody can tell which is the first. One
    that counts its meetings (第十次会晤) has others on the side, which are not the next.
    """
    if own.get("relative") != "next" or "told" not in own:
        return []
    day, year = own["on"], int(own["told"])
    near, then = find("year", str(year)), find("year", str(year + 1))
    if any("edition" in item.known for item in near):
        near, then = ([item for item in told if "edition" in item.known] for told in (near, then))
    begun = all("day" in item.known for item in near)
    later = [item for item in near if item.follows(day)] or (then if near and begun else [])
    if len(day) == _DAY and len(later) == 1 and len(near) == 1:
        return later
    return find("next", own["told"])


def _years_apart(cluster: Cluster, own: Mapping[str, str]) -> int:
    """How far a meeting lies from the report; a meeting after the report counts double."""
    ahead = int(cluster.known.get("year", own.get("told", 0))) - int(own.get("told", 0))
    return 2 * ahead if ahead > 0 else -ahead


def _near(cluster: Cluster, own: Mapping[str, str]) -> bool:
    year, told = cluster.known.get("year"), own.get("told")
    horizon = _HORIZON if cluster.named else 1
    if not year and cluster.told and told:  # reports of one time speak of one meeting
        if "organisation" not in own:  # a place alone that has a year needs the same
            horizon = 0 if "year" in own else 1
        return abs(int(cluster.told) - int(told)) <= horizon
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
