"""Which of the known meetings of its series a report can mean, by what it tells of one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.merging.meeting_clusters import Cluster

    #: Name and value of a mark to the meetings that have it and fit.
    Find = Callable[[str, str | None], list[Cluster]]

#: Years within which a place alone tells a meeting.
_HORIZON = 3
#: Years within which the only meeting of a series in a city is remembered by that alone.
_MEMORY = 9
#: Days before a meeting on which reports speak of it as of the one of the time.
_SOON = 14
#: How long a day is in ISO notation.
_DAY = len("2016-09-04")


def candidates(rank: str, own: Mapping[str, str], find: Find) -> list[Cluster]:
    """The meetings that can be meant, the most likely one last.

    ``own`` is what the report tells, ``rank`` the most telling part of it: edition, year, city,
    country, or only when it is told.
    """
    same = _SAME[rank](rank, own, find)
    if not same and own.get("occasion", "").isdecimal():  # no anniversary is kept twice
        return find("occasion", own["occasion"])
    return same


def _by_number(rank: str, own: Mapping[str, str], find: Find) -> list[Cluster]:
    """The same edition or year; else both the next one, seen from the same year."""
    same = find(rank, own[rank]) or _next(own, find)
    if not same and rank == "year":
        same = [item for item in find("city", own.get("city")) if "year" not in item.known]
    if not same and rank == "year":  # the one meeting of which the reports of that year speak
        told = find("told", own["year"])
        same = [item for item in told if "year" not in item.known] if len(told) == 1 else []
    return same


def _by_place(rank: str, own: Mapping[str, str], find: Find) -> list[Cluster]:
    """A place alone means the last meeting there before the report; a state needs a time, too."""
    if rank == "country" and "told" not in own:
        return []
    found = find(rank, own[rank])
    same = [item for item in found if is_near(item, own)]
    same = [item for item in same if "year" in item.known] or same
    same.sort(key=lambda item: -_years_apart(item, own))
    if current := [item for item in same if _is_current(item, own)]:
        return current
    return same or _next(own, find) or _there(own, find) or _once(found, own)


def _is_current(cluster: Cluster, own: Mapping[str, str]) -> bool:
    """Whether a meeting of the year of the report had begun by its day, or was about to."""
    day, told = cluster.known.get("day", ""), own.get("on", "")
    if "relative" in own or not day or len(told) != _DAY or day[:4] != told[:4]:
        return False
    return (date.fromisoformat(day) - date.fromisoformat(told)).days <= _SOON


def _there(own: Mapping[str, str], find: Find) -> list[Cluster]:
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


def _by_report(_: str, own: Mapping[str, str], find: Find) -> list[Cluster]:
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


def _next(own: Mapping[str, str], find: Find) -> list[Cluster]:
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


def is_near(cluster: Cluster, own: Mapping[str, str]) -> bool:
    """Whether a meeting is near enough in time to be meant by a report that tells its place."""
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
