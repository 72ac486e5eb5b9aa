"""What reports write around their text: read from ``ontology/gazetteer/sources.toml``.

The words become patterns over the shadow text, made once and handed to the readers of
lines and of metadata.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kg.model import DataError
from kg.ontology import ontology_folder
from kg.text.numerals import DAY, MONTH, YEAR
from kg.text.words import any_of, read_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_HAN = "[\u4e00-\u9fff\u00b7]"
#: 05-09-2016.
_DAY_FIRST = r"(?P<d>\d{1,2})-(?P<m>\d{1,2})-(?P<year>\d{4})(?!\d)"


@dataclass(frozen=True, slots=True)
class Wording:
    """Patterns over shadow text; their named groups say what was found.

    ``same`` gives the name of an outlet for another spelling of it.
    """

    dateline: re.Pattern[str]  # publisher, place, year, m, d
    colophon: re.Pattern[str]  # publisher, year, m, d
    date_label: re.Pattern[str]  # year, m, d; from the colon after one of the labels
    date_labels: tuple[str, ...]
    date_line: re.Pattern[str]  # year, m, d, place
    stamp: re.Pattern[str]  # publisher, year, m, d; a line between title and text
    day_first: re.Pattern[str]  # year, m, d; 发表时间 05-09-2016 in such a line
    told_day: re.Pattern[str]  # year, m, d; 周二(2020年7月21日) in running text
    lead_day: re.Pattern[str]  # year, m, d and the last one, m2, d2; what the text begins with
    ago: re.Pattern[str]  # so many years ago
    source_label: re.Pattern[str]  # publisher; likewise
    source_labels: tuple[str, ...]
    reporters: re.Pattern[str]  # author
    signed: re.Pattern[str]  # author
    column: re.Pattern[str]
    item: re.Pattern[str]
    caption: re.Pattern[str]
    running: re.Pattern[str]
    same: Mapping[str, str]


def load_wording(path: Path) -> Wording:
    """Read ``path``. Raises DataError naming the file and what is wrong in it."""
    try:
        return _compile(read_words(path))
    except KeyError as error:
        raise DataError(path.name, f"{error} is missing", "bad-dictionary") from error
    except (ValueError, TypeError, re.error) as error:
        raise DataError(path.name, str(error), "bad-dictionary") from error


@cache
def default_wording() -> Wording:
    """The wording that comes with the program (an installed copy, or the checkout's)."""
    return load_wording(ontology_folder() / "gazetteer" / "sources.toml")


def _any(words: list[str]) -> str:
    """An alternation of literal words, the longest first."""
    return f"(?:{any_of(words)})"


def _compile(data: Mapping[str, Any]) -> Wording:
    around, lines = data["dateline"], data["lines"]
    publisher = f"(?P<publisher>{_any(data['publishers'])})"
    units = {key: re.escape(around[key]) for key in ("year", "month", "page")}
    day = rf"(?P<m>{MONTH}){units['month']}(?P<d>{DAY})[{around['day']}]"
    date = rf"(?P<year>{YEAR}){units['year']}{day}"
    numeric = (
        rf"(?P<year>{YEAR}) ?[-/.{around['year']}] ?(?P<m>{MONTH}) ?[-/.{around['month']}]"
        rf" ?(?P<d>{DAY})"
    )
    reporter = _any(around["reporter"])
    own = _any(around["own"])
    return Wording(
        dateline=re.compile(_dateline(data, publisher, units, day)),
        colophon=re.compile(rf"《 ?{publisher} ?》 ?\( ?{date}[^()\n]{{0,20}}\)"),
        date_label=re.compile(rf": ?{numeric}"),
        date_labels=tuple(around["date_labels"]),
        date_line=re.compile(_date_line(units, date)),
        stamp=re.compile(_stamp(data, publisher, numeric)),
        day_first=re.compile(rf" *{_any(around['date_labels'])}[ :]{{1,2}}{_DAY_FIRST}"),
        told_day=re.compile(_told_day(around, date)),
        lead_day=re.compile(_lead_day(around, units, date)),
        ago=re.compile(_any(around["ago"])),
        source_label=re.compile(rf": ?《?{publisher}"),
        source_labels=tuple(around["source_labels"]),
        reporters=re.compile(
            rf"\( ?(?:{own}|{_any(data['publishers'])})? ?{reporter}[ :]{{0,2}}"
            rf"(?P<author>[^()\n。:]{{2,60}})\)"
        ),
        signed=re.compile(
            rf" *(?:{_any(around['author_labels'])} ?: ?|{own}{reporter} )"
            rf"(?P<author>[^()\n。:,]{{2,60}})$"
        ),
        column=re.compile(_any(data["title"]["columns"])),
        item=re.compile(_item(lines)),
        caption=re.compile(rf"{_any(lines['caption_endings'])}$"),
        running=re.compile(_any(lines["running"])),
        same=MappingProxyType(dict(data["same"])),
    )


def _dateline(data: Mapping[str, Any], publisher: str, units: Mapping[str, str], day: str) -> str:
    """〈outlet〉〈place〉〈date〉电, at the start of a line, perhaps in brackets."""
    around = data["dateline"]
    endings, writers = _any(data["frame"]["endings"]), _any(data["frame"]["writers"])
    own = _any(around["own"])
    return (
        rf"[ (\[【]{{0,4}}{_HAN}?(?:{publisher}|{own}){writers}?"
        rf"(?:(?P<place>{_HAN}{{2,12}}?)?[ ,]?(?:(?P<year>{YEAR}){units['year']})?(?:{day}))?"
        rf"(?:\([^()\n]{{0,40}}\))? ?{endings}"
    )


def _date_line(units: Mapping[str, str], date: str) -> str:
    """In brackets a day and a place, or the page of a paper: (〈date〉《〈paper〉》第6版)."""
    number = rf"第?[A-Z]?\d{{1,3}}{units['page']}"
    paper = rf" ?《{_HAN}{{2,8}}》 ?(?:{number})?"
    return rf" *\( ?{date}(?: ?[, ] ?(?P<place>{_HAN}{{2,12}}))?(?: {number}|{paper})? ?\) *$"


def _stamp(data: Mapping[str, Any], publisher: str, numeric: str) -> str:
    """〈outlet〉 〈date〉 〈time〉 来源:…, and nothing else: other dates are of events.

    The time may stand before the date, 来源:〈outlet〉 before all, who wrote it, or the column
    (国际新闻 | 〈date〉); behind the date its page, in brackets a later 更新, or any word behind
    its time.
    """
    around, frame = data["dateline"], data["frame"]
    label = _any([*around["date_labels"], *around["source_labels"]])
    named = rf"[{_HAN[1:-1]}A-Za-z]{{1,12}}?{_any(frame['outlets'])}"
    outlet = rf"(?:(?:{publisher}|{named}){_any(frame['plain_endings'])}?|{label})"
    clock = r"\d{1,2}[:时点]\d{2}(?:[:分]\d{0,2})?"
    labels = (*around["after_date"], *around["source_labels"], *around["author_labels"])
    after = rf"{_any([*labels, *data['publishers'], *frame['writers']])}|{named}(?= |$)"
    page = rf"[A-Z]\d{{1,2}}{around['page']}?(?= |$)"
    writer = (
        rf"{_HAN}{{0,8}}?{_any(frame['writers'])}[ :]{{1,2}}{_HAN}{{2,8}}(?:[、 ]{_HAN}{{2,8}})?"
    )
    paper = rf"《{_HAN}{{2,8}}》{_HAN}{{0,4}}{_any(frame['writers'])} +"
    column = rf"{_HAN}{{2,8}}(?: ?\| ?| {{2,3}})|{paper}"
    return (
        rf"(?:{column})?[ 《【〔\[(]*(?:{outlet}[ 》】〕\]):|/,-]*){{0,3}}"
        rf"(?:{writer}[ )]+)?(?:{clock} +)?"
        rf"[(\[]? ?{numeric}[{around['day']}]?"
        rf"(?:[ (]*{_weekday(around)}\)?)?(?P<at>[ ,T]*{clock})?"
        rf"(?: ?\([^()]{{0,20}}{_any(around['date_labels'])}\))?"
        rf"(?:[ ,|]+(?:{after}|{page})[^。;]{{0,40}}|第[^ 。;]{{1,4}}{around['page']})?"
        rf"(?(at)(?: +{_HAN}{{2,8}})?|)[ )\]]*$"
    )


def _told_day(around: Mapping[str, Any], date: str) -> str:
    """周二(2020年7月21日), in a clause that tells neither of what is to come nor of long ago."""
    return (
        rf"(?:^|[,;:。])(?:(?!{_any(around['other_days'])})[^,;:。\n])*"
        rf"{_weekday(around)}\({date}\)(?!{_any(around['since'])})"
    )


def _lead_day(around: Mapping[str, Any], units: Mapping[str, str], date: str) -> str:
    """The days with which a text begins, perhaps behind who wrote it."""
    month = rf"(?P<m2>{MONTH}){units['month']}"
    return (
        rf"(?: ?\([^()]{{0,40}}\))? *{date}"
        rf"(?:[至到-](?:{month})?(?P<d2>{DAY})[{around['day']}])?"
    )


def _weekday(around: Mapping[str, Any]) -> str:
    return rf"{_any(around['weekday'])}[{around['weekdays']}]"


def _item(lines: Mapping[str, Any]) -> str:
    """How a line begins that starts a new item, a heading or a list entry."""
    number = rf"(?:[{lines['numerals']}]{{1,3}}|\d{{1,2}})"
    ordinal = _any(lines["ordinal_endings"])
    return (
        rf"#|[{re.escape(lines['bullets'])}]{{1,3}}(?=[ \D])|【|\[|\({number}\)|{number}[、.)]"
        rf"(?!\d)|\u7b2c{number}[^ ]{{0,2}}[,、:]|{number}{ordinal}|{_any(lines['first_words'])},"
    )
