"""What is known of meetings while those of different reports are matched."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kg.merging.identity import attributes, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import Entity

KNOWN = ("edition", "year", "city", "country")
#: What else is the same of one meeting, though it finds none.
_MORE = ("occasion", "day")
#: Days between what reports tell of the beginning of one meeting, mistakes included.
_SPAN = 20
#: Days within which a report may tell of one meeting as of two.
_WEEK = 7
#: Told in one report, two that are never the same.
_TURNS = {"next", "previous"}
#: By month, from January on.
_SEASONS = 2 * ("冬季",) + 3 * ("春季",) + 3 * ("夏季",) + 3 * ("秋季",) + ("冬季",)
_HEAD = re.compile("峰会|会[议晤]|论坛")


class Told(NamedTuple):
    """What one report tells of a meeting."""

    key: str
    own: Mapping[str, str]
    names: tuple[str, ...]

    @classmethod
    def of(cls, meeting: Entity, country_of: Mapping[str, str]) -> Told:
        """A local meeting; of its city ``country_of`` tells the state."""
        own = {"level": "leaders"} | attributes(meeting)
        if "told" in own:
            own |= {"told": own["told"][:4], "on": own["told"]}
        if country := country_of.get(own.get("city", "")):
            own["country"] = country
        return cls(meeting.key, own, meeting.names)

    @property
    def named(self) -> bool:
        """Whether more than a place tells whose meeting it is."""
        return "organisation" in self.own or "series" in self.own

    @property
    def report(self) -> str:
        """The report that tells it."""
        return self.key.rpartition(":")[0]

    @property
    def series(self) -> tuple[str, ...]:
        """What meetings have in common that can be one; the word for it where no more is told."""
        parts = (self.own.get(name, "") for name in ("organisation", "level", "variant"))
        series = plain(self.own.get("series", ""))
        head = None if self.named or not self.names else _HEAD.search(self.names[0])
        return (*parts, series, head[0] if head else "")


class Cluster:
    """Local meetings known to be one, and all that is known of it."""

    def __init__(self, first: Told) -> None:
        """One local meeting; others are learned."""
        own = first.own
        self.key = first.key
        self.named = first.named
        self.body = own.get("organisation", "")
        self.level = own["level"], own.get("variant", "")
        self.told = own.get("told")
        self.known = {name: own[name] for name in (*KNOWN, *_MORE) if name in own}
        #: The years of the reports that speak of it as of the one meeting of the time.
        self.tolds = set() if "relative" in own or "told" not in own else {own["told"]}
        #: The year from which it is the next one.
        self.next = own.get("told") if own.get("relative") == "next" else None
        #: The reports that tell of it, and whether from there it is the next or the previous one.
        self.reports = {first.report: own.get("relative")}
        self.names = set(first.names)

    def fits(self, own: Mapping[str, str]) -> bool:
        """Whether nothing in ``own`` contradicts what is known."""
        if any(self.known.get(name, own[name]) != own[name] for name in KNOWN if name in own):
            return False
        if "edition" in own and self.known.get("edition") == own["edition"]:
            return True
        return not self._apart(own.get("day", "")) and self._same_occasion(own)

    def told_apart(self, item: Told) -> bool:
        """Whether one report tells of both, days apart (surely a week) or as last and next."""
        if {self.reports.get(item.report), item.own.get("relative")} == _TURNS:
            return True
        counted = "edition" in item.own and self.known.get("edition") == item.own["edition"]
        both = item.report in self.reports and not counted
        return both and self._apart(item.own.get("day", ""), _WEEK)

    def _apart(self, day: str, span: int = _SPAN) -> bool:
        """Whether a meeting that began on ``day`` is another one: bodies meet twice a year."""
        mine = self.known.get("day", "")
        if not (mine and day):
            return False
        return abs(date.fromisoformat(mine) - date.fromisoformat(day)).days > span

    def follows(self, day: str) -> bool:
        """Whether it is known to begin after ``day`` (ISO)."""
        begins = self.known.get("day") or self.known.get("year", "")
        return begins > day[: len(begins)]

    def _same_occasion(self, own: Mapping[str, str]) -> bool:
        """Whether a meeting that is called by its occasion is this one, by that or its day."""
        if "occasion" not in self.known and "occasion" not in own:
            return True
        mine, its = (_occasion(told) for told in (self.known, own))
        return mine == its

    def apart(self, other: Cluster) -> bool:
        """Whether both, which are not one, could be meant where one of them is."""
        places = any(self.known.get(name) != other.known.get(name) for name in ("city", "country"))
        return places or self._apart(other.known.get("day", ""))

    def ends_like(self, names: tuple[str, ...]) -> bool:
        """Whether one of ``names`` can be short for one of its own: 杭州峰会 for 某集团杭州峰会."""
        return any(name.endswith(names) for name in self.names)

    def learn(self, item: Told) -> None:
        """Take over what a meeting that is the same one adds."""
        own = item.own
        self.reports[item.report] = own.get("relative") or self.reports.get(item.report)
        self.names |= set(item.names)
        self.known |= {name: own[name] for name in (*KNOWN, *_MORE) if name in own}
        if "relative" not in own and "told" in own:
            self.tolds.add(own["told"])

    def marks(self) -> Iterator[tuple[str, str]]:
        """All by which it can be found."""
        yield from ((name, self.known[name]) for name in KNOWN if name in self.known)
        yield from (("told", year) for year in self.tolds)
        if self.next:
            yield "next", self.next
        if "occasion" in self.known:
            yield "occasion", self.known["occasion"]


def _occasion(told: Mapping[str, str]) -> str:
    """What a meeting is called by (夏季, its 25th anniversary), or else the season of its day."""
    day = told.get("day", "")
    return told.get("occasion") or (_SEASONS[int(day[5:7]) - 1] if day else "")


class Shelf:
    """Clusters in the order in which they came, found by their marks.

    A look at all of them for each meeting would take the square of their number.
    """

    def __init__(self, clusters: Iterable[Cluster] = ()) -> None:
        """Put the clusters there, in their order."""
        self.clusters: list[Cluster] = []
        self._numbers: dict[Cluster, int] = {}
        self._marked: dict[tuple[str, str], set[int]] = defaultdict(set)
        for cluster in clusters:
            self.put(cluster)

    def put(self, cluster: Cluster) -> None:
        """Add a cluster, or one again of which more is known now."""
        if cluster not in self._numbers:
            self._numbers[cluster] = len(self.clusters)
            self.clusters.append(cluster)
        for mark in cluster.marks():
            self._marked[mark].add(self._numbers[cluster])

    def find(self, own: Mapping[str, str], name: str, value: str | None) -> list[Cluster]:
        """Those with a mark that nothing in ``own`` contradicts."""
        marked = self._marked.get((name, value), ()) if value else ()
        found = (self.clusters[number] for number in sorted(marked))
        return [cluster for cluster in found if cluster.fits(own)]
