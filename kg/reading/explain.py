"""Why a text gives the facts it gives: what is seen in each sentence, and what rules make of it.

The debugger of whoever writes rules or adds names. It runs the stages that ``extract`` runs
and keeps what they say on the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.grammar import mentions
from kg.grammar.mentions import ALL_KINDS, DATE, PARTIES, SUMMIT
from kg.merging.merge import settle
from kg.model import Literal
from kg.reading.conclusions import conclude
from kg.reading.extraction import begin, read_sentence
from kg.reading.records import record
from kg.reading.signatures import read_signatures

if TYPE_CHECKING:
    from kg.finders.participants import Party
    from kg.grammar.mentions import Masked, Mention
    from kg.model import Document, Graph, Statement
    from kg.reading.knowledge import Knowledge
    from kg.reading.meetings import Meeting
    from kg.reading.reading import Reading

#: The name of every kind of mention, by the character that stands for it.
_KINDS = {char: name.title() for name, char in vars(mentions).items() if char in tuple(ALL_KINDS)}


class Seen(NamedTuple):
    """A mention: the passage of the text, its kind, and what it is taken to mean."""

    start: int
    end: int
    text: str
    kind: str
    refers: str


class Verdict(NamedTuple):
    """What a rule did with a passage: "fired", or "rejected" with the reason."""

    rule: str
    passage: str
    verdict: str


class Sentence(NamedTuple):
    """A sentence as written, as the rules see it, and what was found in it."""

    text: str
    masked: str
    mentions: tuple[Seen, ...]
    rules: tuple[Verdict, ...]


class Fact(NamedTuple):
    """A resulting fact by labels, with the rules that found it and the passages."""

    subject: str
    predicate: str
    object: str
    factuality: str
    qualifiers: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    quotes: tuple[str, ...]


class Explanation(NamedTuple):
    """The whole way of a text to its facts."""

    sentences: tuple[Sentence, ...]
    facts: tuple[Fact, ...]


def explain(document: Document, knowledge: Knowledge) -> Explanation:
    """Read ``document`` and tell what was seen, which rules fired, which did not, and why."""
    reading, masked = begin(document, knowledge)
    sentences = tuple(_sentence(reading, item, document) for item in masked)
    read_signatures(reading, masked)
    graph = settle(record(reading, conclude(reading)), knowledge.gazetteer)
    return Explanation(sentences, list_facts(graph))


def list_facts(graph: Graph) -> tuple[Fact, ...]:
    """The facts of a graph in words."""
    labels = {entity.key: entity.names[0] for entity in graph.entities if entity.names}
    return tuple(_fact(item, labels) for item in graph.statements)


def _fact(item: Statement, labels: dict[str, str]) -> Fact:
    value = item.object.value if isinstance(item.object, Literal) else item.object
    return Fact(
        labels.get(item.subject, item.subject),
        item.predicate,
        labels.get(value, value),
        str(item.factuality),
        tuple((name, labels.get(value, value)) for name, value in item.qualifiers),
        tuple(sorted({passage.rule for passage in item.evidence})),
        tuple(dict.fromkeys(passage.quote for passage in item.evidence)),
    )


def _sentence(reading: Reading, masked: Masked, document: Document) -> Sentence:
    before = len(reading.traces)
    read_sentence(reading, masked)
    start, end = document.span(masked.start, masked.offset(len(masked.text)))
    return Sentence(
        document.text[start:end].strip(),
        unmask(masked.text),
        tuple(_seen(reading, mention, document) for mention in masked.mentions),
        tuple(
            Verdict(trace.rule, unmask(trace.text), trace.verdict)
            for trace in reading.traces[before:]
        ),
    )


def unmask(text: str) -> str:
    """A masked text with the kind of each mention in braces: ``{Leader}出席{Summit}``."""
    return "".join(f"{{{_KINDS[char]}}}" if char in _KINDS else char for char in text).strip()


def _seen(reading: Reading, mention: Mention, document: Document) -> Seen:
    start, end = document.span(mention.start, mention.end)
    quote = document.text[start:end]
    return Seen(start, end, quote, _KINDS[mention.kind], _refers(reading, mention))


def _refers(reading: Reading, mention: Mention) -> str:
    """What a mention is taken to mean, in one line; the values differ by kind."""
    value = mention.value
    if mention.kind == PARTIES:
        return "; ".join(_party(reading, party) for party in value)
    if mention.kind == SUMMIT:
        return _meeting(reading.meant[mention.start])
    if mention.kind == DATE:
        return " to ".join(filter(None, (value.start, value.end))) or "(not a whole date)"
    names = [str(getattr(value, name, "")) for name in ("name", "text", "cls")]
    keys = " or ".join(getattr(value, "keys", ()))
    homes = " and ".join(getattr(value, "represents", ()))
    return " ".join(filter(None, (*names, keys, homes and f"of {homes}")))


def _party(reading: Reading, party: Party) -> str:
    who = _refers(reading, party.mention) if party.person else party.actor
    return f"{who} ({party.role})" if party.role else who


def _meeting(meeting: Meeting | None) -> str:
    if meeting is None:
        return "(which one is not told)"
    names = ("organisation", "series", "variant", "edition", "year", "city", "country")
    known = [str(getattr(meeting, name)) for name in names if getattr(meeting, name)]
    return f"meeting {meeting.number}: {' '.join(known)}"
