"""Dates as reports write them, completed by the date of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.finders.date_shapes import (
    ANY_DATE,
    DATE_SHAPE,
    DAYS_FROM_NOW,
    MONTHS_FROM_NOW,
    OF_MEETING,
    OF_WHAT,
    SO_MANY,
    SO_MANY_WRITTEN,
    YEAR_FIRST,
    YEARS_FROM_NOW,
    YEARS_FROM_THEN,
)
from kg.finders.moments import Moment, last_day, lasting, shift
from kg.finders.weekdays import date_of_weekday
from kg.grammar.mentions import DATE, Mention
from kg.text.numerals import read_number

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

#: The groups of a day, and of the last of several.
_DAYS = ("day", "from"), ("day2", "to")
_HALF_YEAR = 6  # months
_THAT_DAY = "同日"
#: In the first days of a month a late day, told alone, is of the month before.
_EARLY, _LATE = 3, 28
#: So many days after one that is told with its month, a day told alone is of that month.
_CLOSE = 7


class Told(NamedTuple):
    """The last day that a text named so far, and whether that was in the same line."""

    day: Moment
    near: bool = True
    year: int = 0  # of the past, of the day that begins the line
    last: int = 0  # the year that the text named last, with a day or without


def find_dates(
    shadow: str, start: int, end: int, published: Moment, told: Told | None = None
) -> Iterator[Mention]:
    """The dates in ``shadow[start:end]``; ``published`` completes what they leave out.

    ``told`` is the day that 当天 speaks of, and in whose month a day soon after it is told.
    """
    if not ANY_DATE.search(shadow, start, end):
        return
    before: Mention | None = None
    for match in DATE_SHAPE.finditer(shadow, start, end):
        if not (match[0][1:] or match["today"]) or _numbered(shadow, match):
            continue
        moment = _moment(match, published)
        if before and _of_meeting(shadow, before, match):
            moment = moment._replace(year=before.value.year)
        if match["then"]:
            last = told.last if told else 0
            moment = moment._replace(year=last and last + YEARS_FROM_THEN[match["then"]])
        elif told is not None and told.day.day:
            moment = _after(told, match, moment, published)
        if moment != Moment():
            yield (before := Mention(match.start(), match.end(), DATE, moment))
            told = retell(told, moment, published, told.year if told else 0)


def retell(told: Told | None, moment: Moment, published: Moment, year: int) -> Told | None:
    """What a text told of days so far, after one date more, in a line that begins in ``year``.

    同年 cannot mean a year that is a goal yet (到2030年).
    """
    past = 0 < moment.year <= (published.year or moment.year)
    last = moment.year if past else (told.last if told else 0)
    if day := last_day(moment):
        return Told(day, year=year, last=last)
    return (told or Told(Moment()))._replace(last=last) if last else told


def _after(told: Told, match: re.Match[str], moment: Moment, published: Moment) -> Moment:
    """``moment`` with what the day that was told before it adds."""
    if match["same"] and (_of_line(match, told) or not _later(told.day, published)):
        return told.day
    if told.near and _alone(match):
        return _soon_after(told.day, moment)
    return moment._replace(year=told.year) if _later_that_year(told, match, moment) else moment


def _of_line(match: re.Match[str], told: Told) -> bool:
    """Whether 同日 is told after a day in the same line: it is that day, be it still to come."""
    return told.near and match["same"] == _THAT_DAY


def _of_meeting(shadow: str, year: Mention, day: re.Match[str]) -> bool:
    """Whether a day without a year is told of the meeting of the ``year`` before it."""
    told = day["year"] or day["relative"] or not day["month"] or year.value.month
    return not told and OF_MEETING.fullmatch(shadow, year.end, day.start()) is not None


def _alone(match: re.Match[str]) -> bool:
    """Whether a day is told without month and year."""
    return bool(match["day"] or match["from"]) and not (
        match["month"] or match["moon"] or match["year"] or match["relative"]
    )


def _soon_after(told: Moment, moment: Moment) -> Moment:
    """``moment`` in the month of ``told`` if it can be one of the next days: 9月4日…,5日…."""
    if moment.end_month or not 0 <= moment.day - told.day <= _CLOSE:
        return moment
    return moment._replace(year=told.year, month=told.month)


def _later_that_year(told: Told, match: re.Match[str], moment: Moment) -> bool:
    """Whether a day without a year is of the year of the line: 2009年8月10日,…。11月26日,…."""
    whole = match["year"] or match["relative"] or not match["month"]
    return not whole and told.day.year == told.year and told.day.month <= moment.month


def opens_with_past(shadow: str, start: int, published: Moment) -> int:
    """The year before that of the report with which a line begins at ``start``, or 0."""
    found = YEAR_FIRST.match(shadow, start)
    year = read_number(found["year"]) if found else 0
    return year if year < published.year else 0


def _numbered(shadow: str, match: re.Match[str]) -> bool:
    """Whether it is no day but the number of a text (第3号文件), of days (前一日) or a room."""
    before = shadow[max(0, match.start() - 2) : match.start()]
    if match[0][-1] == "号" and "第" in before:
        return True
    if not _alone(match):
        return False
    written = before[-1:] in SO_MANY_WRITTEN and not match[0][0].isdecimal()
    return written or bool(SO_MANY.search(before) or OF_WHAT.match(shadow, match.end()))


def _later(told: Moment, published: Moment) -> bool:
    """Whether a day is still to come when the report is published: 当天 is not that day."""
    return bool(published.start) and told.start > published.start


def _moment(match: re.Match[str], published: Moment) -> Moment:
    if match["weekday"]:
        return date_of_weekday(match, published)
    if match["first"]:
        return Moment(int(match["first"]), end_year=int(match["last"]))
    if match["today"]:
        return shift(published, DAYS_FROM_NOW.get(match["today"][0], 0))
    return _of_month(match, published) if match["moon"] else _by_calendar(match, published)


def _by_calendar(match: re.Match[str], published: Moment) -> Moment:
    year = read_number(match["year"]) if match["year"] else 0
    if match["relative"] and published.year:
        year = published.year + YEARS_FROM_NOW[match["relative"]]
    month = read_number(match["month"] or "")
    day = read_number(match["day"] or match["from"] or "")
    if day and not month and not match["year"] and not match["relative"]:
        month = _nearest_month(day, published)
    if not (year or match["relative"] or match["then"]) and month and published.year:
        year = _nearest_year(month, published)
    end_month = read_number(match["month2"] or "")
    end_day = read_number(match["day2"] or match["to"] or "")
    if month and not end_month and 0 < end_day < day:
        end_month = month % 12 + 1  # 30日至1日
    moment = Moment(year, month, day, end_month, end_day)
    return lasting(moment, read_number(match["long"])) if match["long"] else moment


def _of_month(match: re.Match[str], published: Moment) -> Moment:
    """上月24日: the day of the month before that of the report, or of it, or of the next."""
    if not published.month:
        return Moment()
    months = published.year * 12 + published.month - 1 + MONTHS_FROM_NOW[match["moon"]]
    day, last = (read_number(match[one] or match[two] or "") for one, two in _DAYS)
    return Moment(months // 12, months % 12 + 1, day, 0, last)


def _nearest_month(day: int, published: Moment) -> int:
    """The month of a day that is told alone: of the report, or the one that has just passed."""
    passed = 0 < published.day <= _EARLY and day >= _LATE
    return (published.month - 2) % 12 + 1 if passed and published.month else published.month


def _nearest_year(month: int, published: Moment) -> int:
    """The year in which ``month`` lies nearest to the report (January, told in December).

    A report with an end is one of all that happened until then, of that year.
    """
    if not published.month or published.end_year:
        return published.year
    distance = month - published.month
    return published.year + (distance < -_HALF_YEAR) - (distance > _HALF_YEAR)
