"""How a fact is meant: actual, planned, decided, negated, uncertain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.grammar.mentions import COUNTRY, DATE, LEADER, SUMMIT, Masked
from kg.model import Factuality

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.grammar.cues import Cues
    from kg.grammar.rule import Rule
    from kg.reading.reading import Reading
    from kg.reading.slots import Value

#: A venue that is announced is decided; who will be admitted is not admitted yet.
_ADMITS = frozenset(
    ("accededTo", "startedAccessionTo", "becameObserverOf", "becameDialoguePartnerOf")
)
#: What nobody does before he is there.
_PRESENCE = frozenset(("attended", "chaired"))
#: Where and when a meeting is.
VENUE = frozenset(("heldIn", "hosted", "startDate", "year"))
#: Between 原定 or 取消 and the place of a meeting: (原定)于某日.
_BETWEEN = re.compile(f"了?于?{DATE}?{COUNTRY}?$")
#: 原定在…举行的峰会上签署: the signing was meant.
_AT_IT = re.compile("上|期间|间隙")
_STOP = re.compile("[,;:。!?、]")
_CONGRATULATED = "祝贺"
#: 提议(今年在甲国)举办某论坛: nobody has agreed to it yet; 提议举办的 tells of another thing.
_PROPOSED = re.compile(f"(?:提议|建议)(?:{DATE}|[由在于])*$")
#: Characters before a match in which a word can turn it; in which such a word ends and stands.
_AROUND, _NEAR, _JUST = 3, 10, 5


class Match(NamedTuple):
    """One match of one rule in one sentence."""

    rule: Rule
    match: re.Match[str]
    sentence: Masked

    @property
    def text(self) -> str:
        """The words of the match."""
        return self.match[0]

    @property
    def meetings(self) -> Iterator[int]:
        """Where the names of meetings end that the match speaks of."""
        text = self.sentence.text
        for role in (self.rule.subject, self.rule.object):
            if not role.startswith("@") and text[self.match.end(role) - 1] == SUMMIT:
                yield self.match.end(role)

    @property
    def ahead(self) -> str:
        """The sentence up to the end of the match."""
        return self.sentence.text[: self.match.end()]

    def around(self, characters: int) -> str:
        """The match with a few characters before it, in its clause."""
        text, first = self.sentence.text, self.match.start()
        before = _STOP.split(text[max(0, first - characters) : first])[-1]
        return before + self.match[0]


def generic(value: Value) -> bool:
    """Whether a value is a meeting that the text does not name (会议, 大范围会谈)."""
    mention = value.mention
    return mention is not None and mention.kind == SUMMIT and bool(mention.value.generic)


def _within(value: Value, found: Match, cues: Cues) -> bool:
    """Whether a value is a part of the meeting that goes on: whoever is asked in is there."""
    if value.mention is None:
        return True
    return generic(value) and cues.parts.search(value.mention.value.text + found.text) is not None


def judge(reading: Reading, found: Match, objects: list[Value]) -> Factuality:
    """How the match is meant, by the words in it (negated, …) or before it (decided).

    Who is invited to a meeting by its name is to come; who is invited into 会谈 is there.
    """
    cues, present = reading.cues, found.rule.predicate in _PRESENCE
    if found.rule.predicate in VENUE and (changed := _changed(found, cues)):
        return changed
    hoped = present and not found.rule.met and _is_addressed(reading, found)
    if hoped or (present and (_to_come(reading, objects) or _later(reading, found))):
        return Factuality.PLANNED
    within = present and any(_within(value, found, cues) for value in objects)
    asked = not within and _asked(found, cues)
    if found.rule.if_planned is None and (asked or _announced(reading, found, objects)):
        return Factuality.PLANNED
    told = _by_words(found, cues)
    if asked and told is Factuality.ACTUAL:
        told = found.rule.if_planned or told
    # 明天在某地开幕: nothing can have been seen of it yet.
    ahead = found.rule.predicate in VENUE and told is Factuality.ACTUAL and _later(reading, found)
    return Factuality.DECIDED if ahead else told


def _is_addressed(reading: Reading, found: Match) -> bool:
    """Whether it is told to somebody (总统先生出席) what he will do, or that he is welcome.

    Who has come this time, or has been there, is there.
    """
    cues, shadow = reading.cues, reading.document.shadow
    if found.rule.subject.startswith("@"):
        return False
    who = found.sentence.within(*found.match.span(found.rule.subject))
    polite = (one for one in who if cues.polite.search(shadow, one.start, one.end))
    spoken_to = any(
        one.kind == LEADER and one.value.name not in shadow[slice(*one[:2])] for one in polite
    )
    return spoken_to and not (_has_come(found, cues) or cues.over.search(found.sentence.text))


def _has_come(found: Match, cues: Cues) -> bool:
    """此次来华: who has come, and to where."""
    return bool(cues.arrives.search(found.text) and cues.coming.search(found.text))


def _asked(found: Match, cues: Cues) -> bool:
    """Whether somebody is invited by the match; who comes 应某人邀请 has been, and has come."""
    start, text = found.match.start(), found.sentence.text
    if cues.asked.search(found.text):
        return True
    asked = cues.asked.search(text, max(0, start - _AROUND), start)
    return asked is not None and "应" not in _STOP.split(text[: asked.start()])[-1]


def _by_words(found: Match, cues: Cues) -> Factuality:
    """How a match is meant by the first cue word in it or before it."""
    around, usual = cues.plain(found.around(_AROUND)), found.rule.usual
    if found.rule.predicate in VENUE and cues.moved.search(around):
        around, usual = cues.moved.sub("", around), Factuality.DECIDED
    present = found.rule.predicate in _PRESENCE
    done = found.rule.if_planned is Factuality.ACTUAL  # 会议欢迎甲国加入: it has been taken in
    admits = found.rule.predicate in _ADMITS and not done
    for factuality, words in cues.factuality:
        far = factuality is Factuality.DECIDED or (admits and factuality is Factuality.PLANNED)
        # 欢迎甲国参与合作,祝贺甲国加入: what somebody is congratulated on is done.
        before, greets, ahead = found.ahead.rpartition(_CONGRATULATED)
        ahead = _STOP.split(before)[-1] + greets + ahead  # 将在明年祝贺
        if words.search(cues.plain(ahead) if far else around):
            here = words.search(found.text) or cues.meant(Factuality.PLANNED).search(around)
            if factuality is Factuality.DECIDED and present and here:
                continue  # 甲宣布会议开始, 宣布乙将出席: it is not presence that is decided
            if factuality is Factuality.PLANNED and found.rule.if_planned and not admits:
                return found.rule.if_planned
            return factuality
    return usual


def _changed(found: Match, cues: Cues) -> Factuality | None:
    """How a place or day is meant at which a meeting is not held after all; None if it is."""
    text, end = found.sentence.text, found.match.end()
    clause = _STOP.split(text[max(0, found.match.start() - _NEAR) : found.match.start()])[-1]
    if _PROPOSED.search(clause):
        return Factuality.PLANNED
    before = _BETWEEN.sub("", clause)[-_JUST:]
    off = cues.off.match(text, end)
    told = off[0] if off else before
    if cues.dropped.search(told):
        return Factuality.NEGATED
    if off or (cues.put_off.search(before) and not before.endswith("的")):  # 延期的峰会在某地举行
        return Factuality.PLANNED
    meant = cues.intended.search(before + found.text) and not _AT_IT.match(text, end)
    denied = cues.meant(Factuality.NEGATED).search(found.text)
    return Factuality.PLANNED if meant and not denied else None


def _to_come(reading: Reading, objects: list[Value]) -> bool:
    """Whether the report told before that the meeting begins after its own day."""
    published = reading.published.start
    keys = (str(value.key) for value in objects)
    days = (reading.meeting_of(key).day for key in keys if key.startswith("summit:"))
    return bool(published) and any(day > published for day in days)


def _later(reading: Reading, found: Match) -> bool:
    """Whether the match tells of a month, or a day, after that of the report."""
    told = reading.published
    dates = (item.value for item in found.sentence.within(*found.match.span()) if item.kind == DATE)
    return bool(told.start) and any(
        date.month and (date.year, date.month, date.day or told.day) > told[:3] for date in dates
    )


def _announced(reading: Reading, found: Match, objects: list[Value]) -> bool:
    """Whether the match tells of a way to a meeting, or of a briefing before it.

    前来出席峰会的有甲 is told of the one that goes on: they have come. A way that took some days
    which are over lies behind.
    """
    text, cues = found.sentence.text, reading.cues
    around = found.around(_AROUND)
    there = cues.venue.search(found.text) or _has_come(found, cues)
    trip = cues.trip.search(around) and not there
    if (
        found.rule.predicate not in _PRESENCE
        or objects[0].mention is None
        or (reading.agenda.live and generic(objects[0]) and cues.coming.search(around))
        or not (trip or cues.briefing.search(text, found.match.end()))
    ):
        return False
    dates = [item.value for item in found.sentence.mentions if item.kind == DATE]
    past = any(date.end and date.end < reading.published.start for date in dates)
    earlier = any(0 < date.year < reading.agenda.year for date in dates)
    return not (cues.over.search(text) or past or earlier)
