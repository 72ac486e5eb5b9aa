"""What titles and labels say: whom a person stands for, which states belong to a body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.gazetteers.curated import body_of
from kg.grammar.mentions import LEADER, PARTIES, Masked
from kg.model import Factuality
from kg.reading.memberships import SHOWN
from kg.reading.reading import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.finders.participants import Party
    from kg.finders.standing import Person
    from kg.gazetteers.lexicon import Hit
    from kg.grammar.mentions import Mention
    from kg.reading.reading import Reading

#: Before the body of a label that is not, or not now, somebody's: 非北约成员国, 候任非盟主席.
_NOT_NOW = re.compile("(?:非|候任|当选|[前上下]任|[年届]的)\\Z")
#: Characters before the body in which these stand.
_NEAR = 4
#: After a body whose chair somebody has: 某组织|轮值主席、甲国总统A, 担任某组织|主席的甲国总统A.
_SEAT = re.compile(r"(?:轮值|执行|值班)?主席(?![国团])")


def note_titles(reading: Reading, sentence: Masked) -> None:
    """Find what the titles and labels of a sentence say."""
    for mention in sentence.mentions:
        if mention.kind == PARTIES:
            for party in mention.value:
                _note_states(reading, party.mention)
                _note_status(reading, party)
        else:
            _note_states(reading, mention)


def told_office(reading: Reading, person: Person) -> tuple[str, Sequence[str]]:
    """The title of a person, and whom he stands for; of a name alone as told before."""
    if person.title or person.represents:
        return person.title, person.represents
    key = reading.person_key(person)
    told = [item for item in reading.findings if item[:2] == (key, "represents")]
    titles = {item.told("capacity") for item in told}
    return (titles.pop() if len(titles) == 1 else ""), [str(item.object) for item in told]


def _note_states(reading: Reading, mention: Mention) -> None:
    """A title tells whom a person stands for."""
    if mention.kind != LEADER:
        return
    person = mention.value
    if person.represents:
        key = reading.person_key(person)
        title = reading.spell(person.title, *mention[:2])
        qualifiers = (("capacity", title),)
        for actor in person.represents:
            _note(reading, (key, "represents", actor), qualifiers, mention[:2], "people.title")
        if person.chairs:
            _note_seat(reading, person, person.chairs, mention[:2])
            state = person.represents[0], SHOWN["member"], _body(reading, person.chairs)
            _note(reading, state, (), mention[:2], "groups.chair")
    if person.instead:
        _note_states(reading, person.instead)


def _note_status(reading: Reading, party: Party) -> None:
    """Who chairs a body (东盟轮值主席国…) is a member of it; a label may name its body, too."""
    label = party.chair or party.body
    predicate = SHOWN.get("member" if party.chair else party.role)
    if label is None or predicate is None or _denied(reading, label):
        return
    body = _body(reading, label.value)
    first, last = sorted((label, party.mention))
    for state in party.person.represents if party.person else (party.actor,):
        if state.startswith("country") and (not party.chair or _of_members(reading, label)):
            rule = "groups.chair" if party.chair else "groups.label"
            _note(reading, (state, predicate, body), (), (first.start, last.end), rule)
    if party.chair and party.person:
        _note_seat(reading, party.person, party.chair.value, (label.start, party.mention.end))


def _note_seat(reading: Reading, person: Person, body: Hit, span: tuple[int, int]) -> None:
    """Who has the chair of a body stands for it, too."""
    seat = _SEAT.match(reading.document.shadow, body.end)
    if seat:
        qualifiers = (("capacity", reading.spell(seat[0], *seat.span())),)
        fact = reading.person_key(person), "represents", _body(reading, body)
        _note(reading, fact, qualifiers, span, "groups.seat")


def _body(reading: Reading, hit: Hit) -> str:
    return reading.note(hit.keys[0], "Organisation", reading.written(hit.start, hit.end))


def _of_members(reading: Reading, label: Mention) -> bool:
    """Whether whose chair a state's head has is a body of states: 主席 alone may be anybody's."""
    key, shadow = label.value.keys[0], reading.document.shadow
    plain = label.end == label.value.end and shadow.startswith("主席", label.end)
    return key == body_of(key) and (not plain or key in reading.knowledge.gazetteer.members)


def _denied(reading: Reading, label: Mention) -> bool:
    """Whether a label says what somebody is not, or not now."""
    shadow = reading.document.shadow
    return _NOT_NOW.search(shadow, max(0, label.start - _NEAR), label.start) is not None


def _note(
    reading: Reading,
    fact: tuple[str, str, str],
    qualifiers: tuple[tuple[str, str], ...],
    span: tuple[int, int],
    rule: str,
) -> None:
    found = Finding(*fact, Factuality.ACTUAL, qualifiers, *span, rule)
    reading.findings.append(found)
