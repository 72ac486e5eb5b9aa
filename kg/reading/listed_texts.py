"""Lines of texts below a sentence that tells who brought them: 各国元首签署的文件:/《…》;/《…》."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.mentions import COLLECTIVE, DOCUMENT, SUMMIT
from kg.model import Factuality
from kg.reading.reading import Finding
from kg.reading.slots import read_values

if TYPE_CHECKING:
    from kg.grammar.mentions import Masked
    from kg.reading.reading import Reading

#: Who signs or passes them, all who meet or the meeting itself.
_HEAD = re.compile(
    rf"(?:^|[^,;:]{{0,12}},)(?P<who>[{COLLECTIVE}{SUMMIT}])(?:上|还|也|共同|一致|会上|并|分别|集体){{0,2}}"
    rf"(?:(?P<sign>签[署订])|通过|发表|批准)[了的]?[^,;:]{{0,10}}:"
)
#: A line of the list, which ends like a sentence or a part of one.
_LINE = re.compile(rf"\s*{DOCUMENT}[;,。、\s]*")
_RULE = "texts.listed"


def read_listed_texts(reading: Reading, sentence: Masked) -> None:
    """Note whose texts stand in the lines below a sentence, and in each of them the text."""
    if reading.listing and _LINE.fullmatch(sentence.text):
        _note(reading, sentence)
        return
    head = _HEAD.fullmatch(sentence.text)
    reading.listing = _whose(reading, sentence, head) if head else ()


def _whose(reading: Reading, sentence: Masked, head: re.Match[str]) -> tuple[tuple[str, str], ...]:
    """What is told of each text below a sentence: subjects and predicates."""
    focus = reading.agenda.focus if reading.agenda.live else None
    who = sentence.at(head.start("who")) if head["who"] else None
    told = [value.key for value in read_values(reading, who)] if who else []
    meeting = reading.meeting_key(focus) if focus else ""
    if not meeting or (who and who.kind == SUMMIT and told != [meeting]) or (who and not told):
        return ()
    if who is None or who.kind == SUMMIT:
        return ((meeting, "adopted"),)
    if who.value.pair or who.value.both or who.value.ministers:
        return ()
    signed = [(str(key), "signed") for key in told] if head["sign"] else []
    return ((meeting, "adopted"), *signed)


def _note(reading: Reading, sentence: Masked) -> None:
    named = sentence.mentions[0]
    key = str(read_values(reading, named)[0].key)
    for subject, predicate in reading.listing:
        told = (subject, predicate, key, Factuality.ACTUAL, ())
        reading.findings.append(Finding(*told, named.start, named.end, _RULE))
