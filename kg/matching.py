"""Rules on sentences: which fire, which are rejected and why, and what the fact is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.clauses import describes_others, follows, is_quoted
from kg.dates import parse_moment
from kg.mentions import EVENTS, LEADER, SUMMIT, Masked
from kg.model import Factuality, Literal
from kg.reading import Finding, Reading, Trace
from kg.slots import Value, fill_slot

if TYPE_CHECKING:
    import re

    from kg.cues import Cues
    from kg.rules import Rule

#: Slots of rules that qualify the fact; other slots only say what stands there.
_QUALIFIERS = frozenset(("organisation", "term", "atSummit"))
_VENUE = frozenset(("heldIn", "hosted", "startDate"))
#: A venue that is announced is decided; who will be admitted is not admitted yet.
_ADMITS = frozenset(
    ("accededTo", "startedAccessionTo", "becameObserverOf", "becameDialoguePartnerOf")
)
#: Characters before a match in which a word can forbid or turn it.
_BEFORE, _AROUND = 4, 3


class _Match(NamedTuple):
    """One match of one rule in one sentence."""

    rule: Rule
    match: re.Match[str]
    sentence: Masked

    @property
    def text(self) -> str:
        return self.match[0]

    @property
    def ahead(self) -> str:
        """The sentence up to the end of the match."""
        return self.sentence.text[: self.match.end()]

    def around(self, characters: int) -> str:
        """The match with a few characters before it."""
        start = max(0, self.match.start() - characters)
        return self.sentence.text[start : self.match.end()]


def read_rules(reading: Reading, sentence: Masked) -> None:
    """Apply every rule to a sentence and keep what it finds, and why it found nothing."""
    text = sentence.text
    for rule in reading.knowledge.rules.candidates(text):
        for match in rule.pattern.regex.finditer(text):
            verdict = _apply(reading, _Match(rule, match, sentence))
            reading.traces.append(Trace(rule.name, match[0], verdict))


def _apply(reading: Reading, found: _Match) -> str:
    """Keep what a match says; returns what ``kg explain`` shows."""
    if verdict := _forbidden(found, reading.knowledge.rules.cues):
        return verdict
    rule, match, sentence = found
    subjects = fill_slot(reading, rule.subject, match, sentence)
    named = reading.knowledge.rules.cues.named.get(rule.predicate)
    if named is not None and named.search(match[0]):
        subjects = [value for value in subjects if not (value.party and value.party.bare)]
    objects = fill_slot(reading, rule.object, match, sentence)
    if verdict := _refused(reading, found, subjects, objects):
        return verdict
    factuality = _judge(reading, found, objects)
    if factuality is not Factuality.NEGATED:
        _learn(reading, rule.predicate, subjects[0], objects[0])
    qualifiers = _qualify(reading, found)
    for subject in subjects:
        for obj in objects:
            own = qualifiers | _own_qualifiers(subject, obj, qualifiers)
            reading.findings.append(_finding(found, subject, obj, factuality, own))
    return "fired"


def _forbidden(found: _Match, cues: Cues) -> str:
    rule, around = found.rule, found.around(_BEFORE)
    for word in (*rule.reject, *rule.inside):
        if word in (around if word in rule.reject else found.text):
            return f"rejected: {word}"
    end = found.match.end()
    if word := follows(rule.after, found.sentence.text, end):
        return f"rejected: {word}"
    named = found.match.end(rule.subject) if rule.closed or rule.heard else end
    if rule.closed and describes_others(found.sentence.text, named, end, cues):
        return "rejected: a clause that describes somebody else"
    if rule.heard and is_quoted(found.sentence, named, cues):
        return "rejected: said elsewhere, or quoted"
    return ""


def _refused(reading: Reading, found: _Match, subjects: list[Value], objects: list[Value]) -> str:
    """Why the values of a match make no fact; "" if they do."""
    if not subjects or not objects:
        return "rejected: " + ("no subject" if not subjects else "no object")
    planned = reading.knowledge.rules.cues.meant(Factuality.PLANNED)
    if _unnamed(found.rule, subjects, objects) and planned.search(found.ahead):
        return "rejected: a meeting to come has no name here"
    if _elsewhere(reading, found.rule.predicate, subjects[0], objects[0]):
        return "rejected: the meeting is told to be at another place or time"
    return ""


def _unnamed(rule: Rule, subjects: list[Value], objects: list[Value]) -> bool:
    """举办峰会, said of the future, does not speak of the meeting that the report is about."""
    return rule.predicate in _VENUE and any(_generic(value) for value in (*subjects, *objects))


def _generic(value: Value) -> bool:
    """Whether a value is a meeting that the text does not name (会议, 大范围会谈)."""
    mention = value.mention
    return mention is not None and mention.kind == SUMMIT and bool(mention.value.generic)


def _within(value: Value, cues: Cues) -> bool:
    """Whether a value is a part of the meeting that goes on: whoever is asked in is there."""
    return value.mention is None or (
        _generic(value) and cues.parts.search(value.mention.value.text) is not None
    )


def _judge(reading: Reading, found: _Match, objects: list[Value]) -> Factuality:
    """How the match is meant, by the words in it (negated, …) or before it (decided).

    Who is invited to a meeting by its name is to come; who is invited into 会谈 is there.
    """
    around, cues = found.around(_AROUND), reading.knowledge.rules.cues
    if cues.asked.search(around) and not any(_within(value, cues) for value in objects):
        return Factuality.PLANNED
    admits = found.rule.predicate in _ADMITS
    for factuality, words in cues.factuality:
        far = factuality is Factuality.DECIDED or (admits and factuality is Factuality.PLANNED)
        if words.search(found.ahead if far else around):
            if factuality is Factuality.PLANNED and found.rule.factuality and not admits:
                return found.rule.factuality
            return factuality
    return Factuality.ACTUAL


def _learn(reading: Reading, predicate: str, subject: Value, obj: Value) -> None:
    """What rules find out about a meeting helps to tell it from others further down."""
    key, value = str(subject.key), obj.key
    if not key.startswith("summit:"):
        return
    meeting = reading.meeting_of(key)
    if predicate == "heldIn" and str(value).startswith("city/"):
        meeting.city = meeting.city or str(value)
    elif predicate == "heldIn":
        meeting.country = meeting.country or str(value)
    elif predicate == "startDate" and isinstance(value, Literal):
        moment = parse_moment(value.value)
        meeting.year, meeting.day = meeting.year or moment.year, meeting.day or moment.start


def _elsewhere(reading: Reading, predicate: str, subject: Value, obj: Value) -> bool:
    """Whether a venue contradicts what the report told of the meeting: it speaks of another one.

    A meeting may well be held elsewhere than in the city of its name.
    """
    held = obj if predicate == "hosted" else subject
    key, mention = str(held.key), held.mention
    if predicate not in _VENUE or not key.startswith("summit:"):
        return False
    if mention is not None and mention.kind == SUMMIT and mention.value.city:
        return False
    meeting, value = reading.meeting_of(key), obj.key
    if isinstance(value, Literal):
        year = int(value.value.partition("-")[0])
        return bool(meeting.year and year and meeting.year != year)
    home = reading.knowledge.gazetteer.country_of
    if predicate == "heldIn" and str(value).startswith("city/"):
        country = home.get(str(value), "")
        return bool(meeting.city and meeting.city != value) or _differ(meeting.country, country)
    state = subject.key if predicate == "hosted" else value
    return _differ(meeting.country or home.get(meeting.city, ""), str(state))


def _differ(one: str, two: str) -> bool:
    """Whether two states are known and are not the same."""
    return one.startswith("country/") and two.startswith("country/") and one != two


def _qualify(reading: Reading, found: _Match) -> dict[str, str]:
    """Qualifiers that hold for every subject of a match."""
    rule, match, sentence = found
    cues = reading.knowledge.rules.cues
    qualifiers = dict(rule.fixed)
    if cues.video.search(match[0]):
        qualifiers["mode"] = "by-video"
    if cues.invited.search(match[0]):
        qualifiers["later"] = "yes"
    if cues.guests.search(match[0]):
        qualifiers["role"] = "guest"
    for role in _QUALIFIERS.intersection(match.re.groupindex) - {rule.subject, rule.object}:
        if match.start(role) >= 0:
            values = fill_slot(reading, role, match, sentence)
            qualifiers |= _term(values) if role == "term" else {role: str(values[0].key)}
    return qualifiers


def _term(values: list[Value]) -> dict[str, str]:
    moment = values[0].mention.value if values[0].mention else None
    years = (("termStartYear", moment.year), ("termEndYear", moment.end_year)) if moment else ()
    return {name: str(year) for name, year in years if year}


def _own_qualifiers(subject: Value, obj: Value, common: dict[str, str]) -> dict[str, str]:
    """Qualifiers that a subject has from its list or title."""
    own: dict[str, str] = {}
    party = subject.party
    if party is not None:
        own["listed"] = str(len(subject.mention.value)) if subject.mention else ""
        if party.role and common.get("role") != "guest":
            own["role"] = party.role
        if not party.first:
            own["later"] = "yes"
        if party.chair:
            own["chairs"] = party.chair.value.keys[0]
    if obj.mention is not None and obj.mention.kind == EVENTS and not own.get("role"):
        own["role"] = "delegation"
    mention = party.mention if party else subject.mention
    if mention is not None and mention.kind == LEADER:
        own["capacity"] = mention.value.title
    return own


def _finding(
    found: _Match, subject: Value, obj: Value, factuality: Factuality, own: dict[str, str]
) -> Finding:
    rule, match, sentence = found
    start, end = sentence.offset(match.start()), sentence.offset(match.end())
    items = tuple(sorted((name, value) for name, value in own.items() if value))
    return Finding(
        str(subject.key), rule.predicate, obj.key, factuality, items, start, end, rule.name
    )
