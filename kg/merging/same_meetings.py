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
from kg.merging.meeting_candidates import candidates, is_near
from kg.merging.meeting_clusters import KNOWN, Cluster, Shelf, Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Entity


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
    near = [item for item in found if item.level == level and is_near(item, own)]
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
    same = candidates(rank, own, partial(shelf.find, own))
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
