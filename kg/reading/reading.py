"""The state of reading one report: what it named, what it is about, what rules found."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kg.finders.moments import parse_iso
from kg.grammar.mentions import (
    CITY,
    COUNTRY,
    INITIATIVE,
    ORGANISATION,
    SERIES,
    Mention,
)
from kg.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.finders.meeting_names import SummitName
    from kg.finders.meetings import Meeting
    from kg.finders.moments import Moment
    from kg.finders.standing import Person
    from kg.finders.titles import Title
    from kg.gazetteers.lexicon import Hit
    from kg.model import Document, Factuality, Literal
    from kg.reading.agenda import Agenda
    from kg.reading.knowledge import Knowledge

#: Sentences of a section that tell what it is about.
LEAD = 3
#: What makes a name of a common thing (中心) the name of one.
_PROPER = (COUNTRY, CITY, ORGANISATION, SERIES)
#: A quoted name and what follows it.
_QUOTED = re.compile('[“「"]([^”」"]+)[”」"](.*)$')


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
    senders: set[str] = field(default_factory=set)  # leaders who only sent the meeting a message
    titled: set[str] = field(default_factory=set)  # leaders whom the report gives a title
    proper: set[str] = field(default_factory=set)  # initiatives with a name of their own
    strangers: set[str] = field(default_factory=set)  # who only share a known leader's name
    actor: Mention | None = None  # who speaks or acts when a clause names nobody
    body: str = ""  # the organisation that the text named last
    joined: str = ""  # the same; "" if a text was named since, which one can join, too
    before: Mention | None = None  # the one person of whom the last sentence spoke
    two: tuple[str, ...] = ()  # the states that the text named last, if they were two: 两国
    pair: tuple[Mention, ...] = ()  # the two of the last talk: 两国元首
    listed: SummitName | None = None  # the meetings of which lines with a turn alone tell
    listing: tuple[tuple[str, str], ...] = ()  # whose the texts in the lines below are
    asked: Meeting | None = None  # of which an interview has just been asked
    digest: bool = False  # a report of many short items
    comment: bool = False  # a report of what is said about a meeting
    opinion: bool = False  # an author's comment
    #: The meetings that the names in the sentence mean, by where these begin.
    meant: dict[int, Meeting | None] = field(default_factory=dict)
    here: str = ""  # the city in which whoever speaks stands: 这里是甲国首都某城
    until: int = 0  # where the sentence ended that was read last
    passing: bool = False  # only this sentence speaks of the meeting that the agenda visits
    ours: bool = False  # the text of a declaration, said by those who meet: 我们,甲国…元首
    traditional: bool = False  # the report writes other characters than the readers see: 習近平
    spelled: dict[str, str] = field(default_factory=dict)  # names of people, as written last
    lead: int = LEAD  # sentences left in which a section tells what it reports
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

    def spell(self, words: str, start: int, end: int) -> str:
        """How the document writes the ``words`` that stand last in ``shadow[start:end]``."""
        place = self.document.shadow.rfind(words, start, end) if self.traditional else -1
        return self.written(place, place + len(words)) if place >= 0 else words

    def note_person(self, person: Person) -> None:
        """Remember a mention of a person, and what its title tells of the person's state."""
        key = self.person_key(person)
        self.note(key, "Leader", self.spelled.get(person.name, person.name))
        if key not in self.homes:  # people are named often, and a Counter is dear
            self.homes[key] = Counter()
        for home in person.represents:
            self.homes[key][home] += 1
        if person.title:
            self.titled.add(key)
        if person.stranger:
            self.strangers.add(key)

    def person_key(self, person: Person) -> str:
        """The key of a person: the name, and for its second known bearer the state or body.

        The first one is also meant where no title tells.
        """
        key = f"leader:{person.name}"
        if len(person.keys) > 1 and person.represents and key in self.homes:
            homes = {self.knowledge.gazetteer.country_of.get(known) for known in person.keys}
            mine, first = homes.intersection(person.represents), homes.intersection(self.homes[key])
            if mine and first and mine.isdisjoint(first):
                return f"{key}@{person.represents[0]}"
        return key

    def meeting_key(self, meeting: Meeting) -> str:
        """The key of a meeting of this report."""
        return f"summit:{meeting.number}"

    @property
    def published(self) -> Moment:
        """The day of the report, as far as it is known."""
        return parse_iso(self.document.source.published)

    @property
    def organisation_name(self) -> str:
        """The name of the organisation that the report calls 本组织, or ""."""
        focus = self.agenda.focus
        known = self.knowledge.gazetteer.entities.get(focus.organisation) if focus else None
        return known.names[0] if known else ""

    def meeting_of(self, key: str) -> Meeting:
        """The meeting of this report that has this key."""
        return self.agenda.meetings[int(key.partition(":")[2])]


def named_within(reading: Reading, key: str) -> tuple[str, ...]:
    """How an organisation is called that stands only in the names of its meetings."""
    names: dict[str, None] = {}
    for meeting in reading.agenda.meetings:
        if key in (meeting.organisation, *meeting.series.split("+")):
            names |= dict.fromkeys(_names_in(reading, meeting.names, key))
    return tuple(names)


def _names_in(reading: Reading, texts: Iterable[str], key: str) -> Iterator[str]:
    """The names of an organisation in names as the report writes them."""
    for text in texts:
        shadow = normalise(text)
        places = shadow.offsets or range(len(text) + 1)
        for hit in reading.knowledge.lexicon.find(shadow.text):
            if _means(reading, hit, shadow.text[hit.start : hit.end], key):
                yield bare(text[places[hit.start] : places[hit.end]])


def _means(reading: Reading, hit: Hit, words: str, key: str) -> bool:
    """Whether words name a body, or are short for its name in that of a meeting (金砖峰会)."""
    if hit.kind not in (ORGANISATION, SERIES) or hit.keys[0] != key:
        return False
    known = reading.knowledge.gazetteer.entities.get(key)
    if hit.kind == ORGANISATION or known is None:
        return hit.kind == ORGANISATION
    plus = "+" in words and f"{words}合作" in known.names  # “17+1”会晤
    return plus or known.names[0] == f"{words}国家"


def place_key(mention: Mention) -> str:
    """The key of a country, city or organisation."""
    keys: tuple[str, ...] = mention.value.keys
    return keys[0]


def initiative_key(reading: Reading, mention: Mention, text: str) -> str:
    """The key of an initiative: of the gazetteer, or its name."""
    keys = getattr(mention.value, "keys", ())
    if keys:
        return reading.note(keys[0], "Initiative", text)
    name = mention.value.text
    if mention.value.own and (ours := reading.organisation_name):
        name, text = ours + name, ours + text
        known = reading.knowledge.gazetteer.names.get(name, ("",))[0]
        if known.startswith("initiative/"):
            return reading.note(known, "Initiative", text)
    key = f"initiative:{name}"
    quoted = _QUOTED.match(text)
    if quoted or mention.kind == INITIATIVE or _is_proper(reading.knowledge, mention.value):
        reading.proper.add(key)
    if quoted:
        reading.note(key, "Initiative", quoted[1])
    return reading.note(key, "Initiative", text if quoted and quoted[2] else bare(text))


def is_everybodys(reading: Reading, mention: Mention, text: str) -> bool:
    """Whether a thing is one that everybody has, and nothing tells whose it is: 联合工作组."""
    if mention.kind == INITIATIVE or _QUOTED.match(text):
        return False
    knowledge, title = reading.knowledge, mention.value
    if not knowledge.initiatives.owned.search(title.text):
        return False
    return not (title.own or _is_somebodys(knowledge, title))


def _is_proper(knowledge: Knowledge, title: Title) -> bool:
    """Whether a name is one of its own: of somebody, of a place, or listed with others."""
    common = knowledge.initiatives.common.search(title.text)
    return title.listed or not common or _is_somebodys(knowledge, title)


def _is_somebodys(knowledge: Knowledge, title: Title) -> bool:
    """Whether a name tells whose the thing is, or where."""
    if knowledge.initiatives.proper.search(title.text):
        return True
    return any(hit.kind in _PROPER for hit in knowledge.lexicon.find(title.text))


def bare(text: str) -> str:
    """A title without the brackets or quotation marks around it."""
    pairs = ("《》", "“”", "「」", "『』", '""')
    return text[1:-1] if text[:1] + text[-1:] in pairs else text
