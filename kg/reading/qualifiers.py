"""What qualifies a fact that a rule finds: as what, how, at which meeting, for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.grammar.mentions import DATE, EVENTS, INITIATIVE, LEADER, ORGANISATION, Masked, Mention
from kg.merging.arrivals import ARRIVED
from kg.reading.certainty import VENUE
from kg.reading.slots import Value, fill_slot

if TYPE_CHECKING:
    from kg.finders.participants import Party
    from kg.grammar.cues import Cues
    from kg.reading.certainty import Match
    from kg.reading.reading import Reading

#: Slots of rules that qualify the fact; other slots only say what stands there.
#: Before whom a delegation comes with: 甲、乙陪同|丙出席上述活动.
_WITH = ("陪同", "随同")
_QUALIFIERS = frozenset(("organisation", "term", "atSummit"))


def qualify(reading: Reading, found: Match, objects: list[Value]) -> dict[str, str]:
    """Qualifiers that hold for every subject of a match."""
    rule, match, sentence = found
    cues = reading.cues
    qualifiers = _fixed(found, cues)
    if rule.predicate not in VENUE and cues.video.search(match[0]):
        qualifiers["mode"] = "by-video"
    if rule.here and not any(value.mention and _well_known(value.mention) for value in objects):
        qualifiers["atSummit"] = _session(reading, sentence)
    if cues.invited.search(match[0]):
        qualifiers["later"] = qualifiers["invited"] = "yes"
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


def _fixed(found: Match, cues: Cues) -> dict[str, str]:
    """What the rule sets; an arrival is of the last day told before it (某日会见前来出席的甲)."""
    fixed = dict(found.rule.fixed)
    if found.rule.predicate == "attended" and cues.arrives.search(found.text):
        fixed[ARRIVED] = "yes"
    if ARRIVED in fixed:
        before = found.sentence.within(0, found.match.start())
        days = [item.value.start for item in before if item.kind == DATE and item.value.start]
        fixed[ARRIVED] = days[-1] if days else fixed[ARRIVED]
    return fixed


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


def own_qualifiers(
    reading: Reading, subject: Value, obj: Value, common: dict[str, str]
) -> dict[str, str]:
    """Qualifiers that a subject has from its list or title."""
    own: dict[str, str] = {}
    party = subject.party
    if party is not None:
        own["listed"] = str(len(subject.mention.value)) if subject.mention else ""
        if party.role and not common.get("role"):
            own["role"] = party.role
            own["of"] = _of_another(reading, party, obj)
        if not party.first:
            own["further"] = "yes"
        if party.chair:
            own["chairs"] = party.chair.value.keys[0]
    mention = party.mention if party else subject.mention
    if obj.mention is not None and obj.mention.kind == EVENTS and not own.get("role"):
        led = mention is None or not reading.document.shadow.endswith(_WITH, 0, mention.start)
        own |= {"role": "delegation"} if led else {}
    if mention is not None and mention.kind == LEADER and "capacity" not in common:
        own["capacity"] = reading.spell(mention.value.title, *mention[:2])
    return own
