"""The meetings of one report, and the one that it is about, as reading goes on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kg.reading.meetings import Meeting

if TYPE_CHECKING:
    from kg.finders.meeting_names import SummitName

#: Some of those who have come for a meeting meet like this beside it.
_INFORMAL = "informal"


class Stand(NamedTuple):
    """What a report was about before it turned to something else for a while."""

    focus: Meeting | None
    topic: bool
    live: bool


@dataclass(slots=True)
class Agenda:
    """The meetings of one report. ``focus`` is the one that 会议 and 峰会 speak of."""

    year: int = 0  # of the report, or of the item of a digest; 0 if unknown
    meetings: list[Meeting] = field(default_factory=list)
    implied: str = ""  # the organisation of a meeting that the report does not name
    day: str = ""  # of the item of a chronicle
    body: str = ""  # the only organisation that the headline names
    focus: Meeting | None = None
    live: bool = False  # the report is of the sessions of the focus
    topic: bool = False  # the report is of the focus, if only of its preparation
    held: list[Meeting] = field(default_factory=list)  # all that the report was about so far
    beside: list[Meeting] = field(default_factory=list)  # those of them that somebody went to, too
    left: Stand | None = None  # where a visit or an aside goes back to

    @property
    def own(self) -> list[Meeting]:
        """The meetings of the report, without those of others to which somebody went as well."""
        bodies = {item.organisation for item in self.held if not self._apart(item)}
        return [item for item in self.held if not self._apart(item) or item.organisation in bodies]

    def _apart(self, meeting: Meeting) -> bool:
        """Whether it is told of beside the first one only."""
        informal = meeting is not self.held[0] and meeting.variant == _INFORMAL
        return informal or meeting in self.beside

    def imply(self) -> None:
        """A report that never names its meeting is about one of the organisation it speaks of."""
        meeting = Meeting(len(self.meetings), self.implied, level="leaders", members=True)
        self.meetings.append(meeting)
        self.turn_to(meeting, topic=True, live=True)

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
        self._note_stand()
        self.focus, self.topic, self.live = meeting, True, True

    def attend(self, meeting: Meeting) -> None:
        """Visit a meeting at which somebody is told to have been, too (还出席了某会议)."""
        self.visit(meeting)
        if meeting not in self.held:
            self.held.append(meeting)
            self.beside.append(meeting)

    def step_aside(self) -> None:
        """Speak of no meeting for a while: 会议 is none that goes on until the report is back."""
        self._note_stand()
        self.topic = self.live = False

    def leave(self) -> None:
        """Go back from a visit or an aside to what the report is about."""
        if self.left is not None:
            (self.focus, self.topic, self.live), self.left = self.left, None

    def if_this(self, name: SummitName) -> Meeting | None:
        """The one in focus where 这次特别峰会 can mean it: as yet nothing was called so."""
        special = (name.relative, name.variant) == ("this", "special")
        told = any(item.variant == name.variant for item in self.meetings)
        return self.focus if special and not told else None

    def _note_stand(self) -> None:
        self.left = self.left or Stand(self.focus, self.topic, self.live)
