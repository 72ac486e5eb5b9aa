"""Lists of participants: every member is found, with the role that its group shows."""

import pytest

from kg.grammar.mentions import COLLECTIVE, COUNTRY, LEADER, ORGANISATION, PARTIES, SUMMIT

RUSSIA, INDIA = "俄罗斯总统普京", "印度总理莫迪"
AFGHANISTAN, MONGOLIA = "阿富汗总统卡尔扎伊", "蒙古国总统额勒贝格道尔吉"
TURKEY, EGYPT = "土耳其总统埃尔多安", "埃及总统塞西"
UN, BANK = "联合国秘书长潘基文", "世界银行行长金墉"


def given(role, *members):
    return [(member, role) for member in members]


@pytest.mark.parametrize(
    "joined",
    [
        f"{RUSSIA}、{INDIA}",
        f"{RUSSIA}和{INDIA}",
        f"{RUSSIA}与{INDIA}",
        f"{RUSSIA}以及{INDIA}",
        f"{RUSSIA}，{INDIA}",
        f"{RUSSIA}、{INDIA}等",
    ],
)
def test_bare_list_is_one_list_without_roles(parties, joined):
    assert parties(f"{joined}出席。") == given("", RUSSIA, INDIA)


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("成员国", "member"),
        ("创始成员国", "member"),
        ("观察员国", "observer"),
        ("对话伙伴国", "partner"),
        ("嘉宾国", "guest"),
        ("主席国客人", "guest"),
        ("受邀国", "guest"),
    ],
)
def test_label_holds_for_its_list_before_and_after(parties, label, role):
    expected = given(role, AFGHANISTAN, MONGOLIA)
    assert parties(f"{label}{AFGHANISTAN}、{MONGOLIA}出席。") == expected
    assert parties(f"{AFGHANISTAN}、{MONGOLIA}等{label}领导人出席。") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"成员国领导人{RUSSIA}、{INDIA}，观察员国{AFGHANISTAN}、{MONGOLIA}出席。",
            [*given("member", RUSSIA, INDIA), *given("observer", AFGHANISTAN, MONGOLIA)],
        ),
        (
            f"观察员国{AFGHANISTAN}以及{UN}出席。",
            [*given("observer", AFGHANISTAN), *given("organisation", UN)],
        ),
        (
            f"观察员国{AFGHANISTAN}和对话伙伴国{TURKEY}出席。",
            [*given("observer", AFGHANISTAN), *given("partner", TURKEY)],
        ),
        (
            f"{RUSSIA}、{INDIA}，嘉宾国{EGYPT}出席。",
            [*given("", RUSSIA, INDIA), *given("guest", EGYPT)],
        ),
        (
            f"嘉宾国{EGYPT}，以及{UN}、{BANK}出席。",
            [*given("guest", EGYPT), *given("", UN, BANK)],
        ),
        (
            f"{AFGHANISTAN}等观察员国领导人、{TURKEY}等对话伙伴国领导人出席。",
            [*given("observer", AFGHANISTAN), *given("partner", TURKEY)],
        ),
    ],
)
def test_role_ends_with_its_group(parties, text, expected):
    assert parties(text) == expected


@pytest.mark.parametrize("meeting", ["", "峰会", "会议", "对话会"])
def test_label_may_name_the_kind_of_meeting(parties, meeting):
    """和峰会嘉宾国…: the list goes on."""
    text = f"{RUSSIA}、{INDIA}和{meeting}嘉宾国{EGYPT}出席。"
    assert parties(text) == [*given("", RUSSIA, INDIA), *given("guest", EGYPT)]


def test_meeting_with_a_name_is_no_part_of_a_list(mentions):
    text = f"{RUSSIA}和上海合作组织青岛峰会主席国代表团出席。"
    assert [found for found, _ in mentions(text, SUMMIT)] == ["上海合作组织青岛峰会"]


@pytest.mark.parametrize("joint", ["，", "、", "，以及", "和"])
def test_label_after_a_group_that_had_one_belongs_to_the_next(parties, joint):
    """The usual order of a report: …等成员国领导人，观察员国…."""
    text = f"{RUSSIA}、{INDIA}等成员国领导人{joint}观察员国{AFGHANISTAN}、{MONGOLIA}出席。"
    expected = [*given("member", RUSSIA, INDIA), *given("observer", AFGHANISTAN, MONGOLIA)]
    assert parties(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("法国、德国、英国领导人出席。", given("", "法国", "德国", "英国")),
        ("法国和德国外长出席。", given("", "法国", "德国")),
        ("法国、德国出席。", given("", "法国", "德国")),
        ("观察员国法国、德国、英国代表出席。", given("observer", "法国", "德国", "英国")),
        ("法国、德国等观察员国代表出席。", given("observer", "法国", "德国")),
        (
            f"{RUSSIA}、法国和德国代表出席。",
            given("", RUSSIA, "法国", "德国"),
        ),
        (
            "俄罗斯、印度、巴西和南非领导人出席。",
            given("", "俄罗斯", "印度", "巴西", "南非"),
        ),
    ],
)
def test_state_without_its_person_is_a_member_too(parties, text, expected):
    assert parties(text) == expected


def test_comma_after_a_bare_state_ends_a_list(mentions):
    """德国，法国… goes on with another clause as often as with another member."""
    assert mentions("德国，法国出席。", PARTIES) == []
    assert [passage for passage, _ in mentions("德国，法国出席。", COUNTRY)] == ["德国", "法国"]


def test_list_ends_where_a_state_sends_somebody_of_its_own(mentions):
    text = "德国派出外长穆勒，法国派出财长西蒙，英国由外相史密斯代表。"
    assert mentions(text, PARTIES) == []


@pytest.mark.parametrize("who", ["成员国部长", "成员国交通部长", "各成员国能源部长"])
def test_ministers_of_the_members_are_no_leaders(mentions, who):
    assert [value.ministers for _, value in mentions(f"{who}签署协定。", COLLECTIVE)] == [True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "联合国、独联体、东盟代表出席。",
            given("organisation", "联合国", "独联体", "东盟"),
        ),
        (
            "联合国、世界银行等国际组织负责人出席。",
            given("organisation", "联合国", "世界银行"),
        ),
        (f"{UN}等国际组织负责人出席。", given("organisation", UN)),
        (
            f"{RUSSIA}和联合国代表出席。",
            [(RUSSIA, ""), ("联合国", "organisation")],
        ),
    ],
)
def test_organisation_takes_part_as_one(parties, text, expected):
    assert parties(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "德国总理默克尔、东盟轮值主席国老挝总理塔马洛夫出席。",
        "德国总理默克尔、77国集团主席国泰国总理塔马洛夫出席。",
        "德国总理默克尔、非盟轮值主席国乍得总统塔马洛夫出席。",
        "德国总理默克尔、候任主席国阿根廷总统马克里出席。",
        "德国总理默克尔、论坛共同主席国塞内加尔总统萨勒出席。",
    ],
)
def test_chair_of_another_body_is_not_the_host(parties, text):
    assert "host" not in {role for _, role in parties(text)}


@pytest.mark.parametrize("text", ["东道国德国总理默克尔出席。", "轮值主席国德国总理默克尔出席。"])
def test_host_is_told_by_its_label(parties, text):
    assert parties(text) == [("德国总理默克尔", "host")]


@pytest.mark.parametrize("joint", ["以及", "和", "及", "同"])
def test_label_does_not_hold_for_who_comes_besides(parties, joint):
    text = f"东盟10个成员国{joint}{TURKEY}、{EGYPT}出席。"
    assert parties(text)[-2:] == given("", TURKEY, EGYPT)


def test_only_one_state_is_the_host(parties):
    expected = [*given("host", "德国总理默克尔"), *given("", RUSSIA, INDIA)]
    assert parties(f"东道国德国总理默克尔、{RUSSIA}、{INDIA}出席。") == expected


def test_lone_name_stays_what_it_is(mentions):
    assert mentions("普京出席。", PARTIES) == []
    assert len(mentions("普京出席。", LEADER)) == 1
    assert mentions("主席国德国表示欢迎。", PARTIES) == []


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("成员国元首签署声明。", True),
        ("成员国领导人签署声明。", True),
        ("与会领导人签署声明。", False),
        ("各方签署声明。", False),
    ],
)
def test_participants_without_names(mentions, text, members):
    """成员国元首 are members; 各方 are all who are there."""
    assert [value.members for _, value in mentions(text, COLLECTIVE)] == [members]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发展中国家领导人出席。", []),
        ("这关系到发展中国家的未来。", []),
    ],
)
def test_developing_states_are_not_china(mentions, text, expected):
    assert mentions(text, COUNTRY + PARTIES) == expected


def test_members_keep_their_own_person(people):
    found = people(f"观察员国{AFGHANISTAN}、{MONGOLIA}，{UN}出席。")
    assert [(person.name, person.title) for person in found] == [
        ("卡尔扎伊", "总统"),
        ("额勒贝格道尔吉", "总统"),
        ("潘基文", "秘书长"),
    ]


def test_organisation_of_a_title_is_no_member(mentions):
    assert mentions(f"{UN}出席。", ORGANISATION + PARTIES) == []


def test_organisation_whose_leaders_come_by_name_is_no_member(parties):
    assert parties(f"金砖国家领导人{RUSSIA}、{INDIA}出席。") == given("", RUSSIA, INDIA)
    assert ("联合国", "organisation") in parties(f"{RUSSIA}、联合国代表出席。")


@pytest.mark.parametrize(
    "told",
    [
        "、上任仅三天的",
        "和首次参加活动的",
        "以及担任非盟轮值主席的",
        "与非洲联盟（非盟）轮值主席国的",
    ],
)
def test_what_is_told_of_a_person_stands_in_the_list(parties, told):
    assert parties(f"{RUSSIA}、{INDIA}{told}{EGYPT}出席。") == given("", RUSSIA, INDIA, EGYPT)


def test_chair_of_a_body_is_told_before_the_person(mentions):
    ((_, members),) = mentions(f"{INDIA}和担任非洲联盟轮值主席的{EGYPT}出席。", PARTIES)
    assert [one.chair.value.keys[0] if one.chair else "" for one in members] == [
        "",
        "organisation/au",
    ]


@pytest.mark.parametrize(
    "told", ["和没有到场的", "、未能成行的", "和平进程特使、", "与会并会见了来访的"]
)
def test_who_is_told_not_to_be_there_is_in_no_list(parties, told):
    assert EGYPT not in [member for member, _ in parties(f"{INDIA}{told}{EGYPT}说。")]


def test_what_sort_of_states_they_are_of_does_not_end_a_list(parties):
    found = parties(f"{RUSSIA}、{INDIA}等亚洲国家领导人以及{EGYPT}出席。")
    assert found == given("", RUSSIA, INDIA, EGYPT)


def test_part_of_a_state_is_no_member(parties):
    assert parties(f"{INDIA}、{EGYPT}和美国亚利桑那州出席。") == given("", INDIA, EGYPT)
    assert ("美国", "") in parties("埃及、印度和美国出席。")


def test_who_is_named_after_leaders_of_a_body_is_not_of_it(parties):
    assert parties(f"东盟成员国领导人与{INDIA}出席。") == given("", INDIA)


@pytest.mark.parametrize("label", ["观察员国代表", "观察员国代表、", "观察员国"])
def test_who_comes_as_delegate_of_an_observer_is_there(parties, label):
    """Not so where somebody comes in his stead: 代表甲国总统A."""
    assert parties(f"{label}{INDIA}、{EGYPT}出席。") == given("observer", INDIA, EGYPT)


def test_words_for_the_year_do_not_end_a_list(parties):
    listed = f"{RUSSIA}以及本年度东盟轮值主席国老挝总理史密斯"
    assert len(parties(f"{listed}先后致辞。")) == len(("one", "other"))


@pytest.mark.parametrize("states", ["东盟国家领导人", "东盟各国代表"])
def test_body_before_its_states_takes_no_part_itself(parties, states):
    assert parties(f"{RUSSIA}、{INDIA}以及{states}出席。") == given("", RUSSIA, INDIA)


@pytest.mark.parametrize(
    ("who", "signs"),
    [
        ("十个成员国的领袖", True),
        ("10个成员国的国家元首和政府首脑", True),
        ("其中五个成员国的领袖", False),
        ("两个成员国的领袖", False),
    ],
)
def test_so_many_member_states_are_all_of_them(facts, who, signs):
    text = "东盟峰会在曼谷举行。越南总理阮文南出席。{}共同签署了《绿色港口宪章》。"
    assert ("阮文南 signed 绿色港口宪章" in facts(text.format(who))) is signs


def test_label_of_a_list_may_stand_before_a_colon_or_a_dash(parties):
    text = f"出席会议的还有观察员国代表：{INDIA}、{MONGOLIA}，以及主席国客人——{AFGHANISTAN}、{UN}。"
    assert parties(text) == given("observer", INDIA, MONGOLIA) + given("guest", AFGHANISTAN, UN)


def test_body_is_called_as_the_text_says(facts):
    opening = "上海合作组织（以下简称“本组织”）成员国元首理事会第十四次会议12日在杜尚别举行。"
    text = "本组织秘书长梅津采夫、本组织地区反恐怖机构执行委员会主任张新枫出席会议。"
    found = facts(opening + text, published="2014-09-12")
    assert "梅津采夫 represents 上海合作组织" in found
    assert "张新枫 represents 上海合作组织地区反恐怖机构" in found
    assert len([fact for fact in found if " attended " in fact]) == 2
    assert "梅津采夫 represents 上海合作组织" not in facts(text, published="2014-09-12")


def test_state_that_speaks_for_a_body_is_no_body(parties):
    found = parties(f"次区域组织代表{EGYPT}、{TURKEY}出席。")
    assert found == given("", EGYPT, TURKEY)


def test_body_that_no_list_holds_breaks_no_list(parties):
    people = ["主任米勒", "行长史密斯"]
    told = "、".join(("联合国高山环境教育中心" + people[0], "安达山发展银行" + people[1]))
    found = parties(f"观察员国{INDIA}以及{UN}、{told}等地区组织和机构代表出席。")
    assert [text for text, _ in found][-2:] == people


def test_chief_executive_of_hong_kong_is_one_of_a_list_and_no_head_of_a_state(facts):
    opening = "亚太经合组织第二十八次领导人非正式会议在曼谷举行。出席会议的有：法国总统德高乐、"
    found = facts(f"{opening}中国香港特别行政区行政长官王小明、德国总理史密斯。")
    meeting = "attended 亚太经合组织第二十八次领导人非正式会议"
    assert {f"{name} {meeting}" for name in ("德高乐", "王小明", "史密斯")} <= found
    assert "王小明 represents 中国" not in found


@pytest.mark.parametrize("label", ["成员国", "“四驾马车”成员国"])
def test_label_of_another_body_tells_nothing_of_the_one_that_meets(facts, label):
    text = f"中国-拉共体论坛首届部长级会议在北京举行。拉共体{label}厄瓜多尔总统史密斯出席。"
    found = facts(text)
    assert "厄瓜多尔 memberOf 拉美和加勒比国家共同体" in found
    assert "厄瓜多尔 memberOf 中国—拉美和加勒比国家共同体论坛" not in found


def test_short_form_of_a_body_in_letters_stands_before_the_office_in_it(facts):
    chairs = "泰国总理文森特和担任非洲联盟（AU）轮值主席的乍得总统史密斯"
    found = facts(f"东盟峰会在曼谷举行。{chairs}主持会议。")
    assert {"文森特 chaired 东盟峰会", "史密斯 chaired 东盟峰会"} <= found
    assert {fact for fact in found if " memberOf 非洲联盟" in fact} == {"乍得 memberOf 非洲联盟"}


def test_label_behind_as_is_told_of_those_before_it(qualified):
    found = qualified(
        f"二十国集团领导人杭州峰会4日举行。{AFGHANISTAN}、{MONGOLIA}作为嘉宾国领导人，"
        f"{UN}、{BANK}作为国际组织负责人与会。"
    )
    roles = {fact.split(" ")[0]: told.get("role") for fact, told in found.items() if "att" in fact}
    assert (roles["卡尔扎伊"], roles["额勒贝格道尔吉"]) == ("guest", "guest")
    assert roles["潘基文"] == "organisation"


def test_number_and_body_of_those_listed_do_not_end_the_list(facts):
    text = "二十国集团领导人杭州峰会在杭州举行。"
    listed = "法国总统德高乐、英国首相史密斯等21个欧盟国家领导人以及联合国秘书长佩雷拉出席峰会。"
    found = {fact for fact in facts(text + listed) if " attended " in fact}
    assert {fact.split()[0] for fact in found} == {"德高乐", "史密斯", "佩雷拉"}
