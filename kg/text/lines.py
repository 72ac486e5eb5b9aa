"""Sentences that a page cut in two: which line ends of a text are not sentence borders.

Pages, columns and mail programs break lines in the middle of sentences and words; headings,
captions, signatures and list entries end without a full stop although nothing follows.
When in doubt a break stays: a sentence cut in two loses a fact, two glued ones invent one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.text.hanzi import common_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.text.wording import Wording

_LINE = re.compile(r"^( *)(\S(?:[^\n]*\S)?)", re.MULTILINE)
_ENDS = frozenset("。!?;:…”)》〉】]")
_STOPS = frozenset("。!?;:…")
_OPEN_ENDS = frozenset(",、")
#: What can only go on with the line before.
_NO_STARTS = frozenset(",、。;:!?)”》")
_OPENERS, _CLOSERS = "“《(〈【", "”》)〉】"
#: A line of running text is longer than headings with a comma usually are.
_LONG = 30
#: A heading or signature is not longer than this and has no comma and no stop.
_SHORT = 30
#: Shorter lines are headings more often than they are cut in the middle of a word.
_WORD_CUT = 15
#: Paragraphs are set in by so many spaces.
_INDENT = 2
#: How much of a headline is said again by the paragraph that it announces.
_PARTLY, _MOSTLY = 0.25, 0.5
#: Lines of one width (in cells: a Chinese character has two) may differ by this much, since
#: a stop may not begin a line and a half-width word is not divided.
_SLACK = 6
_NARROW, _WIDE = 24, 160
#: So many heading-like lines may stand in the middle of a sentence.
_PULLED_OUT = 2
#: The share of lines without a stop that must fill the width; headings do not.
_MOST = 0.66
#: Fewer lines of one width may be a couplet of headings.
_BLOCK = 3
_HALF = re.compile("[0-9A-Za-z .-]")

Edit = tuple[int, int, str]


class Line(NamedTuple):
    """A line without its surrounding spaces: ``shadow[start:end]`` after ``indent`` spaces."""

    start: int
    end: int
    text: str
    indent: int


def join_edits(shadow: str, wording: Wording) -> list[Edit]:
    """What to replace in ``shadow`` so that cut sentences are whole: (start, end, new).

    The spans cover a line break with its spaces, and a heading that was set into the middle
    of a sentence; ``new`` is empty, or a space between two Latin words.
    """
    if not _has_open_line(shadow):
        return []
    lines = [Line(*m.span(2), m[2], len(m[1])) for m in _LINE.finditer(shadow)]
    wrapped = set(_wrapped(shadow, lines))
    edits: list[Edit] = []
    done = 0
    for here, line in enumerate(lines[:-1]):
        if line.start < done or (line.text[-1] in _ENDS and here not in wrapped):
            continue
        after = _continuation(lines, here, wrapped, wording)
        if after is not None:
            edits.append((line.end, after.start, _glue(line.text, after.text)))
            done = after.start
    return edits


def _has_open_line(shadow: str) -> bool:
    """A quick look: most reports end each line after the first with a stop."""
    ends = (line.rstrip()[-1:] for line in shadow.lstrip().split("\n")[1:-1])
    return any(end and end not in _ENDS for end in ends)


def _continuation(
    lines: Sequence[Line], here: int, wrapped: set[int], wording: Wording
) -> Line | None:
    """The line in which the sentence of ``lines[here]`` goes on, if it does."""
    line, following = lines[here], lines[here + 1]
    if wording.item.match(following.text) or _is_day(following.text, wording):
        return None
    if here in wrapped and not _is_day(line.text, wording):
        return following if following.indent <= line.indent else None
    if _is_apart(line.text, wording) or (here == 0 and "。" not in line.text):
        return None
    if _is_heading(following.text):
        return _beyond_heading(lines, here)
    if wording.dateline.match(following.text):
        return None
    return following if _goes_on(line.text, following, wording) else None


def _is_apart(line: str, wording: Wording) -> bool:
    """List entries, headings, captions and dates of reports end where their line ends."""
    return bool(wording.caption.search(line) or line[0] == "#" or _is_day(line, wording))


def _is_day(line: str, wording: Wording) -> bool:
    """Whether a line is the day of the report, which is no part of a paragraph."""
    return bool(wording.stamp.match(line) or wording.day_first.match(line))


def _is_heading(line: str) -> bool:
    return len(line) <= _SHORT and not (_STOPS | _OPEN_ENDS | {":"}).intersection(line)


def _goes_on(line: str, following: Line, wording: Wording) -> bool:
    """Whether a line that ends without a stop is cut, and not a heading."""
    after = following.text
    if line[-1] in _OPEN_ENDS or after[0] in _NO_STARTS or _open_bracket(line, after):
        return True
    if following.indent >= _INDENT:
        return False
    if "。" in line or wording.running.search(line) or wording.dateline.match(line):
        return True
    if len(line) >= _LONG and not (_STOPS | _OPEN_ENDS).isdisjoint(line):
        return not _announces(line, after, _MOSTLY)
    return _cuts_word(line, after)


def _open_bracket(line: str, after: str) -> bool:
    """A quotation or bracket that is opened here and closed in the next line."""
    for opener, closer in zip(_OPENERS, _CLOSERS, strict=True):
        if line.count(opener) > line.count(closer):
            close = after.find(closer)
            return close >= 0 and opener not in after[:close]
    return False


def _cuts_word(line: str, after: str) -> bool:
    """A usual word stands across the break (and the line is not the heading of the next)."""
    if len(line) < _WORD_CUT or " " in line or _announces(line, after, _PARTLY):
        return False
    words = common_words()
    return any(line[-i:] + after[:j] in words for i in (1, 2, 3) for j in (1, 2, 3))


def _announces(line: str, after: str, share: float) -> bool:
    """A headline says what the next paragraph says, in the same words: pairs of characters."""
    pairs = [line[i : i + 2] for i in range(len(line) - 1)]
    return sum(pair in after for pair in pairs) > share * len(pairs)


def _beyond_heading(lines: Sequence[Line], here: int) -> Line | None:
    """The rest of a sentence that a heading, set into the page, has cut."""
    line = lines[here].text
    for after in lines[here + 2 : here + 2 + _PULLED_OUT]:
        if not _is_heading(after.text):
            return after if line[-1] in _OPEN_ENDS or _cuts_word(line, after.text) else None
    return None


def _glue(line: str, after: str) -> str:
    latin = line[-1].isascii() and line[-1].isalnum() and after[0].isascii() and after[0].isalpha()
    return " " if latin else ""


def _wrapped(shadow: str, lines: Sequence[Line]) -> Iterator[int]:
    """The numbers of lines that end only because their paragraph has a fixed width."""
    first = 0
    for here in range(1, len(lines) + 1):
        if here == len(lines) or shadow.count("\n", lines[here - 1].end, lines[here].start) > 1:
            if here - first >= _BLOCK:
                yield from (first + n for n in _cut_by_width([x.text for x in lines[first:here]]))
            first = here


def _cut_by_width(block: Sequence[str]) -> list[int]:
    """Which lines of a block without empty lines are cut by a margin, if it has one."""
    cells = [2 * len(line) - len(_HALF.findall(line)) for line in block]
    margin = max(cells[:-1])
    open_ = [n for n, line in enumerate(block[:-1]) if line.rstrip(_CLOSERS)[-1:] not in _STOPS]
    cut = [n for n in open_ if cells[n] >= margin - _SLACK]
    most = len(cut) > 1 and len(cut) >= _MOST * len(open_)
    prose = any("。" in line for line in block)
    return cut if most and prose and _NARROW <= margin <= _WIDE else []
