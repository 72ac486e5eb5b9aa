"""The day of a report, from what several passages tell of it."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

#: A whole date is written with so many characters.
_WHOLE = 10
_ISO = re.compile(
    r"(\d{4})(?:\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?!\d)|(\d{2})(\d{2})|(?:\d{2})?(?!\d))"
)
_FILE_DAY = re.compile(r"(?<![0-9A-Za-z])((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?![0-9A-Za-z])")
_FILE_YEAR = re.compile(
    r"(?<![0-9A-Za-z])((?:19|20)\d\d)(?:[-_.]?(?:0[1-9]|1[0-2]))?(?![0-9A-Za-z])"
)


class Day(NamedTuple):
    """What a passage tells of a date; 0 and empty for what it does not tell."""

    year: int = 0
    month: int = 0
    day: int = 0


def iso_date(text: str) -> str:
    """The ISO date (or year) that ``text`` begins with, or nothing if there is none."""
    found = _ISO.match(text)
    return to_iso(Day(*map(int, filter(None, found.groups())))) if found else ""


def day_of_report(days: list[Day], path: str) -> str:
    """The first whole date of the year told first; a day without a year is in that year."""
    name = path.rpartition("/")[2]
    if found := _FILE_DAY.search(name):
        days.append(Day(int(found[1]), int(found[3]), int(found[4])))
    elif found := _FILE_YEAR.search(name):
        days.append(Day(int(found[1])))
    year = next((day.year for day in days if to_iso(day)), 0)
    whole = [day for day in days if day.year == year and day.day]
    joined = [Day(year, day.month, day.day) for day in days if not day.year]
    return next(filter(None, map(to_iso, [*whole, *joined])), to_iso(Day(year)))


def to_iso(day: Day) -> str:
    """``2014-09-13``, ``2014``, or nothing if there is no such date."""
    if not dt.MINYEAR + 999 <= day.year <= dt.MAXYEAR:
        return ""
    if not day.day:
        return str(day.year)
    try:
        return dt.date(*day).isoformat()
    except ValueError:
        return ""


def sent_on(published: str, dateline: Day) -> str:
    """The day of the ``dateline`` if the paper came out on the next one: 今天 is not that."""
    if len(published) != _WHOLE:
        return published
    before = dt.date.fromisoformat(published) - dt.timedelta(days=1)
    sent = (before.month, before.day) == (dateline.month, dateline.day)
    return before.isoformat() if sent else published
