"""Who published a report, when, where and under which title.

Told by, the best first: the index beside the file, the page's own metadata, the lines around
the text, the name of the file. What nobody tells stays empty: no date is made up.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from kg.sources.report_days import Day, day_of_report, iso_date, sent_on, to_iso
from kg.text.numerals import read_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.text.wording import Wording


#: Metadata stand at the head or the foot of a text, within so many characters.
_HEAD, _FOOT = 3000, 400
#: A title is neither a word nor a paragraph.
_TITLE_LENGTHS = range(4, 81)
#: Lines of the head among which the title is looked for, before the text begins.
_TITLE_LINES = 8
#: Of its last ones one may tell the day.
_LAST_LINES = 2
#: More spaces than this separate key words.
_TITLE_SPACES = 5
#: A stop inside a line makes it a sentence.
_SENTENCE = re.compile("[。;]|[!?].")
#: So many days after something is over it is news.
_FRESH = 7
#: Longer values are no names.
_LONGEST = 200
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]{3,2000}")
_SEPARATED = re.compile(r"[ 、,/]+")


class _Margins(NamedTuple):
    """The head and the foot of a text, and what stands in them."""

    head: str
    foot: str
    lines: list[str]
    dateline: re.Match[str] | None
    date_line: re.Match[str] | None
    stamp: re.Match[str] | None
    day_first: re.Match[str] | None
    told_day: re.Match[str] | None
    lead_day: re.Match[str] | None
    colophon: re.Match[str] | None


def find_metadata(
    shadow: str, path: str, about: Mapping[str, str], wording: Wording
) -> dict[str, str]:
    """The fields of a Source that can be found: title, published, publisher, author, url, place.

    ``about`` is what the index or the page says (keys as in ``Source``) and wins over what
    the text says; ``path`` is only asked for a date.
    """
    told = {key: value.strip()[:_LONGEST] for key, value in about.items()}
    margins = _margins(shadow, wording)
    found = {
        "title": told.get("title") or _title(margins, wording),
        "published": _published(told, margins, wording, path),
        "publisher": told.get("publisher") or _publisher(margins, wording),
        "author": told.get("author") or _author(margins, wording),
        "place": told.get("place") or _place(margins),
        "url": told.get("url", "") if _URL.fullmatch(told.get("url", "")) else "",
    }
    return {key: value for key, value in found.items() if value}


def _margins(shadow: str, wording: Wording) -> _Margins:
    head, foot = shadow[:_HEAD], shadow[_HEAD:][-_FOOT:]
    lines = [line for line in f"{head}\n{foot}".split("\n") if line]
    colophon = wording.colophon.search(foot) or wording.colophon.search(head)
    dateline, date_line = _first(wording.dateline, lines), _first(wording.date_line, lines)
    stamp = _stamp(wording.stamp, lines)
    day_first = _first(wording.day_first, _above_text(lines))
    told_day = _in_lead(wording.told_day, lines)
    lead_day = _lead_day(head, dateline, lines, wording)
    days = dateline, date_line, stamp, day_first, told_day, lead_day
    return _Margins(head, foot, lines, *days, colophon)


def _stamp(pattern: re.Pattern[str], lines: list[str]) -> re.Match[str] | None:
    """The day below the title or the text; none if several stand on lines of their own."""
    several = len({_day(found) for found in map(pattern.match, lines) if found}) > 1
    return None if several else _first(pattern, [*_above_text(lines), *lines[-_LAST_LINES:]])


def _in_lead(pattern: re.Pattern[str], lines: list[str]) -> re.Match[str] | None:
    """The match of ``pattern`` in the first sentence of the text."""
    lead = next((line for line in lines[:_TITLE_LINES] if _SENTENCE.search(line)), "")
    return pattern.search(lead.partition("。")[0])


def _lead_day(
    head: str, dateline: re.Match[str] | None, lines: list[str], wording: Wording
) -> re.Match[str] | None:
    """The day with which the text behind a dateline begins, if it was just over by then.

    某社某地9月5日电 2016年9月4日至5日,…: it tells the year that the dateline leaves out, but not
    where the text looks back, as on an anniversary.
    """
    if dateline is None or not dateline["m"] or dateline["year"]:
        return None
    rest, place = dateline.string[dateline.end() :], lines.index(dateline.string)
    found = wording.lead_day.match(rest.strip() or "".join(lines[place + 1 : place + 2]))
    if found is None or not 0 <= _days_over(found, dateline) <= _FRESH:
        return None
    return None if wording.ago.search(head) else found


def _days_over(told: re.Match[str], dateline: re.Match[str]) -> int:
    """How many days before that of the dateline the last one was that is told; below 0 for none."""
    last = told["m2"] or told["m"], told["d2"] or told["d"]
    ends = (last, dateline.group("m", "d"))
    days = [to_iso(Day(*map(read_number, (told["year"], *end)))) for end in ends]
    over, day = map(dt.date.fromisoformat, days) if all(days) else (dt.date.max, dt.date.min)
    return (day - over).days


def _above_text(lines: list[str]) -> Iterator[str]:
    """The lines of the head before the first sentence: title, outlet, day."""
    return takewhile(lambda line: not _SENTENCE.search(line), lines[:_TITLE_LINES])


def _labelled(
    pattern: re.Pattern[str], labels: tuple[str, ...], margins: _Margins
) -> re.Match[str] | None:
    """The first match of ``pattern`` (which begins with a colon) after one of the labels."""
    for part in (margins.head, margins.foot):
        for found in pattern.finditer(part):
            if part.endswith(labels, 0, found.start()):
                return found
    return None


def _first(pattern: re.Pattern[str], lines: Iterable[str]) -> re.Match[str] | None:
    return next(filter(None, map(pattern.match, lines)), None)


def _title(margins: _Margins, wording: Wording) -> str:
    """The first line that can be a title, before the first sentence."""
    for raw in _above_text(margins.lines):
        if wording.dateline.match(raw):
            break
        line = raw.strip(" #")
        wordy = line.count(" ") > _TITLE_SPACES or wording.column.search(line)
        if len(line) in _TITLE_LENGTHS and line[-1] not in ":," and not wordy:
            return line
    return ""


def _days(told: Mapping[str, str], margins: _Margins, wording: Wording) -> Iterator[Day]:
    """What each source says of the date, the most reliable first."""
    iso = iso_date(told.get("published", ""))
    if iso:
        yield Day(*(int(part) for part in iso.split("-")))
    passages = (
        margins.colophon,
        _labelled(wording.date_label, wording.date_labels, margins),
        margins.dateline,
        margins.date_line,
        margins.stamp,
        margins.day_first,
        margins.told_day,
    )
    yield from map(_day, filter(None, passages))
    if margins.lead_day:
        yield Day(read_number(margins.lead_day["year"]))


def _published(told: Mapping[str, str], margins: _Margins, wording: Wording, path: str) -> str:
    """The day of the report; that of the dateline where only the paper is of the day after."""
    day = day_of_report([*_days(told, margins, wording)], path)
    line = margins.dateline
    if iso_date(told.get("published", "")) or line is None or line["year"] or not line["m"]:
        return day
    return sent_on(day, _day(line))


def _day(found: re.Match[str]) -> Day:
    year, month, day = (read_number(found[name] or "") for name in ("year", "m", "d"))
    return Day(year, month, day)


def _publisher(margins: _Margins, wording: Wording) -> str:
    label = _labelled(wording.source_label, wording.source_labels, margins)
    found = margins.colophon or label or margins.dateline or margins.stamp
    name = (found["publisher"] or "") if found else ""
    return wording.same.get(name, name)


def _author(margins: _Margins, wording: Wording) -> str:
    found = wording.reporters.search(margins.head) or _first(wording.signed, margins.lines)
    return "、".join(filter(None, _SEPARATED.split(found["author"]))) if found else ""


def _place(margins: _Margins) -> str:
    for found in (margins.dateline, margins.date_line):
        if found and found["place"]:
            return found["place"]
    return ""
