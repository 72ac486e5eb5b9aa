"""A meeting as one report tells of it, and whether a name can mean it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.finders.turns import LISTED, TURN_ALONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.finders.meeting_names import SummitName

#: What 第二次会议 goes on from, and 第二次会晤: a first meeting of ministers, no 峰会.
_SITTING, _MEETS = re.compile("会议$|(?<!峰)会$"), re.compile("会晤$")
#: What any of them may be called; the regular summit, named by the years of its body.
_MEETING, _OF_YEARS = "会议", "周年峰会"
_JOINT = {"", "special"}  # what a meeting of two bodies is, beside the regular ones of each


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
    then: int = 0  # the year in which the clause of its name tells that it is held
    occasion: str = ""
    city: str = ""
    country: str = ""
    relative: str = ""
    day: str = ""  # on which it began, as far as rules found out
    members: bool = False
    partners: bool = False  # it is one of the organisation with a state
    parties: bool = False  # it is one of all parties to a treaty, whoever goes there for them
    themed: bool = False  # only its theme is known; it may be any event
    event: bool = False  # it is one
    online: bool = False  # it is held by video
    twin: int = -1  # the number of the one held together with it: 第3届和第4届某组织峰会
    texts: set[str] = field(default_factory=set)  # its names, normalised
    also: set[str] = field(default_factory=set)  # of them those that another series bears
    names: dict[str, None] = field(default_factory=dict)  # its names, as written

    def fits(self, name: SummitName) -> bool:
        """Whether nothing in ``name`` contradicts that it means this meeting."""
        same = (
            (self.level, name.level),
            (self.edition, name.edition),
            (self.year, name.year),
            (self.then, name.year),
            (self.occasion, name.occasion),
            (self.city, name.city),
            (self.country, name.country),
            (self.city, self._place_told(name)),
            (self.year, self._year_told(name)),
        )
        if any(mine and its and mine != its for mine, its in same):
            return False
        alike = name.generic or self._unnamed(name) or self._joint(name) or self._in_short(name)
        if self.variant != name.variant and not alike:
            return False
        return self.same_series(name)

    def _place_told(self, name: SummitName) -> str:
        """The city in which a clause tells that its meeting is held; "" if its name tells that."""
        counted = name.edition and name.edition == self.edition
        return "" if counted or name.city or not name.present else name.there

    def _year_told(self, name: SummitName) -> int:
        """The year in which another one is told to be held: 下届峰会将于某年…."""
        alone = name.edition in (0, self.edition) and name.turn != "next"
        return 0 if alone else name.then

    def _unnamed(self, name: SummitName) -> bool:
        """Whether this is a meeting without a name so far, which ``name`` tells to be with a state.

        某组织成员国领导人与甲国总统A举行会议,这是甲国首次主办某组织-甲国峰会.
        """
        own = self.texts or self.relative or self.variant
        return name.partners and not (own or name.decided or name.relative)

    def _joint(self, name: SummitName) -> bool:
        """Whether two bodies meet together: that is special, be it called so or not."""
        kinds = {self.variant, name.variant}
        return len(name.organisations) > 1 and kinds == _JOINT and self.series == name.series

    def _in_short(self, name: SummitName) -> bool:
        """Whether ``name`` leaves out an anniversary, or one of both that it is informal.

        某组织六十周年峰会 is 某组织峰会; what is held to remember it (纪念峰会) is another meeting.
        """
        if {self.variant, name.variant} == {"", "informal"}:
            known = self.edition or self.relative or self.city or self.day
            return not known if name.variant else name.plain and not _MEETS.search(name.text)
        return name.plain and any(text.endswith(_OF_YEARS) for text in self.texts)

    def again(self, name: SummitName) -> bool:
        """Whether this is the next or last one of which ``name`` speaks once more.

        Or the one with whose turn alone the line begins that tells of it.
        """
        if name.relative == LISTED:
            return self.edition == name.edition
        known = self.relative != "" and self.relative == name.relative and name.text in self.texts
        return known and self.fits(name)

    def shares(self, name: SummitName) -> bool:
        """Whether something tells that ``name`` means this meeting, which is not the focus."""
        same = (
            (self.edition, name.edition),
            (self.year, name.year),
            (self.city, name.city or self._place_told(name)),
            (self.country, name.country),
            (self.relative, name.turn),
        )
        return name.text in self.texts or any(mine and mine == its for mine, its in same)

    def agrees(self, name: SummitName) -> tuple[bool, bool]:
        """How well ``name`` fits, of meetings that it can mean."""
        edition = name.edition != 0 and self.edition == name.edition
        return edition, name.city != "" and self.city == name.city

    def on_another_day(self, day: str, name: SummitName) -> bool:
        """Whether a chronicle told of it under another day; it may do so again by its number."""
        counted = name.edition and name.edition == self.edition
        return bool(day and self.day and day != self.day and not counted)

    def counts_on(self, name: SummitName) -> bool:
        """Whether a next or last one counts on from this: 下届峰会 is the 41st to the 40th."""
        if name.edition or not self.edition:
            return False
        counted = "届" in name.text[:3] and any("届" in text for text in self.texts)
        alike = counted and self.variant == name.variant and self.same_series(name)
        return alike or "次会议" in name.text

    @property
    def kind(self) -> tuple[str, str, str]:
        """Whose meeting it is, and of what kind beside the main one."""
        return self.organisation, self.series, self.variant

    def with_kind(self, other: Meeting) -> bool:
        """Whether they are of one kind, or this one, which is not counted, is held beside it."""
        alone = not self.edition and self.organisation != ""
        return self.kind == other.kind or (alone and self.kind[:2] == other.kind[:2])

    def same_series(self, name: SummitName) -> bool:
        """Whether ``name`` tells of no other series."""
        if name.series:
            return name.series == self.series
        if name.organisations:
            same = name.organisation == self.organisation and not self.series
            return same or (bool(name.organisation) and self._short_for(name))
        return True

    def _short_for(self, name: SummitName) -> bool:
        """Whether it was only named by its place so far (乌法峰会) and ``name`` ends like that.

        Or the clause goes on to tell that it is held there: 某组织峰会4日在乌法闭幕.
        """
        if self.organisation or self.series or not self.city:
            return False
        return self.city == name.there or any(name.text.endswith(text) for text in self.texts)

    def learn(self, name: SummitName) -> None:
        """Take over what ``name`` adds."""
        self.variant = self.variant if self.texts or name.generic else name.variant
        self.organisation = self.organisation or name.organisation
        self.series = self.series or name.series
        self.level = self.level or name.level
        self.edition = self.edition or name.edition
        self.year = self.year or name.year
        self.then = self.then or name.then
        self.occasion = self.occasion or name.occasion
        self.city = self.city or name.city
        self.country = self.country or name.country
        self.members = self.members or name.members
        self.parties = self.parties or name.parties
        self.partners = self.partners or (name.partners and name.variant != "")
        if not name.generic:
            self.texts.add(name.text)


def is_called(text: str, name: SummitName) -> bool:
    """Whether ``name`` (会议, 峰会) ends as ``text`` does; 某组织外长会 is a 会议, too."""
    word = name.text[-2:]
    return text.endswith(word) or (word == _MEETING and _SITTING.search(text) is not None)


def in_full(meetings: Sequence[Meeting], name: SummitName) -> Meeting | None:
    """The last meeting of its kind whose whole name ends with this: 工商峰会, 某国工商峰会."""
    known = (item for item in reversed(meetings) if item.variant == name.variant)
    alike = (item for item in known if any(text.endswith(name.text) for text in item.texts))
    return next((item for item in alike if item.fits(name)), None)


def next_to(meetings: Iterable[Meeting], name: SummitName) -> Meeting | None:
    """The meeting with which a name goes on counting: 第五届某组织峰会 … 第六届峰会."""
    near = [item for item in meetings if item.edition and abs(item.edition - name.edition) == 1]
    near = [item for item in near if name.level in ("", item.level)] or near
    return near[0] if len({(item.organisation, item.series) for item in near}) == 1 else None


def sits(meetings: Iterable[Meeting], name: SummitName) -> bool:
    """Whether 上一届会议 is told where all meetings are of one kind and one is called 会议."""
    known = [item for item in meetings if item.organisation]
    called = any(text.endswith(_MEETING) for item in known for text in item.texts)
    return "届" in name.text and called and len({item.kind for item in known}) == 1


def beside(
    focus: Meeting | None, meetings: Sequence[Meeting], name: SummitName
) -> SummitName | None:
    """第二次会议 as the one before or after a meeting of the kind that the report is about.

    Without a ``focus``, as in an interview, of the only kind that it has named so far.
    """
    near, focus = next_to(meetings, name), focus or _counted_alone(meetings)
    if near is None or focus is None or not focus.with_kind(near):
        return None
    head = _SITTING if name.text.endswith(_MEETING) else _MEETS
    if not any(head.search(text) for text in near.texts):
        return None
    return name._replace(level=near.level, variant=near.variant, partners=near.partners)


def _counted_alone(meetings: Sequence[Meeting]) -> Meeting | None:
    """A counted meeting of the only kind that an interview or a comment has named so far."""
    counted = [item for item in meetings if item.edition]
    return counted[0] if counted and len({item.kind for item in meetings}) == 1 else None


def are_talks(meetings: Sequence[Meeting], name: SummitName) -> bool:
    """Whether 第三次会晤 may be of any two: not where all meetings are of one kind called so.

    首次|领导人会晤, after the eighth one.
    """
    plain = TURN_ALONE.sub("", name.text, count=1)
    if not _MEETS.search(plain) or _MEETS.fullmatch(plain):
        return _MEETS.search(plain) is not None
    called = all(any(text.endswith(plain) for text in item.texts) for item in meetings)
    return not called or len({item.kind for item in meetings}) != 1
