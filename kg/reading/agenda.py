"""Which meeting a name means: the meetings of one report, and the one it is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.finders.meeting_shapes import COUNTED
from kg.finders.meetings import Meeting, beside, next_to, sits
from kg.finders.turns import UNNAMED

if TYPE_CHECKING:
    from kg.finders.meeting_names import SummitName

_APART = {"next", "previous"}
_STEP = {"next": 1, "previous": -1}
#: Of two they are called so, too: 第十五次领导人会晤 in a report of a visitor from a body.
_TALKS = "会晤"
_YEARS = _STEP | {"this": 0}


@dataclass(slots=True)
class Agenda:
    """The meetings of one report. ``focus`` is the one that 会议 and 峰会 speak of."""

    year: int = 0  # of the report, 0 if unknown
    meetings: list[Meeting] = field(default_factory=list)
    implied: str = ""  # the organisation of a meeting that the report does not name
    day: str = ""  # of the item of a chronicle
    body: str = ""  # the only organisation that the headline names
    focus: Meeting | None = None
    live: bool = False  # the report is of the sessions of the focus
    topic: bool = False  # the report is of the focus, if only of its preparation
    held: list[Meeting] = field(default_factory=list)  # all that the report was about so far
    left: tuple[Meeting | None, bool, bool] | None = None  # what a visit goes back to

    def resolve(self, name: SummitName) -> Meeting | None:
        """The meeting that ``name`` means, a new one if none fits; None if nobody can tell."""
        if name.relative in UNNAMED:
            return self._visited(name)
        if name.generic:
            return self._generic(name)
        alone = not (name.organisations or name.series or name.city or name.country)
        if alone and COUNTED.fullmatch(name.text):
            own = beside(self.focus if self.topic else None, self.meetings, name)
            if own is None:
                return None
            name = own
        elif alone and name.edition and not (self.live or self._counted(name)):
            return None
        known = self._visited(name) or self._named(name)
        if known is not None:
            return self._known(known, name)
        name = self._complete(name)
        return self._fit(name) or self._new(name)

    def _counted(self, name: SummitName) -> bool:
        """Whether a bare 第二届峰会 is told to be of some body, or the next one to 第一届会议."""
        return bool((name.level and self._whose(name)[0]) or next_to(self.meetings, name))

    def _visited(self, name: SummitName) -> Meeting | None:
        """The meeting that a visit is paid to: 上届峰会 is not the last but one after it."""
        return self.focus if self.left and self.focus and self.focus.again(name) else None

    def _named(self, name: SummitName) -> Meeting | None:
        """The meeting other than the focus that the report called by this name before."""
        if self.focus is None or name.relative or name.text in self.focus.texts:
            return None
        named = (item for item in reversed(self.meetings) if name.text in item.texts)
        return next((item for item in named if item.fits(name)), None)

    def _generic(self, name: SummitName) -> Meeting | None:
        focus = self.focus if self.topic else self._this(name)
        if self.left is not None and name.relative == "this":
            focus = self.left[0]
        if focus is None or name.variant in ("", focus.variant):
            return focus
        if not self.live and name.variant != "round-table":
            return None
        name = self._complete(name)._replace(
            text=f"{max(sorted(focus.texts), key=len, default='')}{name.text}",
            edition=focus.edition,
            year=name.year or focus.year,
            city=focus.city,
            generic=False,
        )
        return self._fit(name) or self._new(name)

    def _this(self, name: SummitName) -> Meeting | None:
        """What 本次峰会 means in a report that is about no meeting: the only one it named."""
        if name.relative != "this" or len(self.meetings) != 1 or self.meetings[0].relative:
            return None
        only = self.meetings[0]
        return only if any(text.endswith(name.text[-2:]) for text in only.texts) else None

    def imply(self) -> None:
        """A report that never names its meeting is about one of the organisation it speaks of."""
        meeting = Meeting(len(self.meetings), self.implied, level="leaders", members=True)
        self.meetings.append(meeting)
        self.turn_to(meeting, topic=True, live=True)

    def _complete(self, name: SummitName) -> SummitName:
        """Add what the place of the name in the report implies: its series, year and turn."""
        focus = self.focus
        organisation, series = self._whose(name)
        if organisation or series:
            level = name.level or (focus.level if focus else "")
            name = name._replace(
                organisations=(organisation,) if organisation else (), series=series, level=level
            )
            name = self._with_partner(name)
        if name.relative in _YEARS and self.year and not name.year and name.dated:
            name = name._replace(year=self.year + _YEARS[name.relative])
        if focus is not None and name.relative in _STEP and focus.counts_on(name):
            name = name._replace(edition=focus.edition + _STEP[name.relative])
        return name._replace(turn=self._turn(name))

    def _with_partner(self, name: SummitName) -> SummitName:
        """The next meeting in a report of 某组织-甲国峰会 is with the same state."""
        focus = self.focus
        other = name.edition or name.relative in _STEP
        if focus is None or name.variant or not (focus.partners and self.topic and other):
            return name
        return name._replace(variant=focus.variant, partners=True)

    def _whose(self, name: SummitName) -> tuple[str, str]:
        """The organisation or series of a bare name, seen from its place in the report."""
        if name.organisations or name.series:
            return "", ""
        focus = self.focus
        if focus is not None and self.topic and not self._foreign(focus, name):
            counted = next_to(self.meetings, name) if name.edition and not focus.edition else None
            meeting = counted or focus
            return meeting.organisation, "" if meeting.organisation else meeting.series
        if name.edition and (near := next_to(self.meetings, name)):
            return near.organisation, "" if near.organisation else near.series
        other = (name.edition or name.relative in _STEP) and not name.text.endswith(_TALKS)
        if not (other and (name.level or sits(self.meetings, name))) or name.city or name.country:
            return "", ""
        bodies = {item.organisation for item in self.meetings}
        return self.body or (bodies.pop() if len(bodies) == 1 else ""), ""

    def _foreign(self, focus: Meeting, name: SummitName) -> bool:
        """Whether a name that tells only a place is of a series of nobody knows whom.

        Series keep to their word: who speaks of 厦门会晤 at a 峰会 speaks of another one.
        """
        if not name.city or (name.city == focus.city and focus.fits(name)):
            return False
        word = name.text[-2:]
        if name.edition or name.relative or (name.year and word != "会议"):
            return False
        alike = {word, "会议"} if word == "峰会" else {word}
        return not any(text[-2:] in alike for text in focus.texts)

    def _turn(self, name: SummitName) -> str:
        """Whether a name with a year or edition speaks of a later or an earlier meeting."""
        focus = self.focus
        if name.relative in _STEP:
            return name.relative
        if focus is None or name.text in focus.texts:
            return ""
        edition = focus.edition if focus.same_series(name) else 0
        for mine, its in ((focus.year, name.year), (edition, name.edition)):
            if mine and its:
                return "" if mine == its else ("next" if its > mine else "previous")
        # The headline 某峰会将选举… tells of the very one that is announced below.
        told = self.topic or focus.edition or focus.year or focus.city
        return "next" if told and name.decided and name.relative != "this" else ""

    def _fit(self, name: SummitName) -> Meeting | None:
        focus = self.focus
        placed = name.city or name.country
        moved = focus is not None and placed and not focus.city and self._apart(focus, name)
        if focus is not None and not name.turn and not moved and focus.fits(name):
            return self._known(focus, name)
        if name.plain:
            for item in reversed(self.held):
                if item is not focus and item.fits(name):
                    return self._known(item, name)
        alike = [item for item in reversed(self.meetings) if self._like(item, name)]
        if alike:
            return self._known(max(alike, key=lambda item: item.agrees(name)), name)
        return self._only(name)

    def _like(self, item: Meeting, name: SummitName) -> bool:
        apart = {item.relative, name.turn} == _APART or item.on_another_day(self.day, name)
        return item is not self.focus and not apart and item.fits(name) and item.shares(name)

    def _only(self, name: SummitName) -> Meeting | None:
        """The one meeting of its series that the report named so far, for a name without more.

        亚信峰会 is the 亚信第四次峰会 where no other of that body is spoken of.
        """
        if not (name.organisation or name.series) or not name.plain:
            return None
        known = [item for item in self.meetings if not item.themed and item.same_series(name)]
        same = [item for item in known if item.variant == name.variant and item.level == name.level]
        if len(same) != 1 or same[0].relative or not same[0].fits(name):
            return None
        return self._known(same[0], name)

    def _apart(self, focus: Meeting, name: SummitName) -> bool:
        """Whether a name with a place is told from afar, or is of a series of nobody knows whom."""
        bare = not (name.organisations or name.series)
        return not name.present or (bare and self._foreign(focus, name))

    def _known(self, meeting: Meeting, name: SummitName) -> Meeting:
        meeting.learn(name)
        return meeting

    def _new(self, name: SummitName) -> Meeting | None:
        placed = (name.city or name.country) and not name.text.endswith(_TALKS)
        if not (name.organisations or name.series or placed):
            return None  # 某地会晤 is of talks between two
        number = len(self.meetings)
        meeting = Meeting(number, series=name.series, variant=name.variant, relative=name.turn)
        meeting.themed = name.themed
        meeting.learn(name)
        self.meetings.append(meeting)
        return meeting

    def turn_to(self, meeting: Meeting, *, topic: bool, live: bool) -> None:
        """Take ``meeting`` for the one that the report speaks of.

        Only a meeting that goes on takes place in the year of the report: what is said on
        occasion of a meeting is said as often in the year after it.
        """
        self.leave()
        self.focus = meeting
        self.topic, self.live = self.topic or topic, self.live or live
        if live or self.live:
            self.held += () if meeting in self.held else (meeting,)
        if topic and live and not meeting.year:
            meeting.year = self.year

    def turn_away(self) -> None:
        """The report goes over to something else, such as talks between two."""
        self.leave()
        self.live = self.topic = False

    def visit(self, meeting: Meeting) -> None:
        """Speak of another meeting for a while: 会议 is that one until the report leaves it."""
        self.left = self.left or (self.focus, self.topic, self.live)
        self.focus, self.topic, self.live = meeting, True, True

    def leave(self) -> None:
        """Go back from a visit to what the report is about."""
        if self.left is not None:
            (self.focus, self.topic, self.live), self.left = self.left, None
