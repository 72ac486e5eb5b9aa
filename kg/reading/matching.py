"""Rules on sentences: which fire, which are rejected and why, and what the fact is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.finders.moments import parse_moment
from kg.gazetteers.curated import body_of
from kg.grammar.mentions import COLLECTIVE, SUMMIT, Masked
from kg.model import Factuality, Literal
from kg.reading.certainty import VENUE, Match, generic, judge
from kg.reading.clauses import describes_others, follows, inner_subject, is_aside, is_quoted
from kg.reading.memberships import OF_STATES
from kg.reading.paired import with_twin
from kg.reading.presence import may_be_there
from kg.reading.qualifiers import Extra, add_own, qualify
from kg.reading.reading import Finding, Reading, Trace
from kg.reading.slots import Value, fill_slot

if TYPE_CHECKING:
    from kg.grammar.cues import Cues
    from kg.grammar.rule import Rule

#: What a report does not tell of a meeting by telling that it was meant.
_NOT_SO = (Factuality.NEGATED, Factuality.PLANNED)
#: Characters before a match in which a word can forbid it.
_BEFORE = 4


def read_rules(reading: Reading, sentence: Masked) -> None:
    """Apply every rule to a sentence and keep what it finds, and why it found nothing."""
    text = sentence.text
    for rule in reading.knowledge.rules.candidates(sentence):
        for match in rule.pattern.regex.finditer(text):
            verdict = _apply(reading, Match(rule.as_told(match), match, sentence))
            reading.traces.append(Trace(rule.name, match[0], verdict))


def _apply(reading: Reading, found: Match) -> str:
    """Keep what a match says; returns what ``kg explain`` shows."""
    if verdict := _forbidden(reading, found):
        return verdict
    rule, match, sentence = found
    subjects = fill_slot(reading, rule.subject, match, sentence)
    named = reading.cues.named.get(rule.predicate)
    if named is not None and named.search(match[0]):
        subjects = [value for value in subjects if not (value.party and value.party.bare)]
    objects = with_twin(reading, rule, fill_slot(reading, rule.object, match, sentence))
    if rule.predicate in OF_STATES:
        objects = [one for one in objects if one.key == body_of(str(one.key))]
    subjects = [value for value in subjects if may_be_there(reading, rule, value, objects)]
    if verdict := _refused(reading, found, subjects, objects):
        return verdict
    factuality = judge(reading, found, objects)
    if factuality not in _NOT_SO:
        _learn(reading, rule.predicate, subjects[0], objects[0])
    common = qualify(reading, found, objects)
    for subject in subjects:
        for obj in (item for item in objects if not _meets_itself(reading, found, subject, item)):
            extra = add_own(reading, subject, obj, common)
            reading.findings.append(_finding(found, subject, obj, factuality, extra))
    return "fired"


def _meets_itself(reading: Reading, found: Match, subject: Value, obj: Value) -> bool:
    """Whether 某组织领导人, none of them named, attend that body's meeting, or meet on their own.

    They do so during another one: 某峰会期间,某组织领导人举行会晤.
    """
    unnamed = subject.party is not None and subject.party.person is None
    meeting = str(obj.key)
    if found.rule.predicate != "attended" or not unnamed or not meeting.startswith("summit:"):
        return False
    if reading.cues.during.search(found.text):
        return True
    return subject.key == reading.meeting_of(meeting).organisation


def _forbidden(reading: Reading, found: Match) -> str:
    """Why the words of a match, or around it, make it no fact; "" if they do not."""
    rule, cues = found.rule, reading.cues
    around, inside = cues.plain(found.around(_BEFORE)), cues.plain(found.text)
    if rule.heard and reading.opinion:
        return "rejected: quoted in a comment"
    for word in (*rule.reject, *rule.inside):
        if word in (around if word in rule.reject else inside):
            return f"rejected: {word}"
    word = follows(rule.after, found.sentence.text, found.match.end())
    return f"rejected: {word}" if word else _misread(found, cues)


def _misread(found: Match, cues: Cues) -> str:
    """Why the clause of a match speaks of something, or somebody, else; "" if it does not."""
    rule, text, end = found.rule, found.sentence.text, found.match.end()
    if any(is_aside(text, place, cues) for place in found.meetings):
        return "rejected: beside the meeting"
    if _by_two(found):
        return "rejected: two do that, not the meeting"
    if rule.outer and inner_subject(text, found.match.start(), end):
        return "rejected: others do that"
    named = found.match.end(rule.subject) if rule.closed or rule.heard else end
    if rule.closed and describes_others(text, named, end, cues):
        return "rejected: a clause that describes somebody else"
    if rule.heard and is_quoted(found.sentence, named, cues):
        return "rejected: said elsewhere, or quoted"
    return ""


def _by_two(found: Match) -> bool:
    """Whether the two of a talk issue a text (两国领导人), or two sides found something (双方)."""
    who = found.match.start("who") if "who" in found.match.re.groupindex else -1
    mention = found.sentence.at(who) if who >= 0 else None
    if mention is None or mention.kind != COLLECTIVE:
        return False
    pair, both = bool(mention.value.pair), bool(mention.value.both)
    return {"adopted": pair, "proposed": both, "supports": both}.get(found.rule.predicate, False)


def _refused(reading: Reading, found: Match, subjects: list[Value], objects: list[Value]) -> str:
    """Why the values of a match make no fact; "" if they do."""
    if not subjects or not objects:
        return "rejected: " + ("no subject" if not subjects else "no object")
    if found.rule.named and any(generic(value) for value in objects):
        return "rejected: a meeting without a name"
    planned = reading.cues.meant(Factuality.PLANNED)
    if _unnamed(reading, found.rule, subjects, objects) and planned.search(found.ahead):
        return "rejected: a meeting to come has no name here"
    if _in_another_session(reading, found) or _travels(reading, found, objects):
        return "rejected: the meeting is held at another place"
    told = (_elsewhere(reading, found.rule.predicate, one, objects[0]) for one in subjects)
    if all(told):  # of two who host it together, it is at the place of one
        return "rejected: the meeting is told to be at another place or time"
    return ""


def _in_another_session(reading: Reading, found: Match) -> bool:
    """Whether those who meet do it at another meeting than the one that goes on."""
    if "session" not in found.match.re.groupindex:
        return False
    told = fill_slot(reading, "session", *found[1:])
    goes_on = fill_slot(reading, "@session", *found[1:])
    return [value.key for value in told] != [value.key for value in goes_on]


def _travels(reading: Reading, found: Match, objects: list[Value]) -> bool:
    """Whether the place to which somebody travels is not that of the meeting."""
    if "venue" not in found.match.re.groupindex:
        return False
    city = reading.meeting_of(str(objects[0].key)).city
    return city not in [value.key for value in fill_slot(reading, "venue", *found[1:])]


def _unnamed(reading: Reading, rule: Rule, subjects: list[Value], objects: list[Value]) -> bool:
    """举办峰会, said of the future, does not speak of the meeting that the report is about."""
    focus = reading.agenda.focus
    return rule.predicate in VENUE and any(
        generic(value) and (focus is None or value.key == reading.meeting_key(focus))
        for value in (*subjects, *objects)
    )


def _learn(reading: Reading, predicate: str, subject: Value, obj: Value) -> None:
    """What rules find out about a meeting helps to tell it from others further down."""
    key, value = str(subject.key), obj.key
    if not key.startswith("summit:"):
        return
    meeting = reading.meeting_of(key)
    if predicate == "heldIn" and str(value).startswith("city/"):
        meeting.city = meeting.city or str(value)
        state = reading.knowledge.gazetteer.home_of.get(meeting.city, "")
        meeting.country = meeting.country or state
    elif predicate == "heldIn":
        meeting.country = meeting.country or str(value)
    elif predicate == "startDate" and isinstance(value, Literal):
        moment = parse_moment(value.value)
        meeting.year, meeting.day = meeting.year or moment.year, meeting.day or moment.start
    elif predicate == "year" and isinstance(value, Literal):
        meeting.year = meeting.year or parse_moment(value.value).year


def _elsewhere(reading: Reading, predicate: str, subject: Value, obj: Value) -> bool:
    """Whether a venue contradicts what the report told of the meeting: it speaks of another one.

    A meeting may well be held elsewhere than in the city of its name, or far from its host, where
    that is told of this meeting (此次峰会).
    """
    held = obj if predicate == "hosted" else subject
    key, mention = str(held.key), held.mention
    if predicate not in VENUE or not key.startswith("summit:"):
        return False
    if mention is not None and mention.kind == SUMMIT:
        this = predicate == "hosted" and mention.value.relative == "this"
        if this or mention.value.city:
            return False
    meeting, value = reading.meeting_of(key), obj.key
    if isinstance(value, Literal):
        year = int(value.value.partition("-")[0])
        return bool(meeting.year and year and meeting.year != year)
    home = reading.knowledge.gazetteer.home_of
    if predicate == "heldIn" and str(value).startswith("city/"):
        country = home.get(str(value), "")
        return bool(meeting.city and meeting.city != value) or _differ(meeting.country, country)
    state = subject.key if predicate == "hosted" else value
    return _differ(meeting.country or home.get(meeting.city, ""), str(state))


def _differ(one: str, two: str) -> bool:
    """Whether two states are known and are not the same."""
    return one.startswith("country/") and two.startswith("country/") and one != two


def _finding(
    found: Match, subject: Value, obj: Value, factuality: Factuality, extra: Extra
) -> Finding:
    rule, match, sentence = found
    fact = (str(subject.key), rule.predicate, obj.key, factuality)
    told = tuple(sorted((name, value) for name, value in extra.qualifiers.items() if value))
    start, end = sentence.offset(match.start()), sentence.offset(match.end())
    return Finding(*fact, told, start, end, rule.name, extra.notes)
