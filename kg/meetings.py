"""Which meeting a name means: the meetings of one report, and the one it is about."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.summits import SummitName

_STEP = {"next": 1, "previous": -1}


@dataclass(slots=True)
class Meeting:
    """One meeting as far as one report tells; grows while the report is read."""

    number: int
    organisation: str = ""
    series: str = ""
    level: str = ""
    variant: str = ""
    edition: int = 0
    year: int = 0
    city: str = ""
    country: str = ""
    relative: str = ""
    members: bool = False
    names: dict[str, None] = field(default_factory=dict)

    def fits(self, name: SummitName) -> bool:
        """Whether nothing in ``name`` contradicts that it means this meeting."""
        same = (
            (self.level, name.level),
            (self.edition, name.edition),
            (self.year, name.year),
            (self.city, name.city),
            (self.country, name.country),
        )
        if any(mine and its and mine != its for mine, its in same):
            return False
        if self.variant != name.variant and not name.generic:
            return False
        return self._same_series(name) and self._same_turn(name)

    def _same_series(self, name: SummitName) -> bool:
        if name.organisations:
            return name.organisation == self.organisation and not self.series
        if name.series:
            return name.series == self.series
        return True

    def _same_turn(self, name: SummitName) -> bool:
        if name.relative in _STEP:
            return self.relative == name.relative
        return not self.relative or bool(name.year and name.year == self.year)

    def learn(self, name: SummitName) -> None:
        """Take over what ``name`` adds."""
        self.organisation = self.organisation or name.organisation
        self.series = self.series or name.series
        self.level = self.level or name.level
        self.edition = self.edition or name.edition
        self.year = self.year or name.year
        self.city = self.city or name.city
        self.country = self.country or name.country
        self.members = self.members or name.members
        if not name.generic:
            self.names[name.text] = None


@dataclass(slots=True)
class Agenda:
    """The meetings of one report. ``focus`` is the one that 会议 and 峰会 speak of."""

    year: int = 0  # of the report, 0 if unknown
    meetings: list[Meeting] = field(default_factory=list)
    focus: Meeting | None = None

    def resolve(self, name: SummitName) -> Meeting | None:
        """The meeting that ``name`` means, a new one if none fits; None if nobody can tell."""
        if name.relative == "past":
            return None
        if name.generic:
            return self.focus if name.level in ("", "leaders") or self.focus is None else self._fit(name)
        name = self._complete(name)
        return self._fit(name) or self._new(name)

    def _complete(self, name: SummitName) -> SummitName:
        """Add what the place of the name in the report implies: its year, its organisation."""
        if name.relative in _STEP and self.year and not name.year and ("年" in name.text[:2]):
            name = replace(name, year=self.year + _STEP[name.relative])
        focus = self.focus
        if focus is not None and not name.organisations and not name.series:
            organisations = (focus.organisation,) if focus.organisation else ()
            series = focus.series if not focus.organisation else ""
            name = replace(name, organisations=organisations, series=series, level=name.level or focus.level)
        if focus is not None and name.relative in _STEP and focus.edition and not name.edition:
            name = replace(name, edition=focus.edition + _STEP[name.relative]) if "届" in name.text or "次" in name.text else name
        return name

    def _fit(self, name: SummitName) -> Meeting | None:
        candidates: Sequence[Meeting] = [item for item in self.meetings if item.fits(name)]
        if self.focus in candidates:
            return self._known(self.focus, name)
        return self._known(candidates[-1], name) if candidates else None

    def _known(self, meeting: Meeting | None, name: SummitName) -> Meeting | None:
        if meeting is not None:
            meeting.learn(name)
        return meeting

    def _new(self, name: SummitName) -> Meeting | None:
        if not (name.organisation or name.series or name.organisations or name.city or name.country):
            return None
        relative = name.relative if name.relative in _STEP else ""
        meeting = Meeting(
            len(self.meetings), series=name.series, variant=name.variant, relative=relative
        )
        meeting.learn(name)
        if len(name.organisations) > 1 and not meeting.series:
            meeting.series = name.text
        self.meetings.append(meeting)
        return meeting
