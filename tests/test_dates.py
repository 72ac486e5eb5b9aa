"""Dates as reports write them, completed by the day of the report; nothing is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.finders.dates import Told, find_dates
from kg.finders.moments import Moment, parse_iso, parse_moment
from kg.text.normalise import normalise

TOLD = "2016-09-05"


def dates(text, published=TOLD):
    """Return the passages and moments in a text."""
    shadow = normalise(text).text
    found = find_dates(shadow, 0, len(shadow), parse_iso(published))
    return [(shadow[mention.start : mention.end], mention.value) for mention in found]


def moment(text, published=TOLD):
    """Return the only moment of a text."""
    ((_, value),) = dates(text, published)
    return value


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("会议于2016年9月4日开幕", "2016-09-04"),
        ("会议于２０１６年９月４日开幕", "2016-09-04"),
        ("会议于二〇一六年九月四日开幕", "2016-09-04"),
        ("会议于二○一六年九月四日开幕", "2016-09-04"),
        ("会议于二O一六年九月四日开幕", "2016-09-04"),
        ("会议于二零零五年九月四日开幕", "2005-09-04"),
        ("会议于一九九七年九月四日开幕", "1997-09-04"),
        ("会议于九月四日开幕", "2016-09-04"),
        ("十二月三十一日签字", "2016-12-31"),
        ("会议3日晚结束", "2016-09-03"),
        ("会议3号结束", "2016-09-03"),
        ("今年9月4日", "2016-09-04"),
        ("去年11月15日", "2015-11-15"),
        ("明年7月7日", "2017-07-07"),
        ("前年11月15日", "2014-11-15"),
        ("上月24日", "2016-08-24"),
        ("本月4日", "2016-09-04"),
    ],
)
def test_day_is_completed_by_the_report(text, start):
    assert moment(text).start == start
    assert moment(text).end == ""


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9月4日至5日", "2016-09-04", "2016-09-05"),
        ("2016年9月4日至5日", "2016-09-04", "2016-09-05"),
        ("9月4日—5日", "2016-09-04", "2016-09-05"),
        ("9月4日到5日", "2016-09-04", "2016-09-05"),
        ("9月4日和5日", "2016-09-04", "2016-09-05"),
        ("4至5日", "2016-09-04", "2016-09-05"),
        ("下个月4日至5日", "2016-10-04", "2016-10-05"),
        ("4日起一连三天", "2016-09-04", "2016-09-06"),
        ("8月30日起连续3天", "2016-08-30", "2016-09-01"),
        ("9月4-5日", "2016-09-04", "2016-09-05"),
        ("8月31日至9月2日", "2016-08-31", "2016-09-02"),
        ("九月四日至五日", "2016-09-04", "2016-09-05"),
    ],
)
def test_range_has_both_its_days(text, start, end):
    assert (moment(text).start, moment(text).end) == (start, end)


@pytest.mark.parametrize(
    ("text", "published", "start", "end"),
    [
        ("12月30日至1月2日", "2016-01-05", "2015-12-30", "2016-01-02"),
        ("30日至1日", "2016-09-02", "2016-08-30", "2016-09-01"),
    ],
)
def test_range_over_the_border_of_month_or_year_ends_after_it_began(text, published, start, end):
    assert (moment(text, published).start, moment(text, published).end) == (start, end)


@pytest.mark.parametrize(
    ("text", "published", "start"),
    [
        ("12月30日", "2016-01-05", "2015-12-30"),
        ("1月3日", "2016-12-30", "2017-01-03"),
        ("7月3日", "2016-01-04", "2016-07-03"),
        ("9月4日", "2016", "2016-09-04"),
        ("20日", "2016-09", "2016-09-20"),
        ("31日", "2016-09-01", "2016-08-31"),
        ("30日", "2016-10-01", "2016-09-30"),
    ],
)
def test_year_and_month_are_the_nearest_to_the_report(text, published, start):
    """In January, December is the one that has just passed."""
    assert moment(text, published).start == start


@pytest.mark.parametrize(
    ("text", "published", "start"),
    [
        ("今天", "2016-03-01", "2016-03-01"),
        ("当日", "2016-03-01", "2016-03-01"),
        ("昨天", "2016-03-01", "2016-02-29"),
        ("明天", "2016-12-31", "2017-01-01"),
    ],
)
def test_day_seen_from_the_report(text, published, start):
    assert moment(text, published).start == start


@pytest.mark.parametrize(
    ("text", "year", "month"),
    [
        ("2016年", 2016, 0),
        ("二零一六年", 2016, 0),
        ("2016年9月", 2016, 9),
        ("今年9月初", 2016, 9),
        ("去年", 2015, 0),
        ("明年", 2017, 0),
        ("9月份", 2016, 9),
    ],
)
def test_what_is_not_told_stays_unknown(text, year, month):
    """A month is not its first day."""
    value = moment(text)
    assert (value.year, value.month, value.day, value.start) == (year, month, 0, "")


@pytest.mark.parametrize("text", ["2016年至2018年", "2016—2018年", "2016年到2018年"])
def test_years_of_a_term(text):
    assert (moment(text).year, moment(text).end_year) == (2016, 2018)


@pytest.mark.parametrize("text", ["2月30日", "2015年2月29日", "2016年13月1日", "99日"])
def test_day_that_no_calendar_has_gives_no_date(text):
    assert [value.start for _, value in dates(text, "2016-03-01")] == [""]


@pytest.mark.parametrize("text", ["9月4日", "4日", "去年9月4日"])
def test_report_without_date_gives_no_year(text):
    assert moment(text, "").start == ""


@pytest.mark.parametrize("text", ["今天", "昨天", "去年", "今年", "明年"])
def test_report_without_date_tells_nothing_of_today(text):
    assert dates(text, "") == []


@pytest.mark.parametrize(
    "text",
    [
        "20世纪",
        "5年来",
        "20多年",
        "3个月",
        "一百年",
        "同年",
        "1888年",
        "节日",
        "今后3年",
        "0月0日",
        "根据第3号文件",
        "第十二号决议",
        "第1624号决议",
        "携手向明天",
        "美好明天",
        "历史和现实的今天",
    ],
)
def test_spans_and_numbers_are_no_dates(text):
    assert dates(text) == []


def test_spaces_around_numbers_do_not_matter():
    """Many sites set a space between Chinese characters and digits."""
    assert moment("会议于 2016 年 9 月 4 日开幕").start == "2016-09-04"
    assert moment("2016年　　9月4日，会议开幕").start == "2016-09-04"


def test_passages_are_those_of_the_text():
    found = dates("2015年12月30日至2016年1月2日，以及3月5日")
    assert [passage for passage, _ in found] == ["2015年12月30日", "2016年1月2日", "3月5日"]


@given(st.text(alphabet="0123456789一二十〇年月日号至到-今去明天当初同 ,", max_size=24))
def test_any_text_gives_disjoint_dates_and_no_error(text):
    place = 0
    for mention in find_dates(text, 0, len(text), parse_iso(TOLD)):
        assert place <= mention.start < mention.end <= len(text)
        assert mention.value != Moment()
        place = mention.end


@given(st.builds(Moment, *[st.integers(0, 9999)] * 6))
def test_moment_survives_its_literal(value):
    """The literal carries a moment through the rules, which only hand on strings."""
    assert parse_moment(value.literal) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2014-09-12", Moment(2014, 9, 12)),
        ("2014-09", Moment(2014, 9)),
        ("2014", Moment(2014)),
        ("", Moment()),
    ],
)
def test_date_of_a_report_is_read_as_far_as_it_goes(text, value):
    assert parse_iso(text) == value


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("会议2月27日开幕，当天闭幕。", "2016-02-27"),
        ("会议2月26日至27日举行，同日通过宣言。", "2016-02-27"),
        ("会议2016年2月开幕，当天闭幕。", "2016-03-01"),
        ("会议开幕，当日闭幕。", "2016-03-01"),
        ("会议2月27日开幕，今天闭幕。", "2016-03-01"),
        ("会议将于3月5日闭幕，当天举行招待会。", "2016-03-01"),
    ],
)
def test_same_day_is_the_last_one_told(text, start):
    """Without any day told before, it is the day of the report."""
    assert dates(text, "2016-03-01")[-1][1].start == start


def test_same_day_reaches_into_the_next_sentence(facts):
    text = "国家主席王小明8月27日抵达杭州。当天，二十国集团领导人第十一次峰会在杭州举行。"
    found = facts(text, published="2016-08-29")
    assert "二十国集团领导人第十一次峰会 startDate 2016-08-27" in found


def test_day_and_place_of_the_dateline_are_not_those_of_the_meeting(facts):
    found = facts(
        "新华社柏林7月5日电（记者甲某）二十国集团领导人第十二次峰会将于7日在汉堡举行。",
        published="2017-07-05",
    )
    assert {fact for fact in found if " startDate " in fact or " heldIn " in fact} == {
        "二十国集团领导人第十二次峰会 startDate 2017-07-07",
        "二十国集团领导人第十二次峰会 heldIn 汉堡",
    }


@pytest.mark.parametrize(
    ("text", "published", "last"),
    [
        ("会议12月25日开幕，26日闭幕。", "2016-11-23", "2016-12-26"),
        ("会议12月25日开幕。峰会26日闭幕。", "2016-11-23", "2016-12-26"),
        ("会议8月4日开幕，5日闭幕。", "2016-10-02", "2016-08-05"),
        ("会议8月14日开幕，2日闭幕。", "2016-10-02", "2016-10-02"),
        ("会议去年12月开幕，2日闭幕。", "2016-10-02", "2016-10-02"),
    ],
)
def test_day_soon_after_another_is_of_its_month(text, published, last):
    assert dates(text, published)[-1][1].start == last


def test_day_of_another_paragraph_is_completed_by_the_report(facts):
    text = "论坛8月27日开幕。\n二十国集团领导人第十一次峰会28日在杭州举行。"
    assert "二十国集团领导人第十一次峰会 startDate 2016-09-28" in facts(
        text, published="2016-09-29"
    )


def test_line_of_a_chronicle_tells_the_year_of_the_days_below(facts):
    text = "综述：峰会历程\n2015年\n11月15日 二十国集团领导人第十次峰会在安塔利亚举行。"
    assert "二十国集团领导人第十次峰会 startDate 2015-11-15" in facts(text, published="2017-01-04")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("昨日闭幕", "2016-09-04"),
        ("昨晚闭幕", "2016-09-04"),
        ("昨起举行", "2016-09-04"),
        ("前天开幕", "2016-09-03"),
        ("今晚闭幕", "2016-09-05"),
    ],
)
def test_day_seen_from_the_report_in_other_words(text, start):
    assert moment(text).start == start


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("峰会本周六将在那里开幕", ["2007-11-17"]),
        ("峰会周五举行", ["2007-11-16"]),
        ("会议周五以视频形式举行", ["2007-11-16"]),
        ("峰会周六举行", ["2007-11-17"]),
        ("峰会上周四举行", ["2007-11-08"]),
        ("峰会下周日举行", ["2007-11-25"]),
        ("周四(15日)举行", ["2007-11-15"]),
        ("各国领导人周四齐聚那里", ["2007-11-15"]),
        ("首相周五出席开幕式", ["2007-11-16"]),
        ("峰会周一举行", []),
        ("每周五举行", []),
        ("本周四国领导人举行峰会", []),
        ("本周日本首相出席峰会", []),
        ("周六福先生出席峰会", []),
    ],
)
def test_weekday_is_the_one_that_no_other_can_be_meant_by(text, starts):
    assert [value.start for _, value in dates(text, "2007-11-16")] == starts


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("论坛2012年创立，同年8月开会", 2012),
        ("论坛2012年创立，次年3月开会", 2013),
        ("同年8月开会", 0),
        ("2012年成立，10月举行峰会", 2016),
    ],
)
def test_month_of_the_same_year_is_of_the_year_told_before(text, year):
    assert dates(text, "2016-11-16")[-1][1].year == year


def test_range_of_weekdays_has_both_ends():
    found = moment("峰会下周四至周五举行", "2007-11-16")
    assert (found.start, found.end) == ("2007-11-22", "2007-11-23")


@pytest.mark.parametrize(
    "text",
    [
        "再前一日举行",
        "第二日举行",
        "后三日内举行",
        "为期3日的峰会",
        "历时三日的峰会",
        "3日内举行",
        "在3号会议室举行",
        "在5号厅内开幕",
        "在18号楼出席会议",
    ],
)
def test_number_of_days_or_of_a_room_is_no_day_of_a_month(text):
    assert dates(text) == []


@pytest.mark.parametrize("text", ["目前年度峰会", "过去年代", "如今年轻人", "说明年度安排"])
def test_word_before_the_year_has_its_last_character(text):
    """目前 is no 前年: what only looks like a year would cut the name of a meeting."""
    assert dates(text) == []


def test_day_after_a_range_over_new_year_is_of_the_new_year():
    found = dates("2024年12月30日至1月2日开会。3日闭幕", "2025-01-05")
    assert [value.start for _, value in found] == ["2024-12-30", "2025-01-03"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2008年11月成立，翌年4月2日举行", (2009, 4, 2)),
        ("始于2012年，同年4月2日举行", (2012, 4, 2)),
        ("始于2012年，到2030年完成，同年4月2日举行", (2012, 4, 2)),
        ("那年4月2日举行", (0, 4, 2)),
        ("2012年的那年，4月2日举行", (2016, 4, 2)),
    ],
)
def test_year_is_seen_from_the_one_told_last(text, day):
    *_, (_, value) = dates(text)
    assert value[:3] == day


def test_that_day_is_the_one_told_before_it_in_the_line():
    """Even if it is still to come; 当天 is said of the day of the report."""
    text = "会议20日举行，同日还有论坛。"
    assert [value.start for _, value in dates(text)][:1] == ["2016-09-20"]
    shadow = normalise("同日还有论坛").text
    told = Told(Moment(2016, 9, 20))
    (found,) = find_dates(shadow, 0, len(shadow), parse_iso(TOLD), told)
    assert found.value.start == "2016-09-20"
    (found,) = find_dates(shadow, 0, len(shadow), parse_iso(TOLD), told._replace(near=False))
    assert found.value.start == TOLD
