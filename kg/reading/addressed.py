"""Who is spoken to in a talk: 总统先生 is the other one, whose office it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.grammar.mentions import LEADER, Masked, Mention, mask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.finders.standing import Person
    from kg.reading.reading import Reading

#: Characters at least of an office before 先生; before it another office: 副总统先生, 当选总统先生.
_LEAST, _OTHER = 2, tuple("前副任选")


def name_addressed(reading: Reading, sentence: Masked) -> Masked:
    """``sentence`` with a mention of the person whom 总统先生 means, where a talk tells."""
    found = list(_addressed(reading, sentence)) if reading.pair else []
    if not found:
        return sentence
    mentions = tuple(sorted((*sentence.mentions, *found), key=lambda one: one.start))
    shadow, end = reading.document.shadow, sentence.offset(len(sentence.text))
    return mask(shadow, sentence.start, end, mentions)


def _addressed(reading: Reading, sentence: Masked) -> Iterator[Mention]:
    """An office with 先生 that the other one of the two has, where one of them speaks."""
    for polite in reading.cues.polite.finditer(sentence.text):
        before = sentence.text[: polite.start()]
        near = [one for one in sentence.within(0, polite.start()) if one.kind == LEADER]
        speaker = near[-1] if near else reading.actor
        others = [one.value for one in reading.pair if not _is(speaker, one.value)]
        length = _shared(before, others[0].title) if len(others) == 1 else 0
        if length and not before[:-length].endswith(_OTHER):
            end = sentence.offset(polite.end())
            told = others[0]._replace(represents=(), title="")
            yield Mention(sentence.offset(polite.start() - length), end, LEADER, told)


def _shared(text: str, title: str) -> int:
    """How many characters of ``title`` stand at the end of ``text``: 某国|总统, 国家|主席."""
    for start in range(len(title) - _LEAST + 1):
        if text.endswith(title[start:]):
            return len(title) - start
    return 0


def _is(speaker: Mention | None, person: Person) -> bool:
    return speaker is not None and speaker.kind == LEADER and speaker.value.name == person.name
