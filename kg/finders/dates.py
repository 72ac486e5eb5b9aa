"""Dates as reports write them, completed by the date of the report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.finders.moments import Moment, last_day, shift
from kg.finders.weekdays import WEEKDAY, date_of_weekday
from kg.grammar.mentions import DATE, Mention
from kg.text.numerals import NOUGHT, read_number

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = "一二三四五六七八九十"
#: By the first character of 今年, 去年 ….
_YEARS = {"今": 0, "去": -1, "明": 1, "前": -2}
_YEAR = rf"(?:19|20)\d\d|(?:一九|二[{NOUGHT}])[{NOUGHT}{_NUMBER[:-1]}]{{2}}"
_MONTH, _DAY = rf"\d{{1,2}}|[{_NUMBER}]{{1,2}}", rf"\d{{1,2}}|[{_NUMBER}]{{1,3}}"
_TO, _ENDS = "[至到-]", "[日号]"
#: Not the years in 目前年度, 过去年代, 如今年轻人, 说明年度.
_APART = "(?<![目此以之先]前)(?<!过去)(?<![如当]今)(?<![说声证表阐文]明)"
_CALENDAR = (
    rf"(?:(?P<year>{_YEAR}) ?年(?: (?=\d))?|(?P<relative>[{''.join(_YEARS)}]){_APART}年)?"
    rf"(?:(?P<month>{_MONTH}) ?月(?:份|初|底|中旬| (?=\d))?)?"
    rf"(?:(?P<day>{_DAY}) ?{_ENDS}"
    rf"(?:(?:{_TO}|和)(?:(?P<month2>\d{{1,2}})月)?(?P<day2>{_DAY}){_ENDS})?"
    rf"|(?P<from>\d{{1,2}}){_TO}(?P<to>\d{{1,2}}){_ENDS})?"
)
_SPAN = rf"(?P<first>(?:19|20)\d\d)年?{_TO}(?P<last>(?:19|20)\d\d)年"
#: Not the 今天 of 向今天, the 明天 of 美好明天.
_TODAY = (
    "(?P<today>(?P<same>[当同]日|当天)"
    "|(?<![向的好美])(?:今[天日晚晨早]|昨[天日晚]|昨(?=起)|[前明]天))"
)
#: No date begins with anything else: it spares the other alternatives.
_BEGINS = f"(?=[0-9{_NUMBER}今去明前当同昨本这上下周星])"
_DATE = re.compile(f"{_BEGINS}(?:{WEEKDAY}|{_SPAN}|{_CALENDAR}|{_TODAY})")
_HALF_YEAR = 6  # months
#: What no date is without.
_ANY = re.compile("[年月日号天昨]|今[晚晨早]|(?:周|星期)[一二三四五六]")
#: Before a number of days: 为期3日, 每4日; before one in Chinese digits also 前一日, 后三日.
_SO_MANY, _WRITTEN_OUT = re.compile("(?:为期|历时|连续|[第每近])$"), frozenset("前后隔")
#: After a number of days, of a room or a building: 3日内, 5号厅, 3号会议室.
_OF_WHAT = re.compile("(?<=日)(?:之?内|间)|(?<=号)(?:会议[室厅]|航站楼|文件|[厅楼馆室院门线令])")
#: By the first character of 前天, 昨晚, 明天.
_DAYS = {"前": -2, "昨": -1, "明": 1}
#: 去年的|峰会|5月12日: between a year and a day of it, the meeting that was held then.
_OF_MEETING = re.compile("的[^,;:。、了]{0,12}会[议晤,]?[于则,]?")
#: In the first days of a month a late day, told alone, is of the month before.
_EARLY, _LATE = 3, 28
#: So many days after one that is told with its month, a day told alone is of that month.
_CLOSE = 7


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
    """Whether it is no day but the number of a text (第3号文件), of days (前一日) or a room."""
    before = shadow[max(0, match.start() - 2) : match.start()]
    if match[0][-1] == "号" and "第" in before:
        return True
    if not _alone(match):
        return False
    written = before[-1:] in _WRITTEN_OUT and not match[0][0].isdecimal()
    return written or bool(_SO_MANY.search(before) or _OF_WHAT.match(shadow, match.end()))


def _later(told: Moment, published: Moment) -> bool:
    """Whether a day is still to come when the report is published: 当天 is not that day."""
    return bool(published.start) and told.start > published.start


def _moment(match: re.Match[str], published: Moment) -> Moment:
    if match["weekday"]:
        return date_of_weekday(match, published)
    if match["first"]:
        return Moment(int(match["first"]), end_year=int(match["last"]))
    if match["today"]:
        return shift(published, _DAYS.get(match["today"][0], 0))
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


def _nearest_month(day: int, published: Moment) -> int:
    """The month of a day that is told alone: of the report, or the one that has just passed."""
    passed = 0 < published.day <= _EARLY and day >= _LATE
    return (published.month - 2) % 12 + 1 if passed and published.month else published.month


def _nearest_year(month: int, published: Moment) -> int:
    """The year in which ``month`` lies nearest to the report (January, told in December)."""
    if not published.month:
        return published.year
    distance = month - published.month
    return published.year + (distance < -_HALF_YEAR) - (distance > _HALF_YEAR)
