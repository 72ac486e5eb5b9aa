"""The state of reading one report: what it named, what it is about, what rules found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kg.finders.moments import parse_iso

if TYPE_CHECKING:
    from kg.finders.meeting_names import SummitName
    from kg.finders.moments import Moment
    from kg.finders.standing import Person
    from kg.grammar.cues import Cues
    from kg.grammar.mentions import Mention
    from kg.model import Document, Factuality, Literal
    from kg.reading.agenda import Agenda
    from kg.reading.knowledge import Knowledge
    from kg.reading.meetings import Meeting

#: Sentences of a section that tell what it is about.
LEAD = 3


class Notes(NamedTuple):
    """What a rule, or the list in which somebody stands, tells later stages; no fact keeps it.

    ``later``: named after those who meet, or asked to come; ``invited``: asked to; ``further``:
    not in the first of several lists; ``led``: whoever is named leads those who come;
    ``labelled``: a label tells the role; ``listed``: how many stand in the list; ``chairs``: the
    body that somebody has the chair of; ``of``: another body than the one that meets, of which
    the label speaks. ``seat``: the place is that of one who attends. ``by_year``: only the year of
    a term tells that the chair changes. ``arrived``: somebody has come, as was told on ``day``.
    """

    later: bool = False
    invited: bool = False
    further: bool = False
    led: bool = False
    labelled: bool = False
    listed: int = 0
    chairs: str = ""
    of: str = ""
    seat: bool = False
    by_year: bool = False
    arrived: bool = False
    day: str = ""


#: Of most findings there is nothing to note.
NOTHING = Notes()


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
    notes: Notes = NOTHING

    def told(self, name: str) -> str:
        """The qualifier of this name; "" if there is none."""
        return next((value for other, value in self.qualifiers if other == name), "")

    def having(self, **told: str) -> Finding:
        """The same with these qualifiers, in the place of others of their names."""
        pairs = {**dict(self.qualifiers), **told}.items()
        return self._replace(qualifiers=tuple(sorted(pairs)))

    def other(self, subject: str, predicate: str, obj: str, **told: str) -> Finding:
        """Another fact of the same passage; of what is told of this one only ``told`` holds."""
        bare = self._replace(subject=subject, predicate=predicate, object=obj)
        return bare._replace(qualifiers=tuple(sorted(told.items())), notes=NOTHING)


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
    together: Mention | None = None  # the one list of people of whom it spoke: 他们
    two: tuple[str, ...] = ()  # the states that the text named last, if they were two: 两国
    pair: tuple[Mention, ...] = ()  # the two of the last talk: 两国元首
    abroad: bool = False  # it was told to be in another state than that of the reports
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
            homes = {self.knowledge.gazetteer.home_of.get(known) for known in person.keys}
            mine, first = homes.intersection(person.represents), homes.intersection(self.homes[key])
            if mine and first and mine.isdisjoint(first):
                return f"{key}@{person.represents[0]}"
        return key

    def meeting_key(self, meeting: Meeting) -> str:
        """The key of a meeting of this report."""
        return f"summit:{meeting.number}"

    @property
    def cues(self) -> Cues:
        """The words that tell how something is meant, whatever the rule."""
        return self.knowledge.rules.cues

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


def place_key(mention: Mention) -> str:
    """The key of a country, city or organisation."""
    keys: tuple[str, ...] = mention.value.keys
    return keys[0]
