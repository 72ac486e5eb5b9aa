"""The end of a communiqué: lines that are no more than who signed it.

Several such lines under one another tell who signed the text, and at which meeting they were.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.finders.titles import classify
from kg.grammar.mentions import COUNTRY, DOCUMENT, LEADER, ORGANISATION, PARTIES, SUMMIT, mask
from kg.model import Factuality
from kg.reading.reading import Finding
from kg.reading.signers import SIGNED
from kg.reading.slots import read_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.grammar.mentions import Masked, Mention
    from kg.reading.reading import Reading

#: The word for a signature, behind the name.
_SIGN = r"\((?P<mark>签字|签名|签署|已签字|代签)\)"
#: A line of a signature; with the word for it, or without.
_LINE = re.compile(rf"\s*{LEADER}\s*(?:{_SIGN})?\s*")
#: Several in a line, each with the word for it.
_ROW = re.compile(rf"\s*(?:{LEADER}\s*{_SIGN}[\s、,]*){{2,}}")
#: The same with the title after the name: 德高乐(法兰西共和国总统).
_TITLED = re.compile(
    rf"\s*{LEADER}\s*\([^()]{{0,6}}[{COUNTRY}{ORGANISATION}{PARTIES}][^()]{{0,16}}\)\s*"
)
#: So many lines under one another are no headings, and no captions, but signatures.
_FEW, _MARKED = 3, 2
_FIRST_LINE = re.compile(r"\S.*")
#: Nothing but a meeting and what its text is, or is called.
_ITS_TEXT = re.compile(
    rf"[#\s]*(?P<whole>{SUMMIT}(?:(?:联合|共同|最后|新闻)*(?:公报|声明|宣言)|{DOCUMENT}))\s*"
)
_HEADLINE = re.compile(r"[#\s]*([^\s,;:。!?]{1,60}?)(?:\([^()]*\))?\s*")
#: Further down, the title of another text, as those who meet begin it.
_BELOW = re.compile(r"^[# ]*(?P<title>[^\s,;:。!?]{6,60}) *\n\s*我们,", re.MULTILINE)


class Text(NamedTuple):
    """What a report is the text of: the key of the document, and where it names itself."""

    key: str
    start: int
    end: int


def read_signatures(reading: Reading, sentences: Sequence[Masked]) -> None:
    """Note who signed the text that a report is, and which meeting issued it."""
    if not sentences:
        return
    headline = _headline(reading, sentences[0])
    if _ITS_TEXT.fullmatch(headline.text):
        _note_issued(reading, _own_text(reading, headline), _meeting(reading, headline))
    for block in _blocks(reading, sentences):
        above = _title_above(reading, block[0].start) or headline
        text, meeting = _own_text(reading, above), _meeting(reading, headline)
        for leader in block:
            who = str(read_values(reading, leader)[0].key)
            if meeting:
                role = _role_above(reading, leader, block)
                _note(reading, (who, "attended", meeting), leader[:2], SIGNED, role)
            if text:
                _note(reading, (who, "signed", text.key), leader[:2], "signatures.line")
        _note_issued(reading, text, meeting)


def _note_issued(reading: Reading, text: Text | None, meeting: str) -> None:
    if text and meeting:
        _note(reading, (meeting, "adopted", text.key), text[1:], "signatures.text")


def _headline(reading: Reading, first: Masked) -> Masked:
    """The first line of the report; ``first`` is its first sentence that mentions anything."""
    shadow = reading.document.shadow
    line = _FIRST_LINE.search(shadow)
    start, end = line.span() if line else (0, 0)
    return first if first.start < end else mask(shadow, start, end, ())


def _title_above(reading: Reading, place: int) -> Masked | None:
    """The title of the text that ends at ``place``, where a report has several; None if it is one.

    The speech at a meeting, and below it what the meeting declared: 某宣言, and 我们,….
    """
    shadow, grammar = reading.document.shadow, reading.knowledge.titles
    spans = [one.span("title") for one in _BELOW.finditer(shadow, 0, place)]
    titles = [span for span in spans if classify(shadow[slice(*span)], grammar) == "Declaration"]
    return mask(shadow, *titles[-1], ()) if titles else None


def _meeting(reading: Reading, headline: Masked) -> str:
    """The meeting that is told of as one that goes on, or in the headline; "" if there is none."""
    agenda = reading.agenda
    told = agenda.focus is not None and (agenda.live or SUMMIT in headline.text)
    return reading.meeting_key(agenda.focus) if told and agenda.focus else ""


def _blocks(reading: Reading, sentences: Sequence[Masked]) -> Iterator[Sequence[Mention]]:
    """Who signs in lines, one right under another, each another person with his title.

    Or all of them in one line.
    """
    block: list[Masked] = []
    for line, after in pairwise((*sentences, None)):
        if line and _ROW.fullmatch(line.text) and _all_titled(reading, line.mentions):
            yield line.mentions
        if line is None or not _is_line(reading, line):
            continue
        block.append(line)
        if after is not None and _is_line(reading, after) and _adjoin(reading, line, after):
            continue
        marked = all((one := _LINE.fullmatch(item.text)) and one["mark"] for item in block)
        names = {item.mentions[0].value.name for item in block}
        if len(names) == len(block) >= (_MARKED if marked else _FEW):
            yield [item.mentions[0] for item in block]
        block = []


def _all_titled(reading: Reading, mentions: Sequence[Mention]) -> bool:
    """Whether all are told to stand for somebody."""
    return all(reading.homes.get(reading.person_key(item.value)) for item in mentions)


def _is_line(reading: Reading, sentence: Masked) -> bool:
    """Whether a sentence is a name with a title, or one that signs and had a title further up."""
    if _TITLED.fullmatch(sentence.text):
        return True
    line = _LINE.fullmatch(sentence.text)
    if line is None:
        return False
    person = sentence.mentions[0].value
    return bool(
        person.represents or (line["mark"] and reading.homes.get(reading.person_key(person)))
    )


def _adjoin(reading: Reading, line: Masked, after: Masked) -> bool:
    """Whether nothing stands between two lines (a sentence without any mention is not read)."""
    rest = _between(reading, line.mentions[-1].end, after.start)
    return not rest or rest in reading.knowledge.groups.roles


def _between(reading: Reading, start: int, end: int) -> str:
    """What stands between two lines beside blanks and the rest of the first one."""
    return re.sub(r"\A[^()\n]*\)|\([^()]*\)|\s", "", reading.document.shadow[start:end])


def _role_above(reading: Reading, leader: Mention, block: Sequence[Mention]) -> str:
    """The role that the last label between the lines before ``leader`` tells: 观察员国."""
    roles, first = reading.knowledge.groups.roles, block[0]
    above = reading.document.shadow[: first.start].rsplit("\n", 2)[-2:-1]
    role = roles.get("".join(above).strip(), "")
    for line, after in pairwise(block):
        if after.start > leader.start:
            break
        role = roles.get(_between(reading, line.end, after.start), role)
    return role


def _own_text(reading: Reading, headline: Masked) -> Text | None:
    """The text whose title the first line of the report is; None if it is another headline."""
    match = _HEADLINE.fullmatch(headline.text)
    if match is None:
        return None
    if match[1].endswith(DOCUMENT):
        named = headline.at(match.end(1) - 1)
        key = str(read_values(reading, named)[0].key)
        if whole := _ITS_TEXT.fullmatch(headline.text):
            start = headline.offset(whole.start("whole"))
            reading.note(key, reading.classes[key], reading.written(start, named.end))
        return Text(key, named.start, named.end)
    start, end = headline.offset(match.start(1)), headline.offset(match.end(1))
    title = reading.document.shadow[start:end]
    if cls := classify(title, reading.knowledge.titles):
        return Text(reading.note(f"document:{title}", cls, title), start, end)
    return None


def _note(
    reading: Reading, fact: tuple[str, str, str], span: tuple[int, int], rule: str, role: str = ""
) -> None:
    told = (("role", role),) if role else ()
    reading.findings.append(Finding(*fact, Factuality.ACTUAL, told, *span, rule))
