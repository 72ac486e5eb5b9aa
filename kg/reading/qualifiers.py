"""What qualifies a fact that a rule finds: as what, how, at which meeting, for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from kg.grammar.mentions import DATE, EVENTS, INITIATIVE, LEADER, ORGANISATION, Masked, Mention
from kg.reading.certainty import VENUE
from kg.reading.reading import Notes
from kg.reading.slots import Value, fill_slot

if TYPE_CHECKING:
    from kg.finders.participants import Party
    from kg.grammar.cues import Cues
    from kg.reading.certainty import Match
    from kg.reading.reading import Reading

#: Before whom a delegation comes with: 甲、乙陪同|丙出席上述活动.
_WITH = ("陪同", "随同")
#: Slots of rules that qualify the fact; other slots only say what stands there.
_QUALIFIERS = frozenset(("organisation", "term", "atSummit"))


class Extra(NamedTuple):
    """What a finding says beside its fact: to readers of the graph, and to later stages."""

    qualifiers: dict[str, str]
    notes: Notes


def qualify(reading: Reading, found: Match, objects: list[Value]) -> Extra:
    """What holds for every subject of a match."""
    return Extra(_qualifiers(reading, found, objects), _notes(found, reading.cues))


def _qualifiers(reading: Reading, found: Match, objects: list[Value]) -> dict[str, str]:
    rule, match, sentence = found
    cues = reading.cues
    qualifiers = dict(rule.fixed)
    if rule.predicate not in VENUE and cues.video.search(match[0]):
        qualifiers["mode"] = "by-video"
    if rule.here and not any(value.mention and _well_known(value.mention) for value in objects):
        qualifiers["atSummit"] = _session(reading, sentence)
    if role := _capacity(match[0], cues):
        qualifiers["role"] = role
    if rule.predicate == "succeededAsChair":
        bodies = {m.value.keys[0] for m in sentence.within(*match.span()) if m.kind == ORGANISATION}
        qualifiers["organisation"] = bodies.pop() if len(bodies) == 1 else ""
        focus = reading.agenda.focus  # as of here: a report may tell of others further down
        qualifiers["atSummit"] = reading.meeting_key(focus) if focus else ""
    for role in _QUALIFIERS.intersection(match.re.groupindex) - {rule.subject, rule.object}:
        # 峰会 can be one of which the report says nothing.
        if match.start(role) >= 0 and (values := fill_slot(reading, role, match, sentence)):
            qualifiers |= _term(values) if role == "term" else {role: str(values[0].key)}
    return qualifiers


def _capacity(text: str, cues: Cues) -> str:
    """As what somebody attends by the words of a match; "" if they do not tell."""
    told = (role for role, words in cues.capacities.items() if words.search(text))
    return next(told, "guest" if cues.guests.search(text) else "")


def _notes(found: Match, cues: Cues) -> Notes:
    """What the rule notes; an arrival is of the last day told before it (某日会见前来出席的甲)."""
    flags: dict[str, Any] = dict.fromkeys(found.rule.notes, True)
    notes = Notes(**flags)
    if cues.invited.search(found.match[0]):
        notes = notes._replace(later=True, invited=True)
    arrives = found.rule.predicate == "attended" and cues.arrives.search(found.text)
    if not (arrives or notes.arrived):
        return notes
    before = found.sentence.within(0, found.match.start())
    days = [item.value.start for item in before if item.kind == DATE and item.value.start]
    return notes._replace(arrived=True, day=days[-1] if days else "")


def _well_known(mention: Mention) -> bool:
    """Whether an initiative is one of the gazetteer: it was proposed long before most reports."""
    return mention.kind == INITIATIVE


def _session(reading: Reading, sentence: Masked) -> str:
    """The meeting at which something is done; "" if none goes on, or the year is another one."""
    agenda = reading.agenda
    years = (item.value.year for item in sentence.mentions if item.kind == DATE)
    if agenda.focus is None or not agenda.live or any(0 < year < agenda.year for year in years):
        return ""
    return reading.meeting_key(agenda.focus)


def _of_another(reading: Reading, party: Party, obj: Value) -> str:
    """The body that the label of a list names (某组织成员国), if another one meets; else ""."""
    body = party.body.value.keys[0] if party.body else ""
    meets = body != "" and str(obj.key).startswith("summit:")
    return body if meets and body != reading.meeting_of(str(obj.key)).organisation else ""


def _term(values: list[Value]) -> dict[str, str]:
    moment = values[0].mention.value if values[0].mention else None
    years = (("termStartYear", moment.year), ("termEndYear", moment.end_year)) if moment else ()
    return {name: str(year) for name, year in years if year}


def add_own(reading: Reading, subject: Value, obj: Value, common: Extra) -> Extra:
    """What is ``common`` to all subjects of a match, with what one has from list or title."""
    own = _own_qualifiers(reading, subject, obj, common.qualifiers)
    return Extra(common.qualifiers | own, _own_notes(reading, subject, obj, common))


def _own_notes(reading: Reading, subject: Value, obj: Value, common: Extra) -> Notes:
    party, notes = subject.party, common.notes
    if party is None:
        return notes
    told = party.role and not common.qualifiers.get("role")
    return notes._replace(
        listed=len(subject.mention.value) if subject.mention else 0,
        further=not party.first,
        chairs=party.chair.value.keys[0] if party.chair else "",
        of=_of_another(reading, party, obj) if told else "",
    )


def _own_qualifiers(
    reading: Reading, subject: Value, obj: Value, common: dict[str, str]
) -> dict[str, str]:
    own: dict[str, str] = {}
    party = subject.party
    if party is not None and party.role and not common.get("role"):
        own["role"] = party.role
    mention = party.mention if party else subject.mention
    if obj.mention is not None and obj.mention.kind == EVENTS and not own.get("role"):
        led = mention is None or not reading.document.shadow.endswith(_WITH, 0, mention.start)
        own |= {"role": "delegation"} if led else {}
    if mention is not None and mention.kind == LEADER and "capacity" not in common:
        own["capacity"] = reading.spell(mention.value.title, *mention[:2])
    return own
