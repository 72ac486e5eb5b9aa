"""Meetings beside that of the report: another edition, a dialogue, the summit of a conference."""

import pytest
from reports import OPENING, QINGDAO, TOLD


@pytest.fixture(scope="module")
def told(facts):
    return lambda text, opening=OPENING: facts(opening + text, published=TOLD)


def about(found, predicate):
    return {fact for fact in found if f" {predicate} " in fact}


def test_what_opens_with_the_place_of_another_meeting_is_told_of_that_one(told):
    opening = "第八届太平洋岛国论坛领导人会议10日在青岛举行。"
    text = "\n2017年6月在巴黎举行的第七届会议上，气氛友好。法国总统德高乐主持会议。\n"
    (chaired,) = about(told(text, opening), "chaired")
    assert "第七届" in chaired


def test_meeting_of_the_same_day_is_another_one(told):
    found = told("\n同一天举行的阿富汗问题会议上，气氛友好。法国总统德高乐出席了会议。\n")
    assert about(found, "attended") == {"德高乐 attended 阿富汗问题会议"}


@pytest.mark.parametrize("name", ["南北领导人非正式对话会议", "南北领导人对话会"])
def test_dialogue_of_north_and_south(told, name):
    found = told("国家主席王小明出席会议。", f"{name}4日在杭州举行。")
    assert f"王小明 attended {name}" in found


def test_two_dialogues_held_as_one(told):
    both = "“金砖—非洲”领导人对话会暨“金砖+”领导人对话会"
    found = told(f"\n{both}开始，由法国总统德高乐主持。", "金砖国家领导人第十次会晤在杭州举行。")
    assert any(fact.startswith("德高乐 chaired ") and both in fact for fact in found)


@pytest.mark.parametrize(
    "text", ["6月4日在中国杭州市通过《绿色港口宣言》。", "4日在中国杭州举行。"]
)
def test_stage_of_a_conference_and_its_summit(told, text):
    stage = "《海洋公约》第五次缔约方大会第一阶段会议"
    found = told("\n5日举行的领导人峰会气氛友好。法国总统德高乐出席。\n", stage + text)
    assert f"{stage} edition 5" in found
    (attended,) = about(found, "attended")
    assert attended.endswith("海洋公约缔约方大会领导人峰会")


def test_first_stage_of_a_summit_is_no_meeting_of_its_own(told):
    found = told("法国总统德高乐出席二十国集团领导人杭州峰会第一阶段会议。", "")
    assert "德高乐 attended 二十国集团领导人杭州峰会" in found


def test_talks_during_a_meeting_make_the_report_one_of_it(told):
    lead = "法国总统德高乐同英国首相会谈。\n会谈是在二十国集团领导人杭州峰会期间举行的。\n"
    found = told("出席会议的还有德国总理穆勒。", lead)
    assert "穆勒 attended 二十国集团领导人杭州峰会" in found


def test_talks_during_an_earlier_meeting_do_not(told):
    lead = "法国总统德高乐同英国首相会谈。\n会谈去年在二十国集团领导人杭州峰会期间举行的。\n"
    found = told("出席会议的还有德国总理穆勒。", lead)
    assert not about(found, "attended")


def test_state_joins_the_union_of_the_council(told):
    found = told(
        "会议同意给予古巴联盟观察员国地位。欧亚经济联盟成立于2015年。",
        "最高欧亚经济理事会会议4日在索契举行。",
    )
    assert "古巴 becameObserverOf 欧亚经济联盟" in found
    assert "最高欧亚经济理事会会议 organisedBy 欧亚经济联盟" in found


def test_who_hands_over_is_told_before_it_is_guessed(told):
    found = told("法国接任轮值主席国。\n法国总统德高乐从英国首相史密斯手中接过轮值主席一职。")
    assert about(found, "succeededAsChair") == {"法国 succeededAsChair 英国"}


def test_new_head_of_government_comes_for_the_state(told):
    assert f"法国 participatedIn {QINGDAO}" in told("法国由新任总理德高乐代表。")


def test_meeting_of_last_year_is_of_its_sentence_though_a_leader_went_there(facts):
    """The next paragraph speaks of the meeting that the report is about again."""
    found = facts(
        "第五届东盟峰会9日在曼谷举行。法国总统德高乐致辞。\n"
        "去年7月，德高乐总统出席在巴黎举行的二十国集团峰会，各方商定合作。\n"
        "会议通过了《曼谷绿色港口宣言》。\n",
        published="2015-01-10",
    )
    assert "第五届东盟峰会 adopted 曼谷绿色港口宣言" in found


def test_host_of_an_earlier_meeting_names_it_for_the_rest_of_its_sentence(facts):
    found = facts(
        "法国总统德高乐将出席第八届东盟峰会。首届东盟峰会1976年在巴厘举行。"
        "2008年10月，泰方在曼谷主办了第七届东盟峰会，会议发表了《曼谷绿色港口宣言》。",
        published="2010-09-28",
    )
    assert "第七届东盟峰会 adopted 曼谷绿色港口宣言" in found


def test_summit_is_not_the_council_with_a_state_at_it(facts):
    found = facts(
        "北约峰会4日在巴黎举行。德国总理穆勒出席。\n"
        "两年一次\n印度总理拉吉夫周四参加北约－印度理事会会议。\n"
        "峰会也谈到气候。英国首相史密斯指出，各方都要节约。",
        published="2010-09-04",
    )
    assert {"史密斯 attended 北约峰会", "拉吉夫 attended 北约－印度理事会会议"} <= set(found)
    assert "史密斯 attended 北约－印度理事会会议" not in found


def test_other_body_that_also_meets_is_told_of_in_its_sentence(told):
    found = told(
        "法国总统德高乐致辞。\n同日，东非共同体也在基加利举行特别峰会，会议通过《基加利宣言》。"
    )
    assert [fact for fact in about(found, "adopted") if QINGDAO not in fact]


@pytest.mark.parametrize("short", ["上述工商峰会", "工商峰会"])
def test_short_name_is_of_the_meeting_of_its_kind_that_was_named_in_full(facts, short):
    opening = "第九次中国—欧盟领导人会晤5日在杭州举行。\n当天，第四届中欧工商峰会在杭州开幕"
    found = facts(
        f"{opening}，法国总统德高乐致辞。省长王小明出席了{short}。", published="2006-09-05"
    )
    assert "王小明 attended 第四届中欧工商峰会" in found


def test_all_meetings_of_some_days_are_not_one(told):
    found = told("东盟系列会议4日在曼谷拉开帷幕。")
    assert not any("系列会议" in fact for fact in found)
    assert any("领导人系列会议" in fact for fact in told("东盟领导人系列会议4日在曼谷举行。"))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("会议商定，东盟峰会每年举行，第五届于2008年在英国伦敦举行。", 2008),
        ("第三届东盟峰会2006年在泰国曼谷举行，第五届则于2008年在英国伦敦举行。", 2008),
        ("第三届东盟峰会在泰国曼谷举行，2009年在英国首都伦敦举行的第五届也很成功。", 2009),
    ],
)
def test_turn_alone_inside_a_sentence_is_of_the_meetings_told_of(facts, text, year):
    found = facts(f"第四届东盟峰会2007年4月1日在法国巴黎举行。{text}", published="2012-10-01")
    known = {fact for fact in found if fact.startswith("第五届东盟峰会 ")}
    whole = {"edition 5", "heldIn 伦敦", f"year {year}", "organisedBy 东南亚国家联盟"}
    assert {f"第五届东盟峰会 {fact}" for fact in whole} <= known
    assert "英国 hosted 第五届东盟峰会" in found


@pytest.mark.parametrize(
    "text",
    [
        "东盟博览会每年举行，第五届于2008年在英国伦敦举行。",
        "成果丰硕，第五届于2008年在英国伦敦举行。",
        "第三届东盟峰会在泰国曼谷举行，绿色港口论坛受到关注，第五届领袖于2008年在英国伦敦见面。",
    ],
)
def test_turn_alone_of_something_else_is_no_meeting(facts, text):
    found = facts(f"第四届东盟峰会2007年4月1日在法国巴黎举行。{text}", published="2012-10-01")
    assert not any("edition 5" in fact or "伦敦" in fact for fact in found)


_TRIP = (
    "法国总统德高乐访英并出席东盟曼谷峰会\n"
    "法国总统德高乐4日对英国进行国事访问，并出席东盟曼谷峰会。英国首相史密斯同他举行会谈。\n"
)


def test_headline_that_names_the_body_is_back_at_its_meeting(facts):
    text = "领导人签署了《曼谷绿色港口宣言》。"
    adopted = "东盟曼谷峰会 adopted 曼谷绿色港口宣言"
    assert adopted in facts(f"{_TRIP}推动东盟发展\n{text}", published="2006-09-05")
    assert adopted not in facts(f"{_TRIP}推动中英关系发展\n{text}", published="2006-09-05")
    assert adopted not in facts(f"{_TRIP}推动联合国发展\n{text}", published="2006-09-05")


def test_what_the_summit_did_is_told_of_the_report_s_own_after_talks_beside_it(facts):
    text = "峰会通过了《曼谷绿色港口宣言》。"
    adopted = "东盟曼谷峰会 adopted 曼谷绿色港口宣言"
    assert adopted in facts(_TRIP + text, published="2006-09-05")
    assert adopted not in facts(f"{_TRIP}两国总理出席了工商{text}", published="2006-09-05")


def test_after_two_meetings_of_a_report_nobody_knows_which_summit_did_it(facts):
    other = "法国总统德高乐5日出席亚太经合组织河内峰会。当天，他会见了英国首相史密斯。\n"
    found = facts(f"{_TRIP}{other}峰会通过了《绿色港口宣言》。", published="2006-11-05")
    assert not [fact for fact in found if " adopted " in fact]


def test_list_of_what_is_done_at_a_meeting_does_not_end_its_report(facts):
    opening = "东盟曼谷峰会4日在曼谷举行。法国总统德高乐共出席了峰会开幕式、双边会见{}。"
    text = opening + "与会领导人签署了《曼谷绿色港口宣言》。"
    adopted = "东盟曼谷峰会 adopted 曼谷绿色港口宣言"
    assert adopted in facts(text.format("等十场活动"), published="2006-09-05")
    assert adopted not in facts(text.format("和宴会"), published="2006-09-05")


def test_body_at_a_summit_in_a_city_is_at_its_own_unless_another_was_held_there(facts):
    text = "东盟曼谷峰会4日在曼谷举行。各方要求北约在7月的{}峰会上发出信号。"
    found = facts(text.format("维尔纽斯"), published="2006-09-05")
    assert "维尔纽斯峰会 organisedBy 北大西洋公约组织" in found
    assert not any(
        "北大西洋" in fact for fact in facts(text.format("曼谷"), published="2006-09-05")
    )


@pytest.mark.parametrize("theme", ["携手植树造林", "中非携手植树"])
def test_meeting_on_a_theme_in_quotation_marks_is_not_the_summit_of_its_body(facts, theme):
    text = (
        f"中非合作论坛北京峰会3日在北京举行。法国总统德高乐4日出席中非合作论坛“{theme}”主题会议。"
    )
    found = {fact for fact in facts(text, published="2018-09-05") if "德高乐 attended" in fact}
    assert found == {f"德高乐 attended 中非合作论坛“{theme}”主题会议"}


BRIEFING = """外交部发言人王小明主持例行记者会
\n某国通讯社记者：首次东盟－海合会峰会昨天在曼谷举行。有何评价？
\n王小明：昨天，峰会由法国总统德高乐主持。
\n总台记者：第三次中国－太平洋岛国外长会今天在青岛举行。对会议有何期待？
\n王小明：外交部长李卫国主持会议，斐济总统史密斯出席。
\n某报记者：外长最近在准备什么？
\n王小明：外交部副部长张大山出席。"""


def test_each_question_of_a_briefing_begins_a_topic_of_its_own(facts):
    found = facts(BRIEFING)
    chaired = {fact for fact in found if " chaired " in fact}
    assert chaired == {
        "德高乐 chaired 首次东盟－海合会峰会",
        "李卫国 chaired 第三次中国－太平洋岛国外长会",
    }
    assert "史密斯 attended 第三次中国－太平洋岛国外长会" in found
    assert not any(fact.startswith("张大山 attended") for fact in found)


def test_line_that_names_who_reports_is_no_question(facts):
    lines = ("一周要闻", "东盟峰会在曼谷举行", "某报记者：李卫国", "法国总统德高乐主持会议。")
    assert "德高乐 chaired 东盟峰会" in facts("\n".join(lines))


@pytest.mark.parametrize("did", ["签署《绿色港口宪章》", "通过《绿色港口宪章》"])
def test_report_is_about_the_counted_meeting_at_which_a_text_is_signed(facts, did):
    text = f"十个成员国的领袖在第十三届东盟峰会上{did}。出席峰会的有越南总理阮文南。"
    assert "阮文南 attended 第十三届东盟峰会" in facts(text)


def test_paragraph_is_of_the_other_meeting_that_somebody_chairs(facts):
    found = facts(
        "上海合作组织杭州峰会4日在杭州举行。国家主席王小明主持会议。各方讨论了贸易。会议听取了报告。\n"
        "下午，王小明主持“上海合作组织+”会议。法国总统德高乐出席。\n"
        "会议还通过《杭州绿色港口宣言》。\n"
        "外交部长李卫国等参加上述活动。",
        published="2016-09-05",
    )
    beside = {fact for fact in found if "“上海合作组织+”会议" in fact}
    assert "德高乐 attended “上海合作组织+”会议" in beside
    assert "李卫国 attended “上海合作组织+”会议" in beside
    assert "李卫国 attended 上海合作组织杭州峰会" in found
    assert "德高乐 attended 上海合作组织杭州峰会" not in found
    assert "上海合作组织杭州峰会 adopted 杭州绿色港口宣言" in found


def test_report_comes_back_from_a_meeting_that_somebody_attended_too(facts):
    found = facts(
        "二十国集团领导人杭州峰会4日在杭州举行。各方讨论了贸易。会议听取了报告。各方交换意见。\n"
        "当天，国家主席王小明还出席了金砖国家领导人非正式会晤。法国总统德高乐与会。\n"
        "峰会通过《杭州绿色港口宣言》。\n"
        "外交部长李卫国等参加上述活动。",
        published="2016-09-05",
    )
    assert "德高乐 attended 二十国集团领导人杭州峰会" not in found
    assert any(fact.startswith("德高乐 attended") and "非正式会晤" in fact for fact in found)
    assert {fact for fact in found if fact.startswith("李卫国 attended")} == {
        "李卫国 attended 二十国集团领导人杭州峰会"  # the others may have met alone
    }
    assert "二十国集团领导人杭州峰会 adopted 杭州绿色港口宣言" in found


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("中非合作论坛杭州峰会", "中非合作论坛杭州峰会"),
        ("“一带一路”国际合作高峰论坛", "“一带一路”国际合作高峰论坛圆桌会议"),
    ],
)
def test_round_table_is_a_session_of_a_summit_but_the_summit_of_a_forum(facts, name, where):
    found = facts(f"{name}4日在杭州举行。国家主席王小明主持圆桌会议。", published="2018-09-05")
    assert "王小明 chaired " + where in found


def test_meeting_that_prepared_the_present_one_is_told_of(facts):
    found = facts(
        "中非合作论坛杭州峰会4日在杭州举行。各方讨论了贸易。会议听取了报告。各方交换意见。\n"
        "为筹备这次峰会，论坛第九届部长级会议2日在杭州召开，法国外长德高乐主持会议。",
        published="2018-09-05",
    )
    assert "德高乐 chaired 中非合作论坛第九届部长级会议" in found
    assert "德高乐 attended 中非合作论坛杭州峰会" not in found


@pytest.mark.parametrize("theme", ["港口问题六国机制领导人会议", "港口问题国际会议"])
def test_theme_after_a_verb_that_is_over_names_a_meeting(facts, theme):
    found = facts(
        f"法国总统德高乐和英国首相史密斯4日在巴黎出席了埃及{theme}。", published="2018-09-05"
    )
    assert any(fact.startswith("德高乐 attended") and theme in fact for fact in found)


def test_theme_is_no_count_alone(facts):
    found = facts("法国总统德高乐和英国首相史密斯出席了六国领导人会议。", published="2018-09-05")
    assert not any(" attended " in fact for fact in found)


def test_meeting_that_is_called_by_the_turn_of_its_treaty_is_the_same(facts):
    opening = "联合国气候变化巴黎大会30日在法国首都巴黎开幕。国家主席王小明出席会议。\n"
    text = "本次会议是《联合国气候变化框架公约》第21次缔约方会议，法国总统德高乐与会。\n"
    found = facts(opening + text, published="2018-11-30")
    assert {fact.split(" attended ")[0] for fact in about(found, "attended")} == {
        "王小明",
        "德高乐",
    }
    assert len({fact.split(" attended ")[1] for fact in about(found, "attended")}) == 1
    assert len(about(found, "edition")) == 1


def test_meeting_that_is_one_thing_for_another_is_not_the_same(facts):
    opening = "联合国气候变化巴黎大会30日在法国首都巴黎开幕。国家主席王小明出席会议。\n"
    text = "本次会议是《联合国气候变化框架公约》第21次缔约方会议的预备会，法国总统德高乐与会。\n"
    found = facts(opening + text, published="2018-11-30")
    assert "王小明 attended 联合国气候变化巴黎大会" in found
    assert "联合国气候变化巴黎大会 edition 21" not in found


def test_talks_beside_an_earlier_meeting_do_not_end_the_report(told):
    text = (
        "\n此前，王小明出席了在巴黎举行的第八届亚欧首脑会议，并同出席会议的德国总理默克尔举行会谈。"
        "\n国务委员李大山参加会议。\n"
    )
    found = about(told(text), "attended")
    assert "默克尔 attended 第八届亚欧首脑会议" in found
    assert f"李大山 attended {QINGDAO}" in found


def test_body_is_founded_once(told):
    found = told("\n王小明、李大山参加了成立大会。\n")
    assert not about(found, "attended")


def test_who_signs_where_a_body_is_founded_is_its_member(facts):
    text = (
        "法国总统德高乐、德国总理默克尔、老挝总理文森特、越南总理阮文南、汤加总理塔马洛夫出席“东盟”"
        "成立大会，并共同签署了《曼谷绿色宣言》。联合国秘书长古特雷斯和英国首相卡梅伦应邀出席了成立大会。"
    )
    found = facts(text, published=TOLD)
    states = {fact.split(" memberOf ")[0] for fact in about(found, "memberOf")}
    assert states == {"法国", "德国", "老挝", "越南", "汤加"}
    assert len(about(found, "attended")) == 7


def test_what_a_paragraph_says_of_a_meeting_that_was_held_is_told_of_it(facts):
    text = (
        "外长介绍王小明出席二十国集团领导人杭州峰会并访问法国\n"
        "王小明出席二十国集团领导人杭州峰会，并对法国进行国事访问。外长李大山介绍了有关情况。\n"
        "此访成果丰硕，外长说。\n"
        "9月4日举行的二十国集团领导人杭州峰会，是中国首次主办的峰会。法国总统德高乐、英国首相史密斯等出席。\n"
    )
    found = about(facts(text, published="2016-09-08"), "attended")
    assert "德高乐 attended 二十国集团领导人杭州峰会" in found


def test_who_attends_a_press_conference_of_another_meeting_was_not_at_it(told):
    text = "当天，德高乐还出席了金砖国家领导人第九次会晤记者会。\n史密斯、王毅等参加有关活动。"
    opening = "法国总统德高乐主持二十国集团领导人杭州峰会。\n英国首相史密斯出席会议。\n"
    found = about(told(text, opening), "attended")
    assert not any("金砖" in fact for fact in found)


def test_paragraph_ends_what_is_told_of_an_earlier_meeting(told):
    opening = "第八届太平洋岛国论坛领导人会议10日在青岛举行。"
    past = "\n2017年6月在巴黎举行的第七届会议上，气氛友好。\n"
    text = f"{past}公报共24条。法国总统德高乐在会上说，合作不易。"
    (attended,) = about(told(text, opening), "attended")
    assert "第八届" in attended


def test_forum_is_short_for_the_body_whose_leaders_meet(facts):
    text = (
        "第八届太平洋岛国论坛领导人会议10日在青岛举行。\n"
        "9日举行的论坛伙伴对话会上，法国总统德高乐发言。英国首相史密斯出席对话会。"
    )
    found = facts(text, published=TOLD)
    attended = {fact for fact in about(found, "attended") if "对话会" in fact}
    assert attended == {"德高乐 attended 论坛伙伴对话会", "史密斯 attended 论坛伙伴对话会"}


@pytest.mark.parametrize("joint", ["和", "同", "与"])
def test_council_with_which_leaders_meet_takes_part(facts, joint):
    found = facts(f"法国总统德高乐出席领导人{joint}工商咨询理事会代表对话会。", published=TOLD)
    assert any("工商咨询理事会 participatedIn" in fact for fact in found)


def test_head_of_a_council_stands_for_the_body_that_meets_with_a_state(facts):
    text = "法国总统德高乐同欧洲理事会主席米勒出席中国—欧盟领导人会晤。欧盟欢迎这一成果。"
    assert any(fact.startswith("欧洲联盟 participatedIn") for fact in facts(text, published=TOLD))


def test_council_takes_part_in_no_dialogue_that_is_to_come(facts):
    found = facts("法国总统德高乐将出席领导人同工商咨询理事会代表对话会。", published=TOLD)
    assert not any("工商咨询理事会 participatedIn" in fact for fact in found)


def test_middle_of_the_year_has_a_meeting_of_its_own(told):
    found = told("非盟第八次年中协调会6月在埃及举行。", "第39届非盟峰会10日在青岛举行。")
    assert "埃及 hosted 非盟第八次年中协调会" in found


def test_what_is_only_proposed_is_no_session(told):
    text = "法国总统德高乐提议明年在杭州举办首届太平洋经济论坛，英国首相史密斯表示支持。"
    found = told(text)
    assert not [fact for fact in found if "经济论坛" in fact and " attended " in fact]


def test_what_a_text_tells_is_proposed_by_nobody_who_spoke_before(told):
    found = told("法国总统德高乐说，前景广阔。声明列出了行动：将在巴黎建立太平洋海洋观测中心。")
    assert about(found, "proposed") == set()
    (proposed,) = about(told("法国总统德高乐说，将在巴黎建立太平洋海洋观测中心。"), "proposed")
    assert proposed == "德高乐 proposed 太平洋海洋观测中心"


def test_who_attends_a_council_of_the_body_ends_no_report_of_its_summit(facts):
    found = facts(
        "北约布加勒斯特峰会4月4日在布加勒斯特举行。法国总统德高乐出席。\n"
        "意大利总理罗西出席北约—俄罗斯理事会会议。\n德国总理史密斯出席会议。"
    )
    assert about(found, "attended") == {
        "德高乐 attended 北约布加勒斯特峰会",
        "罗西 attended 北约—俄罗斯理事会会议",
        "史密斯 attended 北约布加勒斯特峰会",
    }


@pytest.mark.parametrize("headline", ["各方盛赞峰会成果", "峰会赢得广泛赞誉", "多国媒体热议峰会"])
def test_who_praises_a_meeting_in_a_report_of_praise_need_not_be_there(facts, headline):
    text = f"{headline}\n二十国集团领导人杭州峰会在杭州举行。联合国副秘书长史密斯表示，峰会很成功。"
    assert not [one for one in facts(text) if one.startswith("史密斯 attended")]


def test_all_who_meet_are_received_and_the_meeting_goes_on(told):
    said = "德国总理米勒在会上说，各国应加强合作。"
    found = told(f"法国总统德高乐集体会见了与会的各国代表。\n{said}")
    assert len(about(found, "attended")) == 1
    found = told(f"法国总统德高乐会见了英国首相史密斯。\n{said}")
    assert about(found, "attended") == set()


@pytest.mark.parametrize(
    "text",
    [
        "峰会期间，还召开了首届东盟工商峰会。",
        "5日，应各方要求，第三届东盟工商峰会在杭州开幕。",
        "当天晚上，东盟召开特别峰会。",
    ],
)
def test_another_meeting_is_told_of_until_the_paragraph_ends(told, text):
    (adopted,) = about(told(f"{text}会议通过《绿色港口宣言》。"), "adopted")
    assert "上海合作组织" not in adopted
    (adopted,) = about(told(f"{text}\n会议通过《绿色港口宣言》。"), "adopted")
    assert "上海合作组织" in adopted


def test_report_goes_back_from_a_dialogue_beside_its_summit(facts):
    text = (
        "亚太经合组织第三十次领导人非正式会议10日在青岛举行。\n"
        "法国总统德高乐9日出席亚太经合组织领导人同工商咨询理事会代表对话会并发言。\n"
        "英国首相史密斯出席了闭幕会。"
    )
    (attended,) = (fact for fact in facts(text, published=TOLD) if "史密斯 attended" in fact)
    assert "对话会" not in attended


# --- a line that is no more than the name of a meeting -------------------------------------------

_TWO = (
    "国务院总理王小明5日出席了第20次东盟与中日韩领导人会议和第12届东亚峰会。\n"
    "上午的第20次东盟与中日韩领导人会议\n会议由老挝总理德高乐主持。\n"
)


def test_what_stands_below_the_name_of_a_meeting_is_told_of_it(facts):
    found = facts(f"{_TWO}下午的第12届东亚峰会\n英国首相史密斯与会。\n", published="2017-11-06")
    assert "史密斯 attended 第12届东亚峰会" in found
    assert "史密斯 attended 第20次东盟与中日韩领导人会议" not in found


@pytest.mark.parametrize("line", ["筹备中的第13届东亚峰会", "他在下午的第12届东亚峰会"])
def test_other_lines_with_a_meeting_are_no_such_name(facts, line):
    found = facts(f"{_TWO}{line}\n英国首相史密斯与会。\n", published="2017-11-06")
    assert not any("史密斯 attended 第1" in fact for fact in found)


def test_who_comes_along_does_so_to_the_meeting_of_the_report(facts):
    text = (
        "二十国集团领导人第二十次峰会4日在杭州举行。国家主席王小明出席峰会。\n"
        "3日上午，王小明出席了金砖国家领导人非正式会晤。会晤由南非总统德高乐主持。\n"
        "李卫国、张大山等陪同出席上述活动。"
    )
    found = facts(text, published="2016-09-05")
    assert "王小明 attended 金砖国家领导人非正式会晤" in found
    assert "李卫国 attended 二十国集团领导人第二十次峰会" in found
    assert not any(fact.startswith("李卫国 attended 金砖") for fact in found)


# --- a body that is called a meeting -------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "东亚峰会5日在万象举行。",
        "5日上午，东亚峰会在万象开幕。",
    ],
)
def test_body_called_a_meeting_is_one_where_it_is_held_or_counted(facts, text):
    assert any(" organisedBy 东亚峰会" in fact for fact in facts(text, published="2016-09-06"))


@pytest.mark.parametrize(
    "text",
    [
        "东亚峰会每年举行。",
        "东亚峰会2005年12月14日在吉隆坡首次召开。",
        "亚信非政府论坛首次年会5日在北京开幕。",
        "亚欧会议5日在曼谷举行外长会。",
        "东亚峰会应坚持定位。",
    ],
)
def test_elsewhere_it_is_the_body(facts, text):
    assert not any(" heldIn " in fact for fact in facts(text, published="2016-09-06"))


def test_whom_others_come_with_is_none_of_them(qualified):
    found = qualified(
        "二十国集团领导人杭州峰会4日在杭州举行。李卫国等陪同国家主席王小明出席上述活动。",
        published="2016-09-05",
    )
    chief = found["王小明 attended 二十国集团领导人杭州峰会"]
    assert chief.get("role") != "delegation"
    assert found["李卫国 attended 二十国集团领导人杭州峰会"]["role"] == "delegation"
