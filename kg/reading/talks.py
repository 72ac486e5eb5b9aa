"""Who talked with whom, and who speaks: 两国元首 are the two of the last talk that is told."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.finders.offices import HEAD_OF_GOVERNMENT, HEAD_OF_STATE
from kg.grammar.mentions import CITY, COLLECTIVE, COUNTRY, DATE, DOCUMENT, LEADER, PARTIES, SUMMIT
from kg.reading.told_roles import rank_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.finders.participants import Collective
    from kg.finders.standing import Person
    from kg.grammar.mentions import Masked, Mention
    from kg.reading.reading import Reading

_HEADS, _MINISTERS, _STATES = "元首", "总理", "国"
#: Told as such, or as what two hold (同甲举行会晤) or do (甲同乙一道规划合作).
_TALK = re.compile(f"{PARTIES}一[道起]|会[谈见晤]|[与同和跟]{LEADER}举行了?{SUMMIT}")
#: Between a person and the message that he sends; it is read out, passed on or got by others.
_SENDS = re.compile(f"[^,;:。!?宣转收读{LEADER}{PARTIES}]*")
_HE = re.compile("[他她]")
#: Where a talk is held.
_WHERE = re.compile(f"在[{CITY}{COUNTRY}]")
#: Characters after somebody in which he is told to speak.
_NEAR = 12
#: Characters after a text in which it is told to say something.
_CLOSE = 4
#: A list of people that a clause begins with.
_LISTED = re.compile(f"(?:^|[,;:]|{DATE}){PARTIES}(?!等?的)")
#: A line with a name, or with a name and its speech, heads what this one says.
_HEADING = re.compile(f"{LEADER}(?:在[^,;:。!?]{{1,20}}的(?P<rest>[^,;:。!?]{{2,8}}))?$")


def note_talk(reading: Reading, sentence: Masked) -> None:
    """Remember the first persons of two states in a sentence that tells of a talk.

    After a talk of more states nobody is one of two.
    """
    if not _TALK.search(sentence.text):
        return
    talk: dict[str, Mention] = {}
    for mention in _people(sentence):
        if home := _home(reading, mention.value):
            talk.setdefault(home, mention)
    if len(talk) > 1:
        reading.abroad = _is_abroad(reading, sentence)
        reading.pair = tuple(talk.values()) if len(talk) == len(("one", "other")) else ()


def _is_abroad(reading: Reading, sentence: Masked) -> bool:
    """Whether a talk is told to be held in another state than that of the reports: 在某城会见."""
    home, home_of = reading.knowledge.names.offices.home, reading.knowledge.gazetteer.home_of
    told = (sentence.at(found.end() - 1) for found in _WHERE.finditer(sentence.text))
    return any(home_of.get(one.value.keys[0], one.value.keys[0]) != home for one in told)


def two_of(reading: Reading, text: str) -> tuple[Mention, ...]:
    """Whom 两国元首 or 两国总理 means: the two of the last talk, unless a title is another one."""
    ranks = reading.knowledge.names.offices.ranks
    told = {ranks.get(one.value.title) for one in reading.pair if one.value.title}
    other = (text.endswith(_HEADS) and told - {HEAD_OF_STATE}) or (
        text.endswith(_MINISTERS) and HEAD_OF_STATE in told
    )
    return () if other else reading.pair


def heads_of(reading: Reading, who: Collective) -> tuple[str, ...]:
    """Whom 甲、乙、丙三国总统 means: the one head of each state whom the report has named."""
    ranks, told = reading.knowledge.names.offices.ranks, defaultdict[str, set[str]](set)
    office = who.text.partition(_STATES)[2]
    # Each once: a report may name them in every other sentence.
    named = {item[:5]: item for item in reading.findings if item.predicate == "represents"}
    for item in named.values():
        rank = rank_of(reading, item)
        if rank >= HEAD_OF_GOVERNMENT and rank == ranks.get(office, rank):
            told[str(item.object)].add(item.subject)
    return tuple(min(told[state]) for state in who.states if len(told[state]) == 1)


def _people(sentence: Masked) -> Iterator[Mention]:
    for mention in sentence.mentions:
        if mention.kind == LEADER:
            yield mention
        elif mention.kind == PARTIES:
            yield from (party.mention for party in mention.value if party.person)


def _home(reading: Reading, person: Person) -> str:
    """The state that somebody stands for by title, here or before, or as is known; "" if none."""
    known = reading.knowledge.gazetteer.home_of
    told = set(reading.homes.get(reading.person_key(person), ()))
    homes = set(person.represents) or told or {known.get(key, "") for key in person.keys}
    home = min(homes, default="")
    return home if len(homes) == 1 and home.startswith("country") else ""


def listen(reading: Reading, sentence: Masked) -> None:
    """Remember who speaks: later clauses without a subject are theirs."""
    cues = reading.cues
    heading = _HEADING.match(sentence.text.strip())
    if heading and (heading["rest"] is None or cues.address.fullmatch(heading["rest"])):
        reading.actor = sentence.mentions[0]
        return
    if _is_paper(reading, sentence.text) or _says_somebody(reading, sentence):
        reading.actor = None
    if reading.before and _HE.match(sentence.text) and cues.speech.search(sentence.text, 1, _NEAR):
        reading.actor = reading.before
    for mention, mark in zip(sentence.mentions, sentence.marks, strict=True):
        if mention.kind == LEADER and cues.message.search(_said_of(sentence.text, mark)):
            reading.senders.add(reading.person_key(mention.value))
        after = sentence.text[mark + 1 : mark + _NEAR]
        if mention.kind in (LEADER, COLLECTIVE) and cues.speech.search(after):
            reading.actor = mention


def _is_paper(reading: Reading, text: str) -> bool:
    """Whether a sentence begins with a text and that this tells something: 声明说, 纲要还明确."""
    cues = reading.cues
    named = cues.papers.match(text)
    end = named.end() if named else len(DOCUMENT) * text.startswith(DOCUMENT)
    return end > 0 and cues.tells.search(text, end, end + _CLOSE) is not None


def _says_somebody(reading: Reading, sentence: Masked) -> bool:
    """Whether a sentence begins with what people say who have no name: 与会企业家代表表示."""
    cues, text = reading.cues, sentence.text
    end = sentence.marks[0] if sentence.marks else len(text)
    opening = text[: min(end, *(len(text.partition(mark)[0]) for mark in ",:"))]
    who = cues.no_state.search(opening)
    return who is not None and cues.speech.search(opening, who.end()) is not None


def _said_of(text: str, mark: int) -> str:
    """The rest of the clause of the person at ``mark``, as far as it is his."""
    found = _SENDS.match(text, mark + 1)
    return found[0] if found else ""


def alone(mentions: Sequence[Mention]) -> Mention | None:
    """The one person among ``mentions``; None if there is none, or several."""
    people = [mention for mention in mentions if mention.kind in (LEADER, PARTIES)]
    if len(people) == 1 and people[0].kind == PARTIES and len(people[0].value) == 1:
        return people[0].value[0].mention if people[0].value[0].person else None  # 东道主甲国总统A
    return people[0] if len(people) == 1 and people[0].kind == LEADER else None


def several(sentence: Masked) -> Mention | None:
    """The one list of people in a sentence, whom 他们 means in the next one.

    None if anybody else is named there, or a state without a word for its people; or if no clause
    begins with the list, or it tells whose something is (甲、乙的顾问).
    """
    people = [item for item in sentence.mentions if item.kind in (LEADER, PARTIES, COLLECTIVE)]
    begins = _LISTED.search(sentence.text) is not None
    if not begins or len(people) != 1 or not people[0].value[1:]:
        return None
    return people[0] if all(party.person for party in people[0].value) else None


def speaker(reading: Reading) -> tuple[Mention, ...]:
    """Who says 我 here; nobody if it is no person."""
    who = reading.actor
    return (who,) if who and who.kind == LEADER else ()


def both_of(reading: Reading) -> tuple[Mention, ...]:
    """Whom 我们 means where one of the two of a talk speaks."""
    keys = {reading.person_key(one.value) for one in reading.pair}
    own = {reading.person_key(one.value) for one in speaker(reading)}
    return reading.pair if own & keys else ()
