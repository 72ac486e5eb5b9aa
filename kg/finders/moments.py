"""A date or a range of days, as far as a report tells it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

#: 22日|起一连3天: so many days from that one on.
LASTING = "起,?(?:一连|连续|为期|连开)(?P<long>[0-9两二三四五六七八九])天"
#: 为期3天的|某峰会6日闭幕: so many days up to that one, right before what they are of.
_LASTS = "(?<!原定)(?<!原计划)为期(?P<long>[0-9两二三四五六七八九])[天日]"
LASTED = re.compile(rf"{_LASTS}的\Z")
#: The same within what tells its end: 峰会为期3天,6日闭幕.
LASTS = re.compile(_LASTS)


class Moment(NamedTuple):
    """A date or a range as far as it is known; 0 where it is not."""

    year: int = 0
    month: int = 0
    day: int = 0
    end_month: int = 0
    end_day: int = 0
    end_year: int = 0

    @property
    def literal(self) -> str:
        """All that is known, in one string that ``parse_moment`` reads back."""
        numbers = (self.year, self.month, self.day, self.end_month, self.end_day, self.end_year)
        return "-".join(map(str, numbers))

    @property
    def start(self) -> str:
        """The ISO date of the (first) day, or "" if the day is not known or no such day is."""
        return _iso(self.year, self.month, self.day)

    @property
    def end(self) -> str:
        """The ISO date of the last day of a range, or "" where it is not known or not after it."""
        end = _iso(self.last_year, self.end_month or self.month, self.end_day)
        return end if end > self.start else ""

    @property
    def last_year(self) -> int:
        """The year of the last day of a range: 12月30日至1月2日 ends in the next one."""
        return self.year + (0 < self.end_month < self.month)


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def parse_moment(text: str) -> Moment:
    """The moment that ``literal`` wrote."""
    return Moment(*map(int, text.split("-")))


def parse_iso(text: str) -> Moment:
    """The moment of "2014-09-12", "2014-09", "2014" or ""."""
    parts = [int(part) for part in text.split("-") if part.isdecimal()] + [0, 0, 0]
    return Moment(parts[0], parts[1], parts[2])


def last_day(moment: Moment) -> Moment | None:
    """The one day, or the last of the days, that a moment names; None if it names none."""
    if not moment.day:
        return None
    if not moment.end_day:
        return Moment(moment.year, moment.month, moment.day)
    return Moment(moment.last_year, moment.end_month or moment.month, moment.end_day)


def shift(published: Moment, days: int) -> Moment:
    """The day so many ``days`` after the one that is ``published``; none if that is no day."""
    if not published.start:
        return Moment()
    moved = date.fromisoformat(published.start) + timedelta(days=days)
    return Moment(moved.year, moved.month, moved.day)


def lasting(first: Moment, days: int) -> Moment:
    """So many ``days`` (see ``LASTING``) from the first one on; that alone if it is not whole."""
    last = shift(first, days - 1)
    return first._replace(end_month=last.month, end_day=last.day)


def until(last: Moment, days: int) -> Moment:
    """So many ``days`` up to the last one; none if that is not whole."""
    first = shift(last, 1 - days)
    return first._replace(end_month=last.month, end_day=last.day) if first.start else first
