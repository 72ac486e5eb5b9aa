"""What dates look like in reports, and what only looks like one."""

from __future__ import annotations

import re

from kg.finders.moments import LASTING
from kg.finders.weekdays import WEEKDAY
from kg.text.numerals import DAY, MONTH, NUMBER, YEAR

#: By the first character of 今年, 去年 ….
YEARS_FROM_NOW = {"今": 0, "去": -1, "明": 1, "前": -2}
#: By the first character of 上月24日, 本月, 下个月.
MONTHS_FROM_NOW = {"上": -1, "本": 0, "下": 1}
#: By the first character of 同年, 那年, 翌年 before a month: seen from the year told last.
YEARS_FROM_THEN = {"同": 0, "那": 0, "当": 0, "翌": 1, "次": 1}
_TO, _ENDS = "[至到-]", "[日号]"
#: 上月24日, but not 上月 alone.
_MOON = rf"(?P<moon>[{''.join(MONTHS_FROM_NOW)}])个?月(?=\d{{1,2}}(?:{_ENDS}|{_TO}\d))"
#: Not the years in 目前年度, 过去年代, 如今年轻人, 说明年度.
_APART = "(?<![目此以之先]前)(?<!过去)(?<![如当]今)(?<![说声证表阐文]明)"
_CALENDAR = (
    rf"(?:(?P<year>{YEAR}) ?年(?: {{1,2}}(?=\d))?"
    rf"|(?P<relative>[{''.join(YEARS_FROM_NOW)}]){_APART}年"
    rf"|(?P<then>[{''.join(YEARS_FROM_THEN)}])年(?=(?:{MONTH})月))?"
    rf"(?:(?P<month>{MONTH}) ?月(?:份|初|底|中旬| (?=\d))?|{_MOON})?"
    rf"(?:(?P<day>{DAY}) ?{_ENDS}"
    rf"(?:(?:{_TO}|和)(?:(?P<month2>\d{{1,2}})月)?(?P<day2>{DAY}){_ENDS}|{LASTING})?"
    rf"|(?P<from>\d{{1,2}}){_TO}(?P<to>\d{{1,2}}){_ENDS})?"
)
_SPAN = rf"(?P<first>(?:19|20)\d\d)年?{_TO}(?P<last>(?:19|20)\d\d)年"
#: Not the 今天 of 向今天, the 明天 of 美好明天.
_TODAY = (
    "(?P<today>(?P<same>[当同]日|当天)"
    "|(?<![向的好美])(?:今[天日晚晨早]|昨[天日晚]|昨(?=起)|[前明]天))"
)
#: No date begins with anything else, nor inside a number: it spares the other alternatives.
_BEGINS = f"(?<![0-9](?=[0-9]))(?=[0-9{NUMBER}今去明前当同昨本这上下周星]|[那翌次]年)"
DATE_SHAPE = re.compile(f"{_BEGINS}(?:{WEEKDAY}|{_SPAN}|{_CALENDAR}|{_TODAY})")
#: A day that is told with its year, with which a line begins.
YEAR_FIRST = re.compile(rf"\W{{0,4}}(?P<year>{YEAR})年")
#: What no date is without.
ANY_DATE = re.compile("[年月日号天昨]|今[晚晨早]|(?:周|星期)[一二三四五六]")
#: Before a number of days: 为期3日, 每4日; before one in Chinese digits also 前一日, 后三日.
SO_MANY, SO_MANY_WRITTEN = re.compile("(?:为期|历时|连续|[第每近])$"), frozenset("前后隔")
#: After a number of days, of a room or a building: 3日内, 5号厅, 3号会议室.
OF_WHAT = re.compile("(?<=日)(?:之?内|间)|(?<=号)(?:会议[室厅]|航站楼|文件|[厅楼馆室院门线令])")
#: By the first character of 前天, 昨晚, 明天.
DAYS_FROM_NOW = {"前": -2, "昨": -1, "明": 1}
#: 去年的|峰会|5月12日: between a year and a day of it, the meeting that was held then.
OF_MEETING = re.compile("的[^,;:。、了]{0,12}会[议晤,]?[于则,]?")
