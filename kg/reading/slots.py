"""What fills a slot of a rule: mentions of the match, or what the report implies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.grammar.mentions import (
    COLLECTIVE,
    DATE,
    DOCUMENT,
    EVENTS,
    INITIATIVE,
    LEADER,
    PARTIES,
    PROJECT,
    SPEECH,
    SUMMIT,
    Masked,
    Mention,
)
from kg.model import Literal
from kg.reading import bodies, implied, places
from kg.reading.actors import acting
from kg.reading.initiatives import bare, initiative_key, is_everybodys
from kg.reading.reading import Reading, place_key
from kg.reading.talks import alone, both_of, heads_of, speaker, two_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from kg.finders.participants import Party

    T = TypeVar("T")
    Told = Callable[[Reading, re.Match[str], Masked], T]  # what a match tells where it stands

#: 11个基地, 30亿美元基金: so many things, or so much money, and no name.
_COUNTED = re.compile(r"\d+(?:[个座家处项所]|[多余]?[万亿]?.?元)")


class Value(NamedTuple):
    """What fills a slot: an entity key or literal, with the mention and list it came from."""

    key: str | Literal
    mention: Mention | None = None
    party: Party | None = None


def fill_slot(reading: Reading, name: str, match: re.Match[str], sentence: Masked) -> list[Value]:
    """The values of a slot: mentions of the match, or what is ``IMPLIED``."""
    if name.startswith("@"):
        return IMPLIED[name](reading, match, sentence)
    mentions = sentence.within(*match.span(name))
    crowd = any(mention.kind == COLLECTIVE for mention in mentions)
    if crowd and implied.of_another_year(reading, match.start(name), sentence):
        return []  # 2001年,三国元首签署《…》: nobody tells who they were
    values = [value for mention in mentions for value in read_values(reading, mention)]
    meeting = implied.held_here(reading, match.start(name), sentence) if crowd else ""
    return [_there(value, meeting) for value in values] if meeting else values


def _there(value: Value, meeting: str) -> Value:
    """All of whom is told are those of ``meeting``, not of the one that goes on."""
    who, _, told = str(value.key).partition("/")
    return value._replace(key=f"{who}/{meeting}") if told and who[0] == "@" else value


def _before(reading: Reading, match: re.Match[str], sentence: Masked) -> Mention | None:
    """Of whom alone is told before the match, here or in the report."""
    return alone(sentence.within(0, match.start())) or reading.before


def _delegate(reading: Reading, match: re.Match[str], sentence: Masked) -> Mention | None:
    return acting(reading, match, sentence) if reading.agenda.live else None


def _chair(reading: Reading, match: re.Match[str], sentence: Masked) -> list[Value]:
    """Who chairs the meeting after which somebody takes over: the one that is named, or goes on."""
    if "atSummit" in match.re.groupindex:
        meetings = [str(value.key) for value in fill_slot(reading, "atSummit", match, sentence)]
    else:
        meetings = [reading.meeting_key(item) for item in implied.chaired(reading, match, sentence)]
    return [Value(f"@chair/{meeting}") for meeting in meetings]


def read_values(reading: Reading, mention: Mention) -> list[Value]:
    """What a mention stands for in a fact."""
    return _READERS.get(mention.kind, _place)(reading, mention)


def _leader(reading: Reading, mention: Mention) -> list[Value]:
    return [Value(reading.person_key(mention.value), mention)]


def _parties(reading: Reading, mention: Mention) -> list[Value]:
    return [
        Value(reading.person_key(party.person) if party.person else party.actor, mention, party)
        for party in mention.value
    ]


def _events(reading: Reading, mention: Mention) -> list[Value]:
    return [Value(reading.meeting_key(meeting), mention) for meeting in reading.agenda.own]


def _summit(reading: Reading, mention: Mention) -> list[Value]:
    meeting = reading.meant[mention.start]
    return [Value(reading.meeting_key(meeting), mention)] if meeting else []


def _collective(reading: Reading, mention: Mention) -> list[Value]:
    if mention.value.pair and not mention.value.states:
        return [
            value for one in two_of(reading, mention.value.text) for value in _leader(reading, one)
        ]
    focus = reading.agenda.focus if reading.agenda.live else None
    if focus is None or (mention.value.ministers and focus.level == "leaders"):
        return []  # ministers do not act for the leaders whose meeting it is
    if mention.value.states:
        return [Value(key, mention) for key in heads_of(reading, mention.value)]
    return [Value(f"{mention.value.whom}/{reading.meeting_key(focus)}", mention)]


def _document(_: Reading, mention: Mention) -> list[Value]:
    return [Value(f"document:{mention.value.text}", mention)]


def _speech(reading: Reading, mention: Mention) -> list[Value]:
    title = bare(reading.written(mention.start, mention.end))
    return [Value(reading.note(f"speech:{mention.value.text}", "Speech", title), mention)]


def _initiative(reading: Reading, mention: Mention) -> list[Value]:
    text = reading.written(mention.start, mention.end)
    if _COUNTED.match(text) or is_everybodys(reading, mention, text):
        return []
    return [Value(initiative_key(reading, mention, text), mention)]


def _date(_: Reading, mention: Mention) -> list[Value]:
    return [Value(Literal(mention.value.literal, "moment"), mention)]


def _place(_: Reading, mention: Mention) -> list[Value]:
    return [Value(place_key(mention), mention)]


_READERS: dict[str, Callable[[Reading, Mention], list[Value]]] = {
    LEADER: _leader,
    PARTIES: _parties,
    EVENTS: _events,
    SUMMIT: _summit,
    COLLECTIVE: _collective,
    DOCUMENT: _document,
    SPEECH: _speech,
    INITIATIVE: _initiative,
    PROJECT: _initiative,
    DATE: _date,
}


def _one(told: Told[str]) -> Told[list[Value]]:
    return lambda *where: [Value(key) for key in (told(*where),) if key]


def _each(told: Told[Sequence[str]]) -> Told[list[Value]]:
    return lambda *where: [Value(key) for key in told(*where)]


def _who(told: Told[Mention | None]) -> Told[list[Value]]:
    return _people(lambda *where: [one for one in (told(*where),) if one])


def _people(told: Told[Sequence[Mention]]) -> Told[list[Value]]:
    return lambda reading, *where: [
        value for one in told(reading, *where) for value in read_values(reading, one)
    ]


#: What a report implies, by the name of the slot.
IMPLIED: dict[str, Told[list[Value]]] = {
    "@session": _one(implied.session),  # the meeting that goes on
    "@ours": _one(implied.ours),  # the same, if this is its text
    "@sitting": _one(implied.sitting),  # the same, or one just told to be held
    "@only": _one(implied.only),  # the only one that an interview has named
    "@held": _one(implied.held),  # the one beside which something is told
    "@organisation": _one(implied.body),  # whose the meeting is
    "@body": _one(bodies.body_named),  # the organisation named last (其成员国)
    "@counted": _one(bodies.body_counted),  # the same (5个成员国)
    "@its": _one(bodies.body_told_of),  # the same, or whose head was (该组织)
    "@joined": _one(bodies.body_joined),  # the same, for a bare 加入
    "@two": _each(lambda reading, *_: reading.two),  # the states named last
    "@chair": _chair,  # the state that chairs the meeting
    "@home": _one(lambda reading, *_: reading.knowledge.names.offices.home),  # 来华
    "@dateline": _one(places.dateline),  # the city from which the report is sent (此间)
    "@here": _one(places.here),  # the same, if no other was named before (这里)
    "@before": _who(_before),  # of whom alone was told before (她)
    "@actor": _who(acting),  # who acts here
    "@delegate": _who(_delegate),  # the same in a session
    "@me": _people(lambda reading, *_: speaker(reading)),  # who speaks
    "@us": _people(lambda reading, *_: both_of(reading)),  # the two who talk
    "@text": _one(implied.text),  # the only one of its kind (宪章)
    "@proposal": _each(implied.proposals),  # what was proposed just before (这一倡议)
    "@founded": _each(implied.founded),  # the same, if it is of that kind (该基金)
}
