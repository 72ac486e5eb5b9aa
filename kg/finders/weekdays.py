"""Days of the week: 本周六, in the week of the report, and 周六, if no other can be meant."""

from __future__ import annotations

import re
from datetime import date

from kg.finders.moments import Moment, shift

_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_WEEKS = {"上": -1, "下": 1}
#: After 一 to 六 they make a number of it: 一周三次, 周五国.
_COUNTED = "[国方个次场位名大天项届轮日年月些带]"
#: What may follow a day of the week; after 日 and after a bare 周六, which may begin a name
#: (星期日报, 周一鸣), nothing else may.
_FOLLOWS = r"在将于以下晚早凌清起举召开闭抵飞发说表宣齐聚出参与达结签,。;:、\s"
#: The groups ``week``, ``weekday`` and ``weekend``: 本|周五|至周日.
WEEKDAY = (
    f"(?P<week>[本这上下]?)(?:周|星期)(?P<weekday>[一二三四五六](?!{_COUNTED})|天"
    f"|日(?=$|[{_FOLLOWS}()至到]|[上中]午))"
    "(?:[至到](?:周|星期)?(?P<weekend>[一二三四五六日天]))?"
)
#: Before what is no bare 周六: 每周六, 一周三次.
_NOT_AFTER = re.compile(r"[每逢隔双单一二两三四五六七八九十几数多个上下本这\d(]")
_BARE_ENDS = re.compile(rf"$|[{_FOLLOWS}的上中称)\d]")
#: A bare weekday is the nearest one, if it is so near that no other can be meant.
_NEAR = 2


def date_of_weekday(match: re.Match[str], published: Moment) -> Moment:
    """The day, or days, that a match of ``WEEKDAY`` names in a report of the day ``published``.

    本周六 is of the week of the report, a bare 周六 the nearest; no day where another can be meant.
    """
    if not (published.start and (match["week"] or _stands_alone(match))):
        return Moment()
    day = _WEEKDAYS[match["weekday"]]
    away = day - date.fromisoformat(published.start).weekday()
    if not match["week"]:
        away = (away + 3) % 7 - 3
        if abs(away) > _NEAR:
            return Moment()
    first = shift(published, away + 7 * _WEEKS.get(match["week"], 0))
    days = _WEEKDAYS.get(match["weekend"] or "", 0) - day
    if days <= 0:
        return first
    last = shift(first, days)
    return first._replace(end_month=last.month, end_day=last.day)


def _stands_alone(match: re.Match[str]) -> bool:
    """Whether 周六 stands alone: not 每周六, not 一周三次, not somebody called 周一鸣."""
    text, start = match.string, match.start()
    return not _NOT_AFTER.search(text, max(0, start - 1), start) and bool(
        _BARE_ENDS.match(text, match.end())
    )
