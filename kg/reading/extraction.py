"""One document in, what it says out: a pure function of the text and the knowledge."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kg.finders.moments import parse_iso
from kg.finders.titles import classify
from kg.grammar.mentions import COLLECTIVE, ORGANISATION, SUMMIT, Masked
from kg.reading.addressed import name_addressed
from kg.reading.agenda import Agenda
from kg.reading.attention import turn_to
from kg.reading.bodies import JOINED, last_body, last_two
from kg.reading.conclusions import conclude
from kg.reading.listed_texts import read_listed_texts
from kg.reading.matching import read_rules
from kg.reading.noting import note_entities
from kg.reading.online import note_online
from kg.reading.paired import note_pair
from kg.reading.places import note_here
from kg.reading.reading import Reading
from kg.reading.records import record
from kg.reading.sections import HEADLINE
from kg.reading.sentences import read_sentences
from kg.reading.signatures import read_signatures
from kg.reading.speeches import note_heading
from kg.reading.talks import alone, listen, note_talk, several
from kg.reading.titles import note_titles
from kg.text.normalise import is_traditional

if TYPE_CHECKING:
    from kg.model import Document, Extraction
    from kg.reading.knowledge import Knowledge

#: How those who meet begin their text.
_WE = re.compile("(?:^|电) *我们,", re.MULTILINE)
#: And how their sentences begin where they do not introduce themselves: 三、我们重申….
_WE_SAY = re.compile(r"(?:^|。) *(?:[一二三四五六七八九十\d]{1,3}[、.])? *我们(?!的)", re.MULTILINE)
#: So many such sentences a report does not have, whose first line is the title of a declaration.
_SAID = 3
#: Whose declarations are not those of a meeting of leaders, though they may tell of one.
_OTHERS = re.compile("工商|企业|商会|民间|智库|议会|青年|媒体")
#: Lines of the head in which an outlet names itself.
_HEAD_LINES = 4


def extract(document: Document, knowledge: Knowledge) -> Extraction:
    """Everything that ``document`` says, as records with keys local to it.

    Pure: the same document and knowledge give the same extraction; nothing is read from or
    written to anywhere else.
    """
    reading = read(document, knowledge)
    return record(reading, conclude(reading))


def read(document: Document, knowledge: Knowledge) -> Reading:
    """Read ``document`` sentence by sentence; the reading keeps every rule's verdict."""
    reading, sentences = begin(document, knowledge)
    for sentence in sentences:
        read_sentence(reading, sentence)
    read_signatures(reading, sentences)
    return reading


def begin(document: Document, knowledge: Knowledge) -> tuple[Reading, list[Masked]]:
    """A reading in which nothing is read yet, and the sentences to read, in order."""
    knowledge = knowledge.for_outlet(_head(document))
    sentences = list(read_sentences(document, knowledge))
    agenda = Agenda(parse_iso(document.source.published).year)
    agenda.implied = _implied(sentences)
    title = document.source.title or document.shadow[:HEADLINE]
    cues = knowledge.rules.cues
    told = Reading(
        knowledge,
        document,
        agenda,
        digest=bool(cues.digest.search(title)),
        comment=bool(cues.comment.search(title)),
        opinion=bool(cues.opinion.search(title)),
        ours=_is_ours(document, knowledge),
        traditional=is_traditional(document.text),
    )
    return told, sentences


def _is_ours(document: Document, knowledge: Knowledge) -> bool:
    """Whether the report is the text of a declaration: its title, and 我们 soon or often after."""
    shadow = document.shadow
    title = next((line for line in shadow.splitlines() if line.strip()), "").strip()
    often = len(_WE_SAY.findall(shadow)) >= _SAID and not _OTHERS.search(title)
    said = _WE.search(shadow[len(title) :][: 2 * HEADLINE]) or often
    return bool(said) and classify(title, knowledge.titles) == "Declaration"


def _head(document: Document) -> str:
    """Who published it, as the lines around its first one tell."""
    lines = document.shadow[: 2 * HEADLINE].split("\n")[:_HEAD_LINES]
    return "\n".join((document.source.publisher, *lines))


def _implied(sentences: list[Masked]) -> str:
    """The organisation whose member states' leaders meet, where no meeting is named at first."""
    leaders = any(
        mention.kind == COLLECTIVE and mention.value.members and not mention.value.ministers
        for sentence in sentences
        if COLLECTIVE in sentence.text
        for mention in sentence.mentions
    )
    if not leaders:
        return ""
    counts = Counter(
        mention.value.keys[0]
        for sentence in sentences
        for mention in sentence.mentions
        if mention.kind == ORGANISATION
    )
    return counts.most_common(1)[0][0] if counts else ""


def read_sentence(reading: Reading, sentence: Masked) -> None:
    """Take one sentence into ``reading``."""
    note_talk(reading, sentence)
    sentence = name_addressed(reading, sentence)
    note_entities(reading, sentence)
    note_titles(reading, sentence)
    turn_to(reading, sentence)
    note_heading(reading, sentence)
    listen(reading, sentence)
    note_online(reading, sentence)
    note_here(reading, sentence)
    if SUMMIT in sentence.text:
        note_pair(reading, sentence)
    read_rules(reading, sentence)
    read_listed_texts(reading, sentence)
    reading.body = last_body(reading, sentence.mentions, reading.body, ())
    reading.joined = last_body(reading, sentence.mentions, reading.joined, JOINED)
    reading.before = alone(sentence.mentions)
    reading.together = several(sentence)
    reading.two = last_two(sentence.mentions, reading.two)
    reading.until = sentence.offset(len(sentence.text))
