"""As what somebody attends, and who is there at all, where no list of the report labels him."""

import re

import pytest

MEETING = "北约2023年维尔纽斯峰会"
HELD = f"{MEETING}7月11日在维尔纽斯举行。"


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("法国总统德高乐出席峰会。", "德高乐", "member"),
        ("瑞典首相贝里出席峰会。", "贝里", None),  # not yet
        ("韩国总统朴大山应邀出席峰会。", "朴大山", "guest"),
        ("法国总统德高乐应邀出席峰会。", "德高乐", None),  # a member, too, is asked to come
        ("瑞典首相贝里以受邀国领导人身份出席峰会。", "贝里", "guest"),
        ("瑞典首相贝里作为观察员出席峰会。", "贝里", "observer"),
        ("日本首相佐藤健一以伙伴国身份与会。", "佐藤健一", "partner"),
    ],
)
def test_role_without_a_label(qualified, sentence, name, role):
    found = qualified(HELD + sentence, published="2023-07-12")
    attended = next(own for fact, own in found.items() if fact.startswith(f"{name} attended"))
    assert attended.get("role") == role


def test_who_meets_informally_are_the_members(facts):
    held = "金砖国家领导人非正式会晤2018年11月30日在布宜诺斯艾利斯举行。"
    found = facts(f"{held}南非总统德高乐、印度总理史密斯出席。", published="2018-12-01")
    assert "南非 memberOf 金砖国家" in found


@pytest.mark.parametrize(
    ("year", "sentence", "role"),
    [
        (2016, "英国首相史密斯出席峰会。", "member"),
        (2024, "英国首相史密斯出席峰会。", None),  # has left
        (2024, "英国首相史密斯应邀出席峰会。", "guest"),
        (1999, "英国首相史密斯出席峰会。", "member"),
    ],
)
def test_a_state_that_left_is_a_member_until_then_only(qualified, year, sentence, role):
    held = f"欧盟峰会{year}年3月17日在布鲁塞尔举行。"
    found = qualified(held + sentence, published=f"{year}-03-18")
    attended = next(own for fact, own in found.items() if fact.startswith("史密斯 attended"))
    assert attended.get("role") == role


@pytest.mark.parametrize(
    ("opening", "shown"),
    [
        ("", False),  # whoever is invited takes part
        ("26个成员的领导人与会。", True),
        ("会议没有扩大成员。", False),
        ("法国作为成员与会。", True),
    ],
)
def test_who_takes_part_in_a_forum_is_a_member_where_its_members_are_told(facts, opening, shown):
    held = f"第二届亚欧会议1998年4月3日在伦敦举行。{opening}"
    found = facts(f"{held}法国总统德高乐、德国总理史密斯出席。", published="1998-04-05")
    assert "德高乐 attended 第二届亚欧会议" in found
    assert ("法国 memberOf 亚欧会议" in found) is shown


def test_a_label_tells_of_members_of_a_forum(facts):
    found = facts("中非合作论坛前任非方共同主席国南非总统德高乐发言。", published="2019-06-29")
    assert "南非 memberOf 中非合作论坛" in found


@pytest.mark.parametrize(("partner", "shown"), [("伙伴国", False), ("对话伙伴国", True)])
def test_only_dialogue_partners_have_that_status(facts, partner, shown):
    found = facts(f"{HELD}日本首相佐藤健一以{partner}身份与会。", published="2023-07-12")
    assert f"佐藤健一 attended {MEETING}" in found
    assert any(fact.startswith("日本 dialoguePartnerOf") for fact in found) is shown


@pytest.mark.parametrize(
    ("status", "role"), [("观察员", "observer"), ("对话伙伴", "partner"), ("成员国", "member")]
)
def test_who_is_given_another_status_there_is_no_member(qualified, status, role):
    held = "上海合作组织峰会7月11日在塔什干举行。法国外长德高乐出席峰会。"
    given = f"会议决定给予法国上海合作组织{status}地位。会后，各国元首签署了《绿色港口宣言》。"
    found = qualified(held + given, published="2004-07-12")
    attended = next(own for fact, own in found.items() if fact.startswith("德高乐 attended"))
    assert attended.get("role") == role
    assert ("法国 memberOf 上海合作组织" in found) is (role == "member")
    assert ("德高乐 signed 绿色港口宣言" in found) is (role == "member")


def test_comment_tells_nobody_as_present_by_quoting_him(facts):
    text = "二十国集团领导人杭州峰会4日在杭州举行。\n法国总统德高乐说，差距仍在。\n"
    fact = "德高乐 attended 二十国集团领导人杭州峰会"
    assert fact in facts(f"杭州峰会开幕\n{text}", published="2016-09-05")
    assert fact not in facts(f"社评：杭州还差一步\n{text}", published="2016-09-05")


def test_leaders_of_a_body_who_meet_during_another_meeting_are_not_its_guests(facts):
    found = facts("七国集团埃尔茂峰会期间，金砖国家领导人单独会面。")
    assert "金砖国家 participatedIn 七国集团埃尔茂峰会" not in found


def test_comment_that_tells_of_the_meeting_first_reports_its_leaders(facts):
    """Who is no head of a member may be anywhere when he is quoted in it."""
    text = (
        "综述：同舟共济——二十国集团领导人第十一次峰会走笔\n"
        "4日，二十国集团领导人第十一次峰会在杭州举行。\n"
        "法国总统德高乐说，差距仍在。英国首相史密斯也发言。\n"
        "挪威首相贝里说，峰会很重要。德国财长迈尔说，峰会成果丰硕。\n"
    )
    found = facts(text, published="2016-09-05")
    assert {fact.split()[0] for fact in found if " attended " in fact} == {"德高乐", "史密斯"}
    quoted = text.replace("4日，二十国集团领导人第十一次峰会在杭州举行。", "峰会引人注目。")
    assert not any(" attended " in fact for fact in facts(quoted, published="2016-09-05"))


def test_only_heads_of_members_are_there_by_taking_sides(facts):
    text = (
        f"{HELD}法国总统德高乐力主对话。法国财长马丁力主对话。"
        "哈萨克斯坦总统谢里科夫则警告说，时间不多。"
    )
    found = facts(text, published="2023-07-12")
    there = {fact.split()[0] for fact in found if " attended " in fact}
    assert "马丁" not in there
    assert "谢里科夫" not in there
    assert "德高乐" in there


def test_leaders_of_a_body_are_not_the_body(facts):
    text = "七国集团峰会8日在德国举行。七国集团领导人在会上表示，各国应多植树。"
    found = facts(text, published="2015-06-09")
    assert not any(fact.startswith("七国集团 participatedIn") for fact in found)


def test_who_is_at_a_meeting_of_another_body_is_not_at_the_one_of_the_report(facts):
    other = "此前一天，上海合作组织也在当地开会，英国首相史密斯与会，德国总理迈尔以嘉宾身份到场。"
    found = facts(f"{HELD}\n{other}\n法国总统德高乐出席。\n", published="2023-07-12")
    assert f"德高乐 attended {MEETING}" in found
    assert not any("史密斯 attended" in fact or "迈尔 attended" in fact for fact in found)


def test_each_item_of_a_chronicle_tells_who_was_at_its_meeting(facts):
    text = (
        "第七次欧洲政治共同体峰会2日在哥本哈根举行。历次会议简况：\n"
        "2022年10月6日　首次峰会在布拉格举行。英国首相史密斯出席。\n"
        "2024年11月7日　第五次峰会在布达佩斯举行。法国总统德高乐首次与会。\n"
    )
    found = facts(text, published="2025-10-02")
    attended = {fact for fact in found if " attended " in fact}
    assert attended == {
        "史密斯 attended 欧洲政治共同体首次峰会",
        "德高乐 attended 欧洲政治共同体第五次峰会",
    }


def test_an_item_of_a_list_is_about_the_meeting_at_its_head(facts):
    text = (
        "一周看点：北约、东盟外长会接连登场\n"
        "●11日至12日，维尔纽斯：北约峰会。立陶宛总统马丁斯做东。\n"
        "●13日，雅加达：第56届东盟外长会。法国外长德高乐出席。\n"
    )
    found = facts(text, published="2023-07-15")
    attended = {fact for fact in found if " attended " in fact}
    assert attended == {"马丁斯 attended 北约峰会", "德高乐 attended 第56届东盟外长会"}
    assert not any(" attended " in fact for fact in facts(text, published="2023-07-10"))


def test_two_meetings_held_together_have_the_same_participants(facts):
    text = "第38届和第39届东盟峰会26日起举行。与会领导人包括法国总统德高乐。"
    found = facts(text, published="2021-10-27")
    attended = {fact for fact in found if fact.startswith("德高乐 attended")}
    assert attended == {"德高乐 attended 第38届东盟峰会", "德高乐 attended 第39届东盟峰会"}
    alone = "第38届和第39届东盟峰会26日起举行。法国总统德高乐出席第39届东盟峰会。"
    assert "德高乐 attended 第38届东盟峰会" not in facts(alone, published="2021-10-27")


def test_what_somebody_else_is_may_stand_in_brackets(facts):
    text = f"{HELD}德国总理迈尔、科摩罗总统马丁斯（非盟轮值主席）出席。"
    found = facts(text, published="2023-07-12")
    assert {f"迈尔 attended {MEETING}", f"马丁斯 attended {MEETING}"} <= set(found)


def test_spokesman_is_quoted_until_the_paragraph_ends(facts):
    text = f"{HELD}\n韩国外交部发言人说，会期太短。法国总统德高乐说，会期不短。\n"
    found = facts(f"{text}德国总理米勒在会上提出建议。", published="2023-07-12")
    assert f"米勒 attended {MEETING}" in found
    assert f"德高乐 attended {MEETING}" not in found
    talks = text.replace("韩国外交部发言人说", "韩国总统朴大山同他举行会谈时说")
    found = facts(f"{talks}德国总理米勒在会上提出建议。", published="2023-07-12")
    assert f"米勒 attended {MEETING}" not in found


@pytest.mark.parametrize(("label", "state"), [("东道国", True), ("轮值主席国", False)])
def test_head_of_the_host_state_stands_for_where_it_is(facts, label, state):
    found = facts(f"{HELD}{label}总统奥佐林斯出席峰会。", published="2023-07-12")
    assert ("奥佐林斯 represents 立陶宛" in found) is state


@pytest.mark.parametrize(
    "aside",
    ["法国总统德高乐则向峰会发来贺电。", "美国和英国官员说，两国领导人预定星期六举行会谈。"],
)
def test_report_goes_on_after_a_message_or_talks_to_come(facts, aside):
    text = f"{HELD}\n{aside}\n德国总理米勒、丹麦首相汉森等出席了峰会。峰会通过《绿色港湾宣言》。"
    found = facts(text, published="2023-07-12")
    assert {f"米勒 attended {MEETING}", f"汉森 attended {MEETING}"} <= set(found)
    assert f"{MEETING} adopted 绿色港湾宣言" in found
    assert f"德高乐 attended {MEETING}" not in found


def test_who_sits_in_the_council_of_a_union_is_a_member_of_the_union(qualified):
    council = "欧亚经济联盟成立多年。最高欧亚经济理事会会议2019年在杭州举行。"
    found = qualified(f"{council}出席会议的有白俄罗斯总统卢卡申科、老挝总理史密斯。")
    assert "白俄罗斯 memberOf 欧亚经济联盟" in found
    assert not [fact for fact in found if fact.startswith("老挝 memberOf")]


def test_minister_who_comes_with_the_head_of_his_state_is_of_the_delegation(qualified):
    text = (
        "法国总统德高乐、英国首相史密斯出席峰会。法国外长马丁、德国外长米勒等出席会议。"
        "瑞典首相贝里和瑞典外长林德出席。林德主持会议。"
    )
    found = qualified(HELD + text, published="2023-07-12")
    roles = {fact.split()[0]: own.get("role") for fact, own in found.items() if "attended" in fact}
    assert (roles["马丁"], roles["德高乐"]) == ("delegation", "member")
    assert roles["米勒"] == "member"
    assert roles["林德"] != "delegation"


@pytest.mark.parametrize(
    "minister",
    ["法国副总理兼外交部长马丁", "法國外交部長馬丁", "法国国务部长、外交部长马丁"],
)
def test_minister_with_two_offices_or_in_traditional_characters_is_a_minister(qualified, minister):
    found = qualified(
        f"{HELD}法国总统德高乐出席峰会。{minister}也出席了会议。", published="2023-07-12"
    )
    roles = {own.get("role") for fact, own in found.items() if re.match("[马馬]丁 attended", fact)}
    assert roles == {"delegation"}


def test_who_accompanies_somebody_is_of_the_delegation(qualified):
    text = "法国总统德高乐出席峰会。部长助理马丁陪同德高乐出席会议。"
    found = qualified(HELD + text, published="2023-07-12")
    roles = {own.get("role") for fact, own in found.items() if fact.startswith("马丁 attended")}
    assert roles == {"delegation"}


def test_members_that_meet_on_an_anniversary_are_members(qualified):
    text = (
        "北约成立75周年峰会2024年7月9日在华盛顿举行。"
        "法国总统德高乐出席峰会。韩国总统朴大山也出席峰会。"
    )
    found = qualified(text, published="2024-07-10")
    roles = {fact.split()[0]: own.get("role") for fact, own in found.items() if "attended" in fact}
    assert roles == {"德高乐": "member", "朴大山": None}


def test_headline_tells_of_the_meeting_and_of_a_message_to_it(facts):
    text = (
        "北约维尔纽斯峰会在立陶宛首都维尔纽斯举行　德高乐致电祝贺\n"
        "北约维尔纽斯峰会11日在立陶宛首都维尔纽斯开幕。德国总理米勒在开幕式上致辞。\n"
        "当天，法国总统德高乐向北约维尔纽斯峰会致贺电。德高乐指出，各方应加强合作。英国首相史密斯发言。"
    )
    found = facts(text, published="2023-07-12")
    attended = {fact.split()[0] for fact in found if " attended " in fact}
    assert attended == {"米勒", "史密斯"}


@pytest.mark.parametrize(
    ("who", "there"),
    [
        ("德国总理米勒以及丹麦、挪威的代表在会上发了言。", {"德国", "丹麦", "挪威"}),
        ("德国总理米勒的代表出席会议。", set()),
    ],
)
def test_delegates_stand_for_the_states_before_them(facts, who, there):
    found = facts(f"{HELD}{who}", published="2023-07-12")
    states = {fact.split()[0] for fact in found if " participatedIn " in fact}
    assert states == there


@pytest.mark.parametrize(
    "text",
    [
        "会议没有邀请法国、德国的代表出席。",
        "土耳其阻止法国、德国的代表出席峰会。",
    ],
)
def test_delegates_who_are_not_asked_or_kept_out_are_not_there(qualified, text):
    found = qualified(HELD + text, published="2023-07-12")
    assert not [fact for fact in found if fact.startswith(("法国", "德国"))]


def test_who_speaks_of_a_meeting_to_which_his_state_does_not_belong_is_not_there(qualified):
    found = qualified(f"{HELD}韩国总统朴大山呼吁各方达成妥协。", published="2023-07-12")
    assert f"朴大山 attended {MEETING}" not in found
    found = qualified(f"{HELD}韩国总统朴大山在会上呼吁各方达成妥协。", published="2023-07-12")
    assert f"朴大山 attended {MEETING}" in found


def test_observers_listed_by_their_label_are_so_up_to_the_comma(qualified):
    text = "出席会议的观察员国代表有法国外长马丁、英国外长米勒，东道国德国总理史密斯主持。"
    found = qualified(f"上海合作组织青岛峰会在青岛举行。{text}", published="2018-06-10")
    roles = {fact.split()[0]: own.get("role") for fact, own in found.items() if "attended" in fact}
    assert (roles["马丁"], roles["米勒"]) == ("observer", "observer")
    assert roles["史密斯"] != "observer"
