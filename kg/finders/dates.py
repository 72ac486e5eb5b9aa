"""Dates as reports write them, completed by the date of the report."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from kg.grammar.mentions import DATE, Mention
from kg.text.numerals import read_number

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATE = re.compile(
    r"(?=[0-9一二三四五六七八九十今去明前当同昨本这上下周星])(?:"
    r"(?P<week>[本这上下]?)(?:周|星期)(?P<weekday>[一二三四五六](?![国方个次场位名大天项届轮日年月些带])|天"
    r"|日(?=$|[在将于下晚早凌清起举召开闭抵飞发说表宣,。;:、()至到\s]|[上中]午))"
    r"(?:(?:至|到)(?:周|星期)?(?P<weekend>[一二三四五六日天]))?|"
    r"(?P<first>(?:19|20)\d\d)年?(?:至|-|到)(?P<last>(?:19|20)\d\d)年|"
    r"(?:(?P<year>(?:19|20)\d\d|二[〇零○]\d{0}[〇零○一二三四五六七八九]{2}) ?年(?: (?=\d))?|"
    r"(?P<relative>今年|去年|明年|前年))?"
    r"(?:(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2}) ?月(?:份|初|底|中旬| (?=\d))?)?"
    r"(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3}) ?[日号]"
    r"(?:(?:至|到|-|和)(?:(?P<month2>\d{1,2})月)?(?P<day2>\d{1,2}|[一二三四五六七八九十]{1,3})[日号])?"
    r"|(?P<from>\d{1,2})(?:至|到|-)(?P<to>\d{1,2})[日号])?"
    r"|(?P<today>(?P<same>当天|当日|同日)|(?<![向的好美])(?:今天|今日|今晚|今晨|今早|昨天|昨日|昨晚|昨(?=起)|前天|明天)))"
)
_HALF_YEAR = 6  # months
#: What no date is without.
_ANY = re.compile("[年月日号天昨]|今[晚晨早]|(?:周|星期)[一二三四五六]")
_YEARS = {"今年": 0, "去年": -1, "明年": 1, "前年": -2}
#: Before 一日, which is no day of a month: 前一日, 第二日, 每一日.
_COUNTS = frozenset(("前", "后", "第", "每", "近", "隔"))
#: By the first character of 前天, 昨晚, 明天.
_DAYS = {"前": -2, "昨": -1, "明": 1}
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_WEEKS = {"上": -1, "下": 1}
#: Before what is no bare 周六 (每周六), and after one: no 次, no name, no date in brackets.
_NO_WEEKDAY = re.compile("[每逢隔双单一二两三四五六七八九十几数多个上下本这\\d(]")
_WEEKDAY_ENDS = re.compile("$|[在将于的上中下晚早凌清起举召开闭抵飞发说表宣称,。;:、) \\d]")
#: A bare weekday is the nearest one, if it is so near that no other can be meant.
_NEAR = 2
#: 去年的|峰会|5月12日: between a year and a day of it, the meeting that was held then.
_OF_MEETING = re.compile("的[^,;:。、了]{0,12}会[议晤,]?[于则,]?")
#: In the first days of a month a late day, told alone, is of the month before.
_EARLY, _LATE = 3, 28
#: So many days after one that is told with its month, a day told alone is of that month.
_CLOSE = 7


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
        month = self.end_month or self.month
        end = _iso(self.year + (month < self.month), month, self.end_day)
        return end if end > self.start else ""


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


class Told(NamedTuple):
    """The last day that a text named so far, and whether that was in the same line."""

    day: Moment
    near: bool = True


def find_dates(
    shadow: str, start: int, end: int, published: Moment, told: Told | None = None
) -> Iterator[Mention]:
    """The dates in ``shadow[start:end]``; ``published`` completes what they leave out.

    ``told`` is the day that 当天 speaks of, and in whose month a day soon after it is told.
    """
    if not _ANY.search(shadow, start, end):
        return
    before: Mention | None = None
    for match in _DATE.finditer(shadow, start, end):
        if not (match[0][1:] or match["today"]) or _numbered(shadow, match):
            continue
        moment = _moment(match, published)
        if before and _of_meeting(shadow, before, match):
            moment = moment._replace(year=before.value.year)
        if told is not None and match["same"] and not _later(told.day, published):
            moment = told.day
        elif told is not None and told.near and _alone(match):
            moment = _soon_after(told.day, moment)
        if moment != Moment():
            yield (before := Mention(match.start(), match.end(), DATE, moment))
            day = last_day(moment)
            told = Told(day) if day else told


def _of_meeting(shadow: str, year: Mention, day: re.Match[str]) -> bool:
    """Whether a day without a year is told of the meeting of the ``year`` before it."""
    told = day["year"] or day["relative"] or not day["month"] or year.value.month
    return not told and _OF_MEETING.fullmatch(shadow, year.end, day.start()) is not None


def _alone(match: re.Match[str]) -> bool:
    """Whether a day is told without month and year."""
    return bool(match["day"] or match["from"]) and not (
        match["month"] or match["year"] or match["relative"]
    )


def _soon_after(told: Moment, moment: Moment) -> Moment:
    """``moment`` in the month of ``told`` if it can be one of the next days: 9月4日…,5日…."""
    if moment.end_month or not 0 <= moment.day - told.day <= _CLOSE:
        return moment
    return moment._replace(year=told.year, month=told.month)


def _numbered(shadow: str, match: re.Match[str]) -> bool:
    """Whether it is no day but the number of a text (第3号文件) or of days (前一日, 第二日)."""
    before = shadow[max(0, match.start() - 2) : match.start()]
    return (match[0][-1] == "号" and "第" in before) or (
        _alone(match) and before[-1:] in _COUNTS and not match[0][0].isdecimal()
    )


def _later(told: Moment, published: Moment) -> bool:
    """Whether a day is still to come when the report is published: 当天 is not that day."""
    return bool(published.start) and told.start > published.start


def last_day(moment: Moment) -> Moment | None:
    """The one day, or the last of the days, that a moment names; None if it names none."""
    if not moment.day:
        return None
    day = moment.end_day or moment.day
    return Moment(
        moment.year, (moment.end_month or moment.month) if moment.end_day else moment.month, day
    )


def _moment(match: re.Match[str], published: Moment) -> Moment:
    if match["weekday"]:
        return _weekday(match, published)
    if match["first"]:
        return Moment(int(match["first"]), end_year=int(match["last"]))
    if match["today"]:
        return _shift(published, _DAYS.get(match["today"][0], 0))
    year = read_number(match["year"]) if match["year"] else 0
    if match["relative"] and published.year:
        year = published.year + _YEARS[match["relative"]]
    month = read_number(match["month"] or "")
    day = read_number(match["day"] or match["from"] or "")
    if day and not month and not match["year"] and not match["relative"]:
        month = _nearest_month(day, published)
    if not year and month and published.year and not match["relative"]:
        year = _nearest_year(month, published)
    end_month = read_number(match["month2"] or "")
    end_day = read_number(match["day2"] or match["to"] or "")
    if month and not end_month and 0 < end_day < day:
        end_month = month % 12 + 1  # 30日至1日
    return Moment(year, month, day, end_month, end_day)


def _weekday(match: re.Match[str], published: Moment) -> Moment:
    """The day of 本周六, in the week of the report; of a bare 周六 if no other can be meant."""
    if not (published.start and (match["week"] or _bare_weekday(match))):
        return Moment()
    day = _WEEKDAYS[match["weekday"]]
    away = day - date.fromisoformat(published.start).weekday()
    if not match["week"]:
        away = (away + 3) % 7 - 3
        if abs(away) > _NEAR:
            return Moment()
    first = _shift(published, away + 7 * _WEEKS.get(match["week"], 0))
    days = _WEEKDAYS.get(match["weekend"] or "", 0) - day
    if days <= 0:
        return first
    last = _shift(first, days)
    return first._replace(end_month=last.month, end_day=last.day)


def _bare_weekday(match: re.Match[str]) -> bool:
    """Whether 周六 stands alone: not 每周六, not 一周三次, not somebody called 周一鸣."""
    text, start = match.string, match.start()
    return not _NO_WEEKDAY.search(text, max(0, start - 1), start) and bool(
        _WEEKDAY_ENDS.match(text, match.end())
    )


def _nearest_month(day: int, published: Moment) -> int:
    """The month of a day that is told alone: of the report, or the one that has just passed."""
    passed = 0 < published.day <= _EARLY and day >= _LATE
    return (published.month - 2) % 12 + 1 if passed and published.month else published.month


def _shift(published: Moment, days: int) -> Moment:
    if not published.start:
        return Moment()
    moved = date.fromisoformat(published.start) + timedelta(days=days)
    return Moment(moved.year, moved.month, moved.day)


def _nearest_year(month: int, published: Moment) -> int:
    """The year in which ``month`` lies nearest to the report (January, told in December)."""
    if not published.month:
        return published.year
    distance = month - published.month
    return published.year + (distance < -_HALF_YEAR) - (distance > _HALF_YEAR)
