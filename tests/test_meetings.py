"""Which meeting 会议, 去年峰会, 下一届 and the rest mean in a report, and when they mean none."""

import pytest

DUSHANBE = "上海合作组织成员国元首理事会第十四次会议"
OPENING = f"{DUSHANBE}12日在杜尚别举行。"
TOLD = "2014-09-12"


@pytest.fixture(scope="module")
def told(facts):
    """Return the facts of a report from Dushanbe that goes on with ``text``."""
    return lambda text: facts(OPENING + text, published=TOLD)


def about(found, predicate):
    return sorted(fact for fact in found if f" {predicate} " in fact)


# --- the present meeting ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["会议", "峰会", "本次会议", "本次峰会", "此次会议", "杜尚别峰会", "上合组织峰会", DUSHANBE],
)
def test_present_meeting_has_many_names(told, name):
    found = told(f"{name}通过《杜尚别宣言》。")
    assert about(found, "adopted") == [f"{DUSHANBE} adopted 杜尚别宣言"]
    assert len(about(found, "organisedBy")) == 1


@pytest.mark.parametrize("text", ["会后，普京出席会议。", "普京在会上发表讲话。", "普京出席。"])
def test_participation_without_a_name_is_in_the_present_meeting(told, text):
    assert about(told(text), "attended") == [f"普京 attended {DUSHANBE}"]


def test_year_of_the_present_meeting_is_that_of_the_report(told):
    assert about(told("会议开得很成功。"), "year") == [f"{DUSHANBE} year 2014"]


@pytest.mark.parametrize(
    "text",
    [
        "峰会12日在杜尚别举行。拉赫蒙主持峰会。",
        "第十四次峰会12日在杜尚别举行。",
        "会议通过《杜尚别宣言》。",
    ],
)
def test_meeting_that_no_sentence_names_is_not_guessed(facts, text):
    assert facts(text, published=TOLD) == set()


def test_meeting_of_member_states_may_be_implied(facts):
    """A report that never names its meeting, but whose are the leaders that meet."""
    text = "上海合作组织成员国领导人齐聚杜尚别。会议12日举行。普京出席会议。"
    (found,) = about(facts(text, published=TOLD), "attended")
    assert found.startswith("普京 attended ")
    assert "2014年上海合作组织" in found


# --- other meetings ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("去年峰会通过《元首宣言》。", ["year 2013"]),
        ("去年比什凯克峰会通过《元首宣言》。", ["heldIn 比什凯克", "year 2013"]),
        ("比什凯克峰会通过《元首宣言》。", ["heldIn 比什凯克"]),
        ("2013年峰会通过《元首宣言》。", ["year 2013"]),
        ("上届峰会通过《元首宣言》。", []),
        ("上合组织第十三次峰会通过《元首宣言》。", ["edition 13"]),
    ],
)
def test_earlier_meeting_is_another_one(told, text, expected):
    found = told(text)
    (adopted,) = about(found, "adopted")
    other = adopted.partition(" ")[0]
    assert other != DUSHANBE
    assert f"{other} organisedBy 上海合作组织" in found
    known = {f"{other} {fact}" for fact in expected}
    assert {
        fact
        for fact in found
        if fact.startswith(f"{other} ")
        and fact.split(" ")[1] in ("heldIn", "year", "edition", "startDate")
    } == known


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议决定，下一届峰会将于2015年在乌法举行。", {"heldIn 乌法", "year 2015"}),
        ("会议商定，下次会议明年在乌法举行。", {"heldIn 乌法"}),
        ("明年峰会将在乌法举行。", {"heldIn 乌法", "year 2015"}),
    ],
)
def test_next_meeting_is_another_one(told, text, expected):
    found = told(text)
    others = {fact.partition(" ")[2] for fact in found if not fact.startswith(DUSHANBE)}
    assert expected <= others
    assert f"{DUSHANBE} heldIn 杜尚别" in found
    assert f"{DUSHANBE} heldIn 乌法" not in found
    assert f"{DUSHANBE} year 2015" not in found


def test_two_names_of_the_next_meeting_mean_one(told):
    found = told("普京介绍了乌法峰会的筹备工作。会议决定，下一届峰会将在乌法举行。")
    assert len({fact for fact in found if fact.endswith(" heldIn 乌法")}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "历届峰会都强调合作。",
        "近年来历次会议通过《湖滨宣言》。",
        "各方高度评价比什凯克峰会以来的成果。",
    ],
)
def test_background_leaves_the_present_meeting_alone(told, text):
    """Nothing that earlier meetings did becomes a fact of this one."""
    assert about(told(text), "adopted") == []
    found = told(text + "普京出席会议。")
    assert about(found, "attended") == [f"普京 attended {DUSHANBE}"]


@pytest.mark.parametrize(
    "text",
    [
        "普京出席二十国集团工商峰会。",
        "普京出席“上海合作组织+”杜尚别峰会。",
        "普京出席上合组织成员国总理第十三次会议。",
    ],
)
def test_side_meeting_is_not_the_present_one(told, text):
    assert about(told(text), "attended") != []
    assert f"普京 attended {DUSHANBE}" not in told(text)


@pytest.mark.xfail(strict=True, reason="the meeting of the lead stays the one that 会议 means")
def test_report_of_two_meetings_goes_over_to_the_second(facts):
    text = (
        "金砖国家领导人第七次会晤9日在乌法举行。普京主持会晤。"
        "上海合作组织成员国元首理事会第十五次会议10日在乌法举行。莫迪出席会议。"
    )
    found = about(facts(text, published="2015-07-10"), "attended")
    assert "莫迪 attended 上海合作组织成员国元首理事会第十五次会议" in found
    assert "莫迪 attended 金砖国家领导人第七次会晤" not in found


def test_place_of_another_series_is_not_of_this_one(facts):
    """Series keep to their word: the G20 holds a 峰会, never a 会晤."""
    text = (
        "二十国集团领导人第十二次峰会7日在汉堡举行。普京出席峰会。"
        "各方支持办好里约峰会，祝厦门会晤成功。"
    )
    found = facts(text, published="2017-07-08")
    assert "厦门会晤 organisedBy 二十国集团" not in found


# --- no meeting -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "国家主席习近平5日会见英国首相特雷莎·梅。王毅参加会见。",
        "国家主席习近平同英国首相特雷莎·梅通电话。特雷莎·梅表示，英方愿加强合作。",
        "国家主席习近平对英国进行国事访问。两国元首出席欢迎仪式。王毅等参加。",
        "国家主席习近平5日会见英国首相特雷莎·梅。会见结束后，王毅出席会议。",
    ],
)
def test_talks_of_two_are_no_meeting(facts, text):
    found = facts(text)
    assert not about(found, "attended")
    assert not about(found, "participatedIn")


def test_talks_on_the_fringe_leave_the_meeting(facts):
    """After 习近平会见…, 出席 and 发言 are no longer said of the summit."""
    text = (
        "二十国集团领导人杭州峰会4日开幕。习近平主持会议。\n"
        "习近平会见英国首相\n"
        "国家主席习近平5日会见英国首相特雷莎·梅。王毅等参加。"
    )
    assert about(facts(text), "attended") == ["习近平 attended 二十国集团领导人杭州峰会"]


def test_visitor_has_come_to_a_meeting_unless_it_is_still_to_be_held(facts):
    text = "习近平5日在宾馆会见应邀来华出席G20杭州峰会的英国首相特雷莎·梅。"
    assert about(facts(text), "attended") == ["特雷莎·梅 attended G20杭州峰会"]
    announced = "G20杭州峰会2016年9月8日在杭州举行。"
    assert not about(facts(announced + text), "attended")
    assert not about(facts(text.replace("会见应邀", "会见即将")), "attended")


# --- digests ----------------------------------------------------------------------------------

DIGEST = (
    "今日要闻快讯\n"
    "二十国集团峰会闭幕\n"
    "二十国集团领导人杭州峰会5日闭幕。会议通过《杭州共识》。\n"
    "东盟峰会开幕\n"
    "东盟峰会6日在万象开幕。会议通过《万象共识》。\n"
    "校园足球会议举行\n"
    "校园足球会议6日举行。李克强出席会议，会议通过《足球宣言》。"
)


def test_each_item_of_a_digest_has_its_own_meeting(facts):
    found = about(facts(DIGEST), "adopted")
    assert "二十国集团领导人杭州峰会 adopted 杭州共识" in found
    assert "东盟峰会 adopted 万象共识" in found


def test_item_without_a_summit_takes_none_from_its_neighbour(facts):
    found = facts(DIGEST)
    assert not about(found, "attended")
    assert "足球宣言" not in " ".join(found)
