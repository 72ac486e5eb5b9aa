"""What stands around a report and is none of it: datelines, bylines, credits.

〈outlet〉〈place〉〈day〉电(记者〈name〉) tells where and when the report was written. Its city is
not the venue, its day not that of the meeting, its reporter attends nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.text.numerals import DAY, MONTH, YEAR
from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAY = f"(?:(?:(?:{YEAR})年)?(?:{MONTH})月)?(?:{DAY})[日号]"
_HAN = "[\u4e00-\u9fff\u00b7]"
#: What may divide a frame from the report.
_REST = "[ :,/-]*"


def compile_frames(words: Mapping[str, Any]) -> re.Pattern[str]:
    """What in a shadow is a frame, by ``publishers``, ``dateline`` and ``frame`` of sources.toml.

    Datelines begin a line; bylines are in brackets at the end or the beginning of a sentence,
    or a line of their own; 据某社某日报道 begins a sentence.
    """
    frame = {name: f"(?:{any_of(row)})" for name, row in words["frame"].items()}
    known = any_of((*words["publishers"], *words["dateline"]["own"]))
    writers, signed = frame["writers"], frame["signed"]
    outlet = rf"(?:{known}|{_HAN}{{1,10}}?{frame['outlets']}){writers}?"
    sent = rf"{frame['collected']}?{frame['endings']}(?!{frame['not_after']})"
    dated = rf"{outlet}[/ ]?{_HAN}{{0,12}}?[ ,]?{_DAY} ?{sent}"
    plain = rf"{outlet}{_HAN}{{0,8}}?{frame['plain_endings']}(?=[ :(】\])])"
    closed = rf"[(【\[〔][^()【】\[\]〔〕,。\n]{{2,30}}{frame['closed_endings']}[)】\]〕]"
    head = rf"(?:{closed}|[(【\[〔]?(?:{dated}|{plain})[)】\]〕]?)(?: ?\([^()\n]{{0,40}}\))*{_REST}"
    written = rf"\({_HAN}{{0,12}}?{writers}[ :/]?[^()\n]{{1,40}}\)"
    names = rf" {_HAN}{{2,4}}(?:[ 、]{_HAN}{{2,4}}){{0,3}}|[^,。:;!?()\n]{{1,24}}{signed}。?"
    line = rf"(?:{known}|{_HAN}{{0,6}}{frame['outlets']})?{writers}(?:{names})$"
    told = rf"(?:另|又)?据[^,。\n]{{2,20}}?{_DAY}{frame['told']},"
    return re.compile(
        rf"^ *(?:{head}|{written}{_REST}|{line})|{written}(?=[。!?]*$)|(?:^|(?<=[。!?”])){told}",
        re.MULTILINE,
    )


def without_frames(shadow: str, frames: re.Pattern[str]) -> str:
    """The shadow with the end of a line for every character of a frame: no sentence has it."""
    return frames.sub(lambda found: "\n" * len(found[0]), shadow)
