"""Reading one report from top to bottom: rules fire on its sentences, meetings are resolved."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kg.groups import Collective, Party
from kg.meetings import Agenda, Meeting
from kg.mentions import (
    COLLECTIVE,
    COUNTRY,
    DATE,
    DOCUMENT,
    EVENTS,
    INITIATIVE,
    LEADER,
    ORGANISATION,
    PARTIES,
    PROJECT,
    SPEECH,
    SUMMIT,
    Masked,
    Mention,
)
from kg.model import Factuality, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.knowledge import Knowledge
    from kg.model import Document
    from kg.people import Person
    from kg.rules import Rule

_OFF = "@"
#: A subject that is no mention: 双方, 他, 某方 at the start of a clause.
_OTHERS = re.compile("[,;:](?:双方|两国|他们?|她|对方|会议|使节|各国|.方)")
#: A quoted name and what follows it.
_QUOTED = re.compile('[“「"]([^”」"]+)[”」"](.*)$')
_VISIT = re.compile("的|访问|进行|并")
_VENUE = frozenset(("heldIn", "hosted", "startDate"))
#: Before a subject: the start of a clause. Before what is no subject: 同各方, 向成员国.
_STARTS, _OBLIQUE = ",;:。 ", "同与和向为对给被请让由使及受"
#: Slots of rules that qualify the fact; other slots only say what stands there.
_QUALIFIERS = frozenset(("organisation", "term", "atSummit"))


class Finding(NamedTuple):
    """A fact as one rule read it in one passage; keys may still be local to the report."""

    subject: str
    predicate: str
    object: str | Literal
    factuality: Factuality
    qualifiers: tuple[tuple[str, str], ...]
    start: int
    end: int
    rule: str


class Trace(NamedTuple):
    """What a rule did with a sentence, for ``kg explain``."""

    rule: str
    text: str
    verdict: str


@dataclass(slots=True)
class Reading:
    """The state of reading one report; local to one call of ``extract``."""

    knowledge: Knowledge
    document: Document
    agenda: Agenda
    findings: list[Finding] = field(default_factory=list)
    names: dict[str, dict[str, None]] = field(default_factory=dict)  # key -> names, in order
    classes: dict[str, str] = field(default_factory=dict)
    homes: dict[str, Counter[str]] = field(default_factory=dict)  # leader -> represented actors
    actor: Mention | None = None  # who speaks or acts when a clause names nobody
    speaker: Mention | None = None  # 我 in a speech
    digest: bool = False  # a report of many short items
    lead: int = 3  # sentences left in which a section tells what it reports
    traces: list[Trace] = field(default_factory=list)

    # -- entities -------------------------------------------------------------------------

    def note(self, key: str, cls: str, name: str) -> str:
        """Remember that ``key`` was called ``name``; returns the key."""
        self.classes.setdefault(key, cls)
        self.names.setdefault(key, {})[name] = None
        return key

    def written(self, start: int, end: int) -> str:
        """What the document has at ``shadow[start:end]``; the shadow if that is no plain name."""
        first, last = self.document.span(start, end)
        plain = last - first == end - start
        text = self.document.text[first:last] if plain else self.document.shadow[start:end]
        return " ".join(text.split())

    def person(self, person: Person) -> str:
        """The key of a person, with what the title tells of the person's state noted."""
        key = self.note(f"leader:{person.name}", "Leader", person.name)
        self.homes.setdefault(key, Counter()).update(person.represents)
        return key

    def meeting(self, meeting: Meeting) -> str:
        """The key of a meeting of this report."""
        return f"summit:{meeting.number}"


def note_entities(reading: Reading, sentence: Masked) -> None:
    """Remember every named thing that a sentence mentions."""
    for mention in sentence.mentions:
        for part in _unfold(mention):
            _note(reading, part)


def _unfold(mention: Mention) -> Iterator[Mention]:
    if mention.kind == PARTIES:
        for party in mention.value:
            yield party.mention
    else:
        yield mention


def _note(reading: Reading, mention: Mention) -> None:
    text = reading.written(mention.start, mention.end)
    if mention.kind == LEADER:
        reading.person(mention.value)
        for key in mention.value.represents:
            reading.note(key, reading.knowledge.gazetteer.entities[key].cls, "")
    elif mention.kind == DOCUMENT:
        title = mention.value
        key = reading.note(f"document:{title.text}", title.cls, _bare(text))
        for inner in title.inner:
            reading.note(f"document:{inner.text}", inner.cls, inner.text)
    elif mention.kind in (INITIATIVE, PROJECT):
        initiative_key(reading, mention, text)
    elif mention.kind not in (SUMMIT, EVENTS, DATE, COLLECTIVE, SPEECH):
        key = place_key(mention)
        reading.note(key, reading.knowledge.gazetteer.entities[key].cls, text)


def place_key(mention: Mention) -> str:
    """The key of a country, city or organisation."""
    keys: tuple[str, ...] = mention.value.keys
    return keys[0]


def initiative_key(reading: Reading, mention: Mention, text: str) -> str:
    """The key of an initiative: of the gazetteer, or its name."""
    keys = getattr(mention.value, "keys", ())
    if keys:
        return reading.note(keys[0], "Initiative", text)
    key = f"initiative:{mention.value.text}"
    quoted = _QUOTED.match(text)
    if quoted:
        reading.note(key, "Initiative", quoted[1])
    return reading.note(key, "Initiative", text if quoted and quoted[2] else _bare(text))


def _bare(text: str) -> str:
    """A title without the brackets or quotation marks around it."""
    pairs = ("《》", "“”", "「」", "『』", '""')
    return text[1:-1] if text[:1] + text[-1:] in pairs else text


# -- rules ------------------------------------------------------------------------------------


def read_rules(reading: Reading, sentence: Masked) -> None:
    """Apply every rule to a sentence and keep what it finds."""
    for rule in reading.knowledge.rules.candidates(sentence.text):
        if any(word in sentence.text for word in rule.without):
            continue
        if rule.needs and not any(word in sentence.text for word in rule.needs):
            continue
        for match in rule.pattern.regex.finditer(sentence.text):
            verdict = _apply(reading, rule, match, sentence)
            reading.traces.append(Trace(rule.name, match[0], verdict))


def _apply(reading: Reading, rule: Rule, match: re.Match[str], sentence: Masked) -> str:
    before = sentence.text[max(0, match.start() - 4) : match.start()]
    rejected = next((word for word in rule.reject if word in match[0] or word in before), "")
    rejected = rejected or next((word for word in rule.inside if word in match[0]), "")
    if rejected:
        return f"rejected: {rejected}"
    if rule.closed and sentence.text[match.end() : match.end() + 1] == "的":
        return "rejected: a clause that describes somebody else"
    subjects = slot(reading, rule.subject, match, sentence)
    if rule.predicate == "attended" and _VISIT.search(match[0]):  # 对甲国、乙国的访问并出席
        subjects = [value for value in subjects if not (value.party and value.party.bare)]
    objects = slot(reading, rule.object, match, sentence)
    if not subjects or not objects:
        return "rejected: " + ("no subject" if not subjects else "no object")
    factuality = judge(reading.knowledge.rules.cues.factuality, rule, match, sentence)
    ahead = sentence.text[: match.end()]
    planned = dict(reading.knowledge.rules.cues.factuality).get(Factuality.PLANNED, ())
    if any(word in ahead for word in planned) and _unnamed(rule, subjects, objects):
        return "rejected: a meeting to come has no name here"
    qualifiers = dict(rule.fixed)
    if any(word in match[0] for word in reading.knowledge.rules.cues.video):
        qualifiers["mode"] = "by-video"
    start, end = sentence.offset(match.start()), sentence.offset(match.end())
    for role in match.re.groupindex:
        if role in _QUALIFIERS and role not in (rule.subject, rule.object):
            qualifiers |= _qualifier(reading, role, match, sentence)
    if factuality is not Factuality.NEGATED:
        _learn(reading, rule.predicate, subjects, objects)
    for subject in subjects:
        for obj in objects:
            keep(reading, subject, rule, obj, factuality, qualifiers, (start, end), match[0])
    return "fired"


def _unnamed(rule: Rule, subjects: list[Value], objects: list[Value]) -> bool:
    """举办峰会, said of the future, does not speak of the meeting that the report is about."""
    return rule.predicate in _VENUE and any(
        value.mention is not None and value.mention.kind == SUMMIT and value.mention.value.generic
        for value in (*subjects, *objects)
    )


def _learn(reading: Reading, predicate: str, subjects: list[Value], objects: list[Value]) -> None:
    """What rules find out about a meeting helps to tell it from others further down."""
    key, value = str(subjects[0].key), objects[0].key
    if not key.startswith("summit:"):
        return
    meeting = reading.agenda.meetings[int(key.partition(":")[2])]
    if predicate == "heldIn" and str(value).startswith("city/"):
        meeting.city = meeting.city or str(value)
    elif predicate == "heldIn":
        meeting.country = meeting.country or str(value)
    if predicate == "startDate" and isinstance(value, Literal):
        meeting.year = meeting.year or int(value.value.partition("-")[0])


def judge(
    cues: tuple[tuple[Factuality, tuple[str, ...]], ...],
    rule: Rule,
    match: re.Match[str],
    sentence: Masked,
) -> Factuality:
    """How the match is meant, by the words in it (negated, …) or before it (decided)."""
    around = sentence.text[max(0, match.start() - 3) : match.end()]
    for factuality, words in cues:
        text = sentence.text[: match.end()] if factuality is Factuality.DECIDED else around
        if any(word in text for word in words):
            if factuality is Factuality.PLANNED and rule.factuality:
                return rule.factuality
            return factuality
    return Factuality.ACTUAL


class Value(NamedTuple):
    """What fills a slot: an entity key, with the role and person it came with."""

    key: str | Literal
    mention: Mention | None = None
    party: Party | None = None


def slot(
    reading: Reading, name: str, match: re.Match[str], sentence: Masked
) -> list[Value]:
    """The values of a slot of a rule: mentions of the match, or ``@focus``, ``@actor``, …."""
    if name.startswith(_OFF):
        return _implied(reading, name, match, sentence)
    values: list[Value] = []
    for mention in sentence.within(*match.span(name)):
        values += _values(reading, mention)
    return values


def _implied(
    reading: Reading, name: str, match: re.Match[str], sentence: Masked
) -> list[Value]:
    focus = reading.agenda.focus
    if name == "@focus":
        return [Value(reading.meeting(focus))] if focus else []
    if name == "@session":
        return [Value(reading.meeting(focus))] if focus and reading.agenda.live else []
    if name == "@delegate" and not reading.agenda.live:
        return []
    if name == "@organisation":
        return [Value(focus.organisation)] if focus and focus.organisation else []
    if name == "@chair":
        return [Value(f"@chair/{reading.meeting(focus)}")] if focus else []
    actor = acting(reading, sentence, match.start())
    return _values(reading, actor) if actor else []


def acting(reading: Reading, sentence: Masked, place: int) -> Mention | None:
    """Who acts at ``place``: the last subject before it in the sentence, else the speaker."""
    for mention, mark in zip(reversed(sentence.mentions), reversed(sentence.marks), strict=True):
        if mark < place and mention.kind in (LEADER, COLLECTIVE, PARTIES, COUNTRY):
            after = sentence.text[mark + 1 : mark + 4]
            if mention.kind == COUNTRY and any(word in after for word in reading.knowledge.rules.cues.no_state):
                continue
            if _acts(sentence.text, mark, mention.kind, reading.knowledge.rules.cues.addressing):
                blocked = _OTHERS.search(sentence.text[mark:place])
                return None if blocked else mention
    return reading.actor if reading.agenda.live else None


def _acts(text: str, mark: int, kind: str, addressing: tuple[str, ...]) -> bool:
    """Whether the mention at ``mark`` can be a subject: not 同各方, not 建议各方."""
    before = text[mark - 1] if mark else ","
    if before in _STARTS:
        return True
    return kind == COLLECTIVE and before not in _OBLIQUE and text[mark - 2 : mark] not in addressing


def _values(reading: Reading, mention: Mention) -> list[Value]:
    kind = mention.kind
    if kind == LEADER:
        return [Value(reading.person(mention.value), mention)]
    if kind == PARTIES:
        return [
            Value(reading.person(party.person) if party.person else party.actor, mention, party)
            for party in mention.value
        ]
    if kind == EVENTS:
        return [Value(reading.meeting(meeting), mention) for meeting in reading.agenda.held]
    if kind == SUMMIT:
        meeting = reading.agenda.resolve(mention.value)
        return [Value(reading.meeting(meeting), mention)] if meeting else []
    if kind == COLLECTIVE:
        focus = reading.agenda.focus if reading.agenda.live else None
        name = "@members" if mention.value.members else "@all"
        return [Value(f"{name}/{reading.meeting(focus)}", mention)] if focus else []
    if kind == DOCUMENT:
        return [Value(f"document:{mention.value.text}", mention)]
    if kind == SPEECH:
        key = f"speech:{mention.value.text}"
        title = _bare(reading.written(mention.start, mention.end))
        return [Value(reading.note(key, "Speech", title), mention)]
    if kind in (INITIATIVE, PROJECT):
        return [Value(initiative_key(reading, mention, reading.written(mention.start, mention.end)), mention)]
    if kind == DATE:
        return [Value(Literal(mention.value.literal, "moment"), mention)]
    return [Value(place_key(mention), mention)]


def _qualifier(
    reading: Reading, role: str, match: re.Match[str], sentence: Masked
) -> dict[str, str]:
    if match.start(role) < 0:
        return {}
    values = slot(reading, role, match, sentence)
    if not values:
        return {}
    if role == "term" and values[0].mention is not None:
        moment = values[0].mention.value
        years = (("termStartYear", moment.year), ("termEndYear", moment.end_year))
        return {name: str(year) for name, year in years if year}
    return {role: str(values[0].key)}


def keep(
    reading: Reading,
    subject: Value,
    rule: Rule,
    obj: Value,
    factuality: Factuality,
    qualifiers: dict[str, str],
    span: tuple[int, int],
    match_text: str,
) -> None:
    """Add one finding, with the role that the subject has in its list."""
    own = dict(qualifiers)
    party = subject.party
    if party is not None:
        if party.role:
            own["role"] = party.role
        if not party.first:
            own["later"] = "yes"
        own["listed"] = str(len(subject.mention.value)) if subject.mention else ""
    if obj.mention is not None and obj.mention.kind == EVENTS:
        own.setdefault("role", "delegation")
    cues = reading.knowledge.rules.cues
    if any(word in match_text for word in cues.invited):
        own["later"] = "yes"
    if any(word in match_text for word in cues.guests):
        own["role"] = "guest"
    mention = (party.mention if party else subject.mention) if subject.mention else None
    if mention is not None and mention.kind == LEADER and mention.value.title:
        own["capacity"] = mention.value.title
    items = tuple(sorted((name, value) for name, value in own.items() if value))
    reading.findings.append(
        Finding(str(subject.key), rule.predicate, obj.key, factuality, items, *span, rule.name)
    )


__all__ = ["COUNTRY", "ORGANISATION", "Collective", "Finding", "Reading", "note_entities", "read_rules"]
