"""Single turns of phrase, each after the opening of a report: who does what, and who does not."""

import pytest
from reports import OPENING, QINGDAO, TOLD


def about(found, predicate):
    return sorted(fact for fact in found if f" {predicate} " in fact)


@pytest.fixture(scope="module")
def told(qualified):
    return lambda text: qualified(OPENING + text, published=TOLD)


@pytest.mark.parametrize(
    "text",
    [
        "印度总理莫迪以视频方式出席会议。",
        "印度总理莫迪通过视频连线出席会议。",
        "印度总理莫迪视频出席会议。",
        "印度总理莫迪以视频方式出席。",
        "印度总理莫迪以虚拟方式出席会议。",
    ],
)
def test_attendance_by_video_says_so(told, text):
    found = told(text + "普京出席会议。")
    assert found[f"莫迪 attended {QINGDAO}"]["mode"] == "by-video"
    assert found[f"印度 participatedIn {QINGDAO}"]["mode"] == "by-video"
    assert "mode" not in found[f"普京 attended {QINGDAO}"]


@pytest.mark.parametrize(
    "text",
    ["会议由俄罗斯总统普京主持。", "俄罗斯总统普京主持会议。", "俄罗斯总统普京主持了本次峰会。"],
)
def test_who_chairs_also_attends(told, text):
    found = told(text)
    assert f"普京 chaired {QINGDAO}" in found
    assert f"普京 attended {QINGDAO}" in found


def test_who_chairs_need_not_say_what(told):
    assert f"普京 chaired {QINGDAO}" in told("俄罗斯总统普京主持。")


@pytest.mark.parametrize("text", ["普京主持记者会。", "普京主持欢迎宴会。", "普京主持签字仪式。"])
def test_chairing_something_else_is_not_chairing_the_meeting(told, text):
    assert not about(told(text), "chaired")


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("会议同意白俄罗斯获得观察员国地位。", "白俄罗斯 becameObserverOf 上海合作组织"),
        ("会议吸收尼泊尔、柬埔寨为对话伙伴。", "柬埔寨 becameDialoguePartnerOf 上海合作组织"),
        ("会议给予白俄罗斯、蒙古国上海合作组织成员国地位。", "蒙古国 accededTo 上海合作组织"),
        ("会议批准伊朗加入上海合作组织。", "伊朗 memberOf 上海合作组织"),
        ("会议启动接收伊朗加入上海合作组织的程序。", "伊朗 startedAccessionTo 上海合作组织"),
        ("会议同意白俄罗斯成为观察员国。", "白俄罗斯 observerOf 上海合作组织"),
        ("会议吸收尼泊尔为新的对话伙伴。", "尼泊尔 dialoguePartnerOf 上海合作组织"),
        pytest.param(
            "会议通过关于启动接收印度加入上海合作组织程序的决议。",
            "印度 startedAccessionTo 上海合作组织",
            marks=pytest.mark.xfail(strict=True, reason="the resolution hides what it resolves"),
        ),
    ],
)
def test_change_of_status(told, text, fact):
    assert fact in told(text)


def test_started_accession_is_no_membership_yet(told):
    found = told("会议启动接收伊朗加入上海合作组织的程序。")
    assert "伊朗 memberOf 上海合作组织" not in found
    assert "伊朗 accededTo 上海合作组织" not in found


@pytest.mark.parametrize(
    "text",
    [
        "会议决定由吉尔吉斯斯坦接任主席国。",
        "吉尔吉斯斯坦从中国手中接过主席国职责。",
        "会上，中国向吉尔吉斯斯坦移交主席国职权。",
        "下任主席国由吉尔吉斯斯坦担任。",
        "会议决定由吉尔吉斯斯坦接替中国担任主席国。",
    ],
)
def test_chair_passes_from_host_to_successor(told, text):
    assert about(told(text), "succeededAsChair") == ["吉尔吉斯斯坦 succeededAsChair 中国"]


@pytest.mark.parametrize(
    ("text", "signers"),
    [
        ("普京、莫迪签署《青岛宣言》。", {"普京", "莫迪"}),
        ("普京签署《青岛宣言》。", {"普京"}),
        ("普京、莫迪出席会议。与会领导人见证《能源协定》的签署。", set()),
    ],
)
def test_signers_are_those_who_are_named(told, text, signers):
    assert {fact.split(" ")[0] for fact in about(told(text), "signed")} == signers


@pytest.mark.parametrize(
    "text",
    [
        "会议通过《青岛宣言》、《青年寄语》、《粮食安全合作纲要》和《边防协定》。",
        "成员国元首签署《青岛宣言》、《青年寄语》，批准《粮食安全合作纲要》和《边防协定》。",
        "会议通过《青岛宣言》、《青年寄语》，批准《粮食安全合作纲要》和《边防协定》。",
    ],
)
def test_list_of_texts_is_adopted_whole(told, text):
    adopted = {fact.rpartition(" ")[2] for fact in about(told(text), "adopted")}
    assert adopted == {"青岛宣言", "青年寄语", "粮食安全合作纲要", "边防协定"}


@pytest.mark.parametrize(
    ("text", "proposed", "supported"),
    [
        ("中方建议成立上合组织绿色能源中心。", {"中国 proposed 上合组织绿色能源中心"}, set()),
        ("中方提出“数字丝路”倡议。", {"中国 proposed “数字丝路”倡议"}, set()),
        (
            "普京支持中方提出的“数字丝路”倡议。",
            {"中国 proposed “数字丝路”倡议"},
            {"普京 supports “数字丝路”倡议"},
        ),
        ("与会领导人支持“一带一路”倡议。", set(), {f"{QINGDAO} supports 一带一路"}),
        ("莫迪表示，印方建议建立防灾减灾中心。", {"印度 proposed 防灾减灾中心"}, set()),
        ("莫迪参观了“数字丝路”展览。", set(), set()),
    ],
)
def test_proposing_and_supporting_are_told_apart(told, text, proposed, supported):
    found = told(text)
    assert set(about(found, "proposed")) == proposed
    assert set(about(found, "supports")) == supported


def test_what_is_proposed_in_a_session_is_proposed_at_the_meeting(qualified):
    text = f"{QINGDAO}10日在青岛举行。中方建议成立上合组织绿色能源中心，支持“一带一路”倡议。"
    found = qualified(text, published="2018-06-10")
    assert found["中国 proposed 上合组织绿色能源中心"]["atSummit"] == QINGDAO
    elsewhere = qualified(text.replace("举行", "闭幕"), "中方建议成立绿色港口中心。")
    assert "atSummit" not in elsewhere["中国 proposed 绿色港口中心"]


def test_nobody_supports_what_another_report_tells_he_proposed(facts):
    found = facts(
        ("2018-06-10", "中方提出“数字丝路”倡议。"),
        ("2018-06-11", "俄方支持“数字丝路”倡议。中方支持“数字丝路”倡议。"),
    )
    assert about(found, "supports") == ["俄罗斯 supports “数字丝路”倡议"]


@pytest.mark.parametrize(
    "text",
    [
        "俄新社记者莫汉出席会议。",
        "印度记者拉杰出席会议。",
        "德国企业家出席会议。",
        "法国媒体高度评价会议成果。",
    ],
)
def test_who_only_watches_takes_no_part(told, text):
    found = told(text)
    assert not about(found, "attended")
    assert not about(found, "participatedIn")


@pytest.mark.parametrize(
    "text",
    [
        "出席会议的普京的助手说，天气很好。",
        "普京的译员出席会议。",
    ],
)
def test_clause_about_somebody_else_is_not_about_the_leader(told, text):
    assert f"普京 attended {QINGDAO}" not in told(text)


def test_who_is_only_quoted_does_not_attend(told):
    found = told("哈萨克斯坦总统纳扎尔巴耶夫说，默克尔表示，各国应加强合作。")
    assert f"纳扎尔巴耶夫 attended {QINGDAO}" in found
    assert f"默克尔 attended {QINGDAO}" not in found


@pytest.mark.parametrize(
    "text",
    [
        "默克尔分别会见前来出席上海合作组织青岛峰会的外宾。",
        "默克尔与出席“上海合作组织青岛峰会”的外宾座谈。",
        "默克尔会见出席上海合作组织青岛峰会2018年年会的外国领导人。",
    ],
)
def test_who_meets_those_who_attend_does_not_attend_by_that(told, text):
    assert f"默克尔 attended {QINGDAO}" not in told(text)


def test_who_is_met_does_not_attend_by_that(told):
    found = told("莫迪会见斐济总理塔马洛夫并出席上海合作组织青岛峰会。")
    assert f"塔马洛夫 attended {QINGDAO}" not in found


@pytest.mark.parametrize("text", ["普京出席会议。", "普京出席上海合作组织青岛峰会。"])
def test_known_head_of_state_is_no_delegate(qualified, text):
    found = qualified("上海合作组织青岛峰会10日举行。" + text, published=TOLD)
    assert found["普京 attended 上海合作组织青岛峰会"].get("role") != "delegation"


@pytest.mark.xfail(strict=True, reason="元首理事会 in the name makes everybody a member")
def test_one_guest_of_a_council_of_members_is_no_member(told):
    """Observers and guests attend the council, too; no label is not the label 成员国."""
    found = told("阿富汗总统加尼出席会议。")
    assert "阿富汗 memberOf 上海合作组织" not in found


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("东盟轮值主席国老挝总理塔马洛夫", "老挝"),
        ("77国集团主席国泰国总理塔马洛夫", "泰国"),
        ("非盟轮值主席国乍得总统塔马洛夫", "乍得"),
    ],
)
def test_chair_of_another_body_is_not_a_member(facts, text, state):
    """The chairs of ASEAN, G77 and AU are the usual guests of the G20."""
    found = facts(
        f"二十国集团领导人第十一次峰会4日在杭州举行。德国总理默克尔、法国总统奥朗德、{text}出席。"
    )
    assert f"{state} memberOf 二十国集团" not in found


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("东盟轮值主席国老挝总理塔马洛夫", "老挝 memberOf 东南亚国家联盟"),
        ("东盟轮值主席、老挝总理塔马洛夫", "老挝 memberOf 东南亚国家联盟"),
        ("非盟主席、埃及总统塞西", "埃及 memberOf 非洲联盟"),
        ("二十国集团轮值主席国德国总理默克尔", "德国 memberOf 二十国集团"),
        ("候任主席国阿根廷总统马克里", "阿根廷 memberOf 二十国集团"),
    ],
)
def test_chair_is_a_member_of_the_body_it_chairs(facts, text, fact):
    found = facts(
        f"二十国集团领导人第十一次峰会4日在杭州举行。{text}、法国总统奥朗德出席。",
    )
    assert fact in found


@pytest.mark.parametrize("name", ["中央经济工作会议", "W20峰会", "中蒙峰会"])
def test_other_meeting_is_not_the_present_one(told, name):
    assert not about(told(f"莫迪出席{name}。"), "attended")


@pytest.mark.parametrize("text", ["东道国中国总理塔马洛夫", "二十国集团轮值主席国中国总理塔马洛夫"])
def test_host_by_label_and_by_venue_is_host(qualified, text):
    found = qualified(
        f"二十国集团领导人第十一次峰会4日在杭州举行。{text}、法国总统奥朗德出席。",
    )
    assert found["塔马洛夫 attended 二十国集团领导人第十一次峰会"]["role"] == "host"


@pytest.mark.parametrize(
    ("state", "person", "year", "member"),
    [
        ("印度", "莫迪", 2017, True),
        ("埃及", "塞西", 2017, False),
        ("埃及", "塞西", 2025, True),
        ("斐济", "塔马洛夫", 2025, False),
    ],
)
def test_at_a_group_without_observers_its_members_are_members(  # noqa: PLR0913, PLR0917
    facts, qualified, state, person, year, member
):
    """Who else is at the table is a guest, though nobody says so; or no member yet."""
    report = f"金砖国家领导人会晤4日举行。俄罗斯总统普京、{state}总统{person}出席。"
    found = facts(report, published=f"{year}-09-05")
    attended = qualified(report, published=f"{year}-09-05")
    assert (f"{state} memberOf 金砖国家" in found) == member
    role = next(
        own.get("role") for fact, own in attended.items() if fact.startswith(f"{person} att")
    )
    assert role == ("member" if member else None)


def test_label_shows_the_status_of_who_is_still_to_come(facts):
    found = facts(
        "上海合作组织成员国元首理事会会议9日在青岛举行。"
        "成员国俄罗斯总统普京、观察员国蒙古国总统巴特图勒嘎将出席会议，印度总理莫迪将访问中国。",
        published="2018-06-01",
    )
    assert {"俄罗斯 memberOf 上海合作组织", "蒙古国 observerOf 上海合作组织"} <= set(found)
    assert "印度 memberOf 上海合作组织" not in found


@pytest.mark.parametrize(
    ("name", "organiser"),
    [
        ("第16次中国-东盟领导人会议", ""),
        ("东亚合作领导人系列会议", ""),
        ("第八次中日韩峰会", ""),
        ("2019年金砖峰会", "金砖国家"),
        ("2019年上海合作组织峰会", "上海合作组织"),
        ("2019年上海合作組織峰會", "上海合作组织"),
        ("首届阿拉伯国家联盟-欧洲联盟峰会", "欧洲联盟"),
    ],
)
def test_only_a_body_that_is_named_organises(facts, name, organiser):
    bodies = {fact.split()[-1] for fact in facts(f"{name}4日举行。") if "organisedBy" in fact}
    assert bodies == set() if not organiser else organiser in bodies


@pytest.mark.parametrize("item", ["一、", "十二、", "(三)", "4.", "● ", "· ", "- ", "　　二、"])
def test_number_of_an_item_is_no_part_of_its_sentence(facts, item):
    found = facts(f"公报。\n{item}二十国集团汉堡峰会于2017年7月7日在汉堡举行。")
    assert "二十国集团汉堡峰会 startDate 2017-07-07" in found


def test_capacity_of_a_leader_is_none_of_the_state_that_hosts(qualified):
    found = qualified("德国总理默克尔介绍主办二十国集团汉堡峰会的设想。")
    assert found["德国 hosted 二十国集团汉堡峰会"] == {}


def test_office_of_a_body_is_no_name_of_it(graph):
    settled = graph("东盟峰会4日在万象举行。东盟轮值主席国老挝总理通伦、法国总统奥朗德出席。")
    (body,) = [item for item in settled.entities if item.cls == "Organisation"]
    assert not [name for name in body.names if "主席国" in name]


def test_bare_states_take_part(told):
    found = told("俄罗斯、印度、巴基斯坦领导人出席会议。")
    assert {f"{state} participatedIn {QINGDAO}" for state in ("俄罗斯", "印度", "巴基斯坦")} <= set(
        found
    )


def test_initiative_of_a_meeting_that_nobody_names(qualified):
    """峰会 of which the report says nothing is no meeting: the fact stands without one."""
    found = qualified("习近平在峰会上提出的“八大行动”受到欢迎。")
    assert "atSummit" not in found["习近平 proposed 八大行动"]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "中方介绍了今年二十国集团领导人杭州峰会的筹备。其后德国将接任二十国集团轮值主席国。",
            "德国 succeededAsChair 中国",
        ),
        ("2012年二十国集团墨西哥峰会成果很多。其后德国将接任二十国集团轮值主席国。", ""),
    ],
)
def test_chair_is_who_hosts_this_year(qualified, text, fact):
    """A meeting of another year tells nothing of who is in the chair now."""
    found = qualified(f"二十国集团领导人峰会将要举行。{text}", published="2016-06-01")
    assert about(found, "succeededAsChair") == [item for item in (fact,) if item]


@pytest.mark.parametrize(
    ("text", "members"),
    [
        (
            "法国总统德高乐、德国总理穆勒等二十国集团成员领导人将与会，乍得总统布本也来。",
            "法国 德国",
        ),
        ("我期待同澳大利亚总理文森特和其他二十国集团成员国领导人一道努力。", "澳大利亚"),
        ("荷兰、挪威等二十国集团其他成员国没有赞成。", "挪威 荷兰"),
        ("二十国集团成员国法国、德国和嘉宾国埃及要求减税。", "德国 法国"),
        ("非二十国集团成员国芬兰和智利参观了展览。", ""),
        ("法国和其他二十国集团嘉宾国领导人参观了展览。", ""),
    ],
)
def test_label_that_names_its_body_tells_members(qualified, text, members):
    """Whether they are going to attend, or attend nothing at all."""
    found = {fact.split()[0] for fact in about(qualified(text), "memberOf")}
    assert found == set(members.split())


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("法国总统德高乐从德国总理穆勒手中接过轮值主席。", "法国 succeededAsChair 德国"),
        ("德国总理穆勒把主席国交给法国。", "法国 succeededAsChair 德国"),
        ("法国将接任东盟主席国。", ""),
        ("法国从德国手中接任东盟主席国。", "法国 succeededAsChair 德国"),
    ],
)
def test_leaders_hand_over_for_their_states(told, text, fact):
    """Who chairs the meeting does not chair another body."""
    assert about(told(text), "succeededAsChair") == [item for item in (fact,) if item]


def test_body_of_which_only_a_chair_is_told_is_in_the_graph(graph):
    """What nothing but a qualifier speaks of is a thing of the graph all the same."""
    told = graph("东盟与中日韩峰会27日举行。文莱苏丹哈桑纳尔晚间把主席槌交给柬埔寨首相洪森。")
    (fact,) = [item for item in told.statements if item.predicate == "succeededAsChair"]
    assert dict(fact.qualifiers)["organisation"] in {entity.key for entity in told.entities}


def test_body_that_somebody_joins_is_the_one_the_sentence_names(told):
    text = "在汉堡闭幕的二十国集团峰会同意吸收智利和加纳为成员国。"
    assert about(told(text), "accededTo") == [
        "加纳 accededTo 二十国集团",
        "智利 accededTo 二十国集团",
    ]


@pytest.mark.parametrize(
    ("text", "meeting"),
    [
        (
            "2009年二十国集团伦敦峰会在伦敦举行，会议通过《全球港口宣言》。",
            "2009年二十国集团伦敦峰会",
        ),
        (
            "2009年二十国集团伦敦峰会在伦敦举行，由英国首相布朗主持，会议通过《全球港口宣言》。",
            "2009年二十国集团伦敦峰会",
        ),
        ("2009年二十国集团伦敦峰会成果很多，会议通过《全球港口宣言》。", QINGDAO),
        ("2009年二十国集团伦敦峰会在伦敦举行，本次会议通过《全球港口宣言》。", QINGDAO),
    ],
)
def test_meeting_means_the_one_of_which_the_clause_before_tells(told, text, meeting):
    assert about(told(text), "adopted") == [f"{meeting} adopted 全球港口宣言"]


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        (
            "普京同斐济总统塔马洛夫举行会谈。会谈后，两国元首签署《某地声明》。",
            ["塔马洛夫", "普京"],
        ),
        ("普京会见斐济总理塔马洛夫。两国元首签署《某地声明》。", []),
        ("普京会见法国总统马克龙、斐济总统塔马洛夫。两国元首签署《某地声明》。", []),
        ("两国元首签署《某地声明》。", []),
    ],
)
def test_two_heads_of_state_are_those_of_the_last_talk(facts, text, signed):
    assert about(facts(text), "signed") == [f"{name} signed 某地声明" for name in signed]


def test_meeting_of_others_that_is_set_against_this_one_takes_nothing_over(told):
    found = told("七国集团成员则在周五举行七国集团领导人渥太华峰会。印度总理莫迪与会。")
    assert about(found, "attended") == [f"莫迪 attended {QINGDAO}"]


def states(found):
    ending = f" participatedIn {QINGDAO}"
    return sorted(fact.removesuffix(ending) for fact in found if fact.endswith(ending))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("俄、哈两国总统出席会议。", ["俄罗斯", "哈萨克斯坦"]),
        ("俄哈蒙等八国元首出席会议。", ["俄罗斯", "哈萨克斯坦", "蒙古国"]),
        ("俄、哈五国总统出席会议。", []),
        ("俄、巴两国领导人出席会议。", []),
        ("巴基斯坦局势平稳。俄、巴两国领导人出席会议。", ["俄罗斯", "巴基斯坦"]),
        ("会前举行了俄哈蒙三国领导人会晤。", []),
    ],
)
def test_states_of_one_character_are_as_many_as_is_told(told, text, expected):
    """The characters are part of countless words: only 俄、哈两国 tells that they are states."""
    assert states(told(text)) == expected


@pytest.mark.parametrize(
    "way", ["以视频会议形式", "通过视频会议", "线上", "以视讯方式", "透过视像会议", "以连线方式"]
)
def test_every_way_of_being_there_from_afar_is_by_video(told, way):
    found = told(f"印度总理莫迪{way}参加会议。")
    assert found[f"莫迪 attended {QINGDAO}"]["mode"] == "by-video"


def test_the_house_of_a_president_takes_no_part(told):
    found = told("俄罗斯总统普京在哈萨克斯坦总统府参加了会议。")
    assert states(found) == ["俄罗斯"]


@pytest.mark.parametrize(
    ("who", "signed"),
    [
        ("俄罗斯、印度两国领导人", ["普京", "莫迪"]),
        ("俄罗斯和印度两国总理", ["莫迪"]),
        ("俄罗斯和印度两国总统", ["普京"]),
        ("俄罗斯、印度和法国三国领导人", ["普京", "莫迪"]),
        ("成员国领导人", ["哈桑", "普京", "莫迪"]),
    ],
)
def test_leaders_of_listed_states_are_those_whom_the_report_names(told, who, signed):
    """Not all who attend, as where 三国领导人 stands alone."""
    there = "俄罗斯总统普京、印度总理莫迪、巴基斯坦总统哈桑出席会议。"
    found = about(told(f"{there}{who}签署《绿色港口协定》。"), "signed")
    assert {fact.split()[0] for fact in found} >= set(signed)
    assert "哈桑" in signed or not any(fact.startswith("哈桑") for fact in found)


def test_text_that_three_sign_when_they_meet_beside_the_meeting_is_theirs(told):
    there = "俄罗斯总统普京、印度总理莫迪出席会议。会议期间，"
    three = "中国总理王小明同日本首相小林一郎、韩国总统金大成"
    found = told(f"{there}{three}举行第三次中日韩领导人会晤，三国领导人签署《绿色港口宣言》。")
    assert [fact.split()[0] for fact in about(found, "adopted")] == ["第三次中日韩领导人会晤"]
    signers = {fact.split()[0] for fact in about(found, "signed")}
    assert signers == {"王小明", "小林一郎", "金大成"}


def test_who_signed_in_another_year_is_not_told_by_who_is_here_now(told):
    there = "俄罗斯总统普京、印度总理莫迪出席会议。"
    assert not about(told(f"{there}2001年，俄罗斯和印度两国领导人签署《绿色港口协定》。"), "signed")


def test_leaders_of_listed_states_attend_the_meeting_told_last(facts):
    found = facts(
        "独联体国家元首理事会会议10日在明斯克举行。俄罗斯总统普京、摩尔多瓦总统桑加里出席。\n"
        "同一天，欧亚经济共同体国家间委员会会议也在明斯克召开。"
        "与会的俄罗斯、白俄罗斯两国总统签署《绿色港口协定》。",
        published="2014-10-11",
    )
    meeting = "欧亚经济共同体国家间委员会会议"
    assert f"普京 attended {meeting}" in found
    assert f"{meeting} adopted 绿色港口协定" in found
    assert about(found, "signed") == ["普京 signed 绿色港口协定"]


@pytest.mark.parametrize("word", ["紧接着", "紧随", "紧跟着"])
def test_meeting_after_another_one_is_the_one_that_is_told(facts, word):
    found = facts(
        "阿拉伯国家与非洲领导人会面\n\n领导人周日在开罗见面。各方谈到港口。各方谈到粮食。\n"
        f"这次非盟—阿拉伯峰会{word}阿盟首脑会议举行，由埃及总统塔马洛夫主持。\n"
        "会议通过《开罗宣言》。",
        published="2016-05-09",
    )
    assert [fact.split()[2] for fact in about(found, "chaired")] == ["非盟—阿拉伯峰会"]
    assert about(found, "adopted") == ["非盟—阿拉伯峰会 adopted 开罗宣言"]


def test_so_many_leaders_who_attend_sign_it(facts):
    text = (
        "南美洲国家联盟首脑会议23日在巴西利亚举行。与会的12国领导人签署《绿色港口条约》。"
        "智利总统史密斯、秘鲁总统德高乐出席会议。"
    )
    assert about(facts(text, published="2008-05-23"), "signed") == [
        "史密斯 signed 绿色港口条约",
        "德高乐 signed 绿色港口条约",
    ]


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ("法国总统德高乐表示", ["德高乐", "王毅"]),
        ("英国首相史密斯表示", []),  # not one of the two
        ("双方表示", []),
    ],
)
def test_we_are_the_two_who_talk(facts, said, there):
    met = "三周前，我们在二十国集团杭州峰会期间举行了会晤。"
    found = facts(f"王毅会见法国总统德高乐。{said}，两国友好。{met}", published="2016-10-05")
    assert about(found, "attended") == [f"{name} attended 二十国集团杭州峰会" for name in there]


def test_i_am_the_one_who_speaks(facts):
    told = "去年9月，我在二十国集团领导人杭州峰会上提出了新的倡议。"
    found = facts(f"法国总统德高乐表示，两国友好。{told}", published="2017-10-05")
    assert about(found, "attended") == ["德高乐 attended 二十国集团领导人杭州峰会"]
    assert not about(facts(told, published="2017-10-05"), "attended")


def test_members_named_in_a_clause_of_their_own_are_members(told):
    found = told("东盟成立于1967年，成员国为泰国、老挝和越南。")
    assert "老挝 memberOf 东南亚国家联盟" in found


def test_guests_are_met_beside_the_meeting(told):
    found = told("\n当天，习近平还会见了来此出席会议的法国总统德高乐和英国首相史密斯。")
    assert f"史密斯 attended {QINGDAO}" in found
    found = told("\n当天，习近平还会见了来此出席二十国集团领导人会议的法国总统德高乐。")
    assert f"德高乐 attended {QINGDAO}" not in found


def test_where_somebody_goes_next_is_not_what_the_report_is_about(told):
    found = told("法国总统德高乐随后飞往汉堡，准备出席二十国集团领导人峰会。会议通过《青岛宣言》。")
    assert f"{QINGDAO} adopted 青岛宣言" in found


def test_next_chair_follows_that_of_the_body_named(told):
    found = told(
        "\n二十国集团领导人汉堡峰会也在汉堡举行。上海合作组织明年将由吉尔吉斯斯坦担任轮值主席国。"
    )
    assert "吉尔吉斯斯坦 succeededAsChair 中国" in found


def test_heading_of_a_speech_tells_who_says_it(qualified):
    text = (
        "习近平在上海合作组织青岛峰会上的讲话\n\n欢迎各位来到青岛，出席本次峰会。我宣布会议开幕。"
    )
    assert "习近平 chaired 上海合作组织青岛峰会" in qualified(text, published=TOLD)
    other = text.replace("的讲话", "的午餐")
    assert not about(qualified(other, published=TOLD), "chaired")


_TALK = "国家主席王小明会见法国总统德高乐。"


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("王小明指出，总统先生提出的“蓝桥倡议”很有意义。", "德高乐"),
        ("德高乐说，主席先生提出的“蓝桥倡议”很有意义。", "王小明"),
        ("德高乐说，总统先生提出的“蓝桥倡议”很有意义。", ""),  # who speaks is not spoken to
        ("王小明指出，总理先生提出的“蓝桥倡议”很有意义。", ""),  # neither is one
        ("王小明会见德国总统史密斯。王小明指出，总统女士提出的“蓝桥倡议”很好。", "史密斯"),
    ],
)
def test_who_is_spoken_to_is_the_other_one_of_the_talk(facts, text, proposed):
    told = [one for one in facts(_TALK + text) if " proposed " in one]
    assert told == ([f"{proposed} proposed 蓝桥倡议"] if proposed else [])


def test_who_has_come_this_time_is_there(graph):
    text = "二十国集团杭州峰会在杭州举行。法国总统德高乐此次来华出席二十国集团杭州峰会。"
    there = [one.factuality for one in graph(text).statements if one.predicate == "attended"]
    assert there == ["actual"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("王小明说，期待同总统先生共同出席二十国集团杭州峰会。", "planned"),
        ("王小明说，总统先生此次来华出席二十国集团杭州峰会。", "actual"),
        ("王小明说，副总统先生出席二十国集团杭州峰会。", ""),
        ("德国总理史密斯说，总统先生出席二十国集团杭州峰会。", ""),  # he is none of the two
    ],
)
def test_what_somebody_is_told_that_he_will_do_is_to_come(graph, text, told):
    found = [one for one in graph(_TALK + text).statements if one.predicate == "attended"]
    assert [one.factuality for one in found if "gaole" in one.subject.replace("-", "")] == (
        [told] if told else []
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("非盟主席乍得总统德高乐到会。", {"乍得 memberOf 非洲联盟", "德高乐 represents 非洲联盟"}),
        ("亚足联主席乍得总统德高乐到会。", {"德高乐 represents 亚洲足球联合会"}),  # of no states
        ("候任非盟主席乍得总统德高乐到会。", set()),
    ],
)
def test_chair_shows_a_member_only_of_a_body_of_states(facts, text, shown):
    found = facts(text)
    assert {one for one in found if "memberOf" in one or "联" in one.split()[-1]} == shown


@pytest.mark.parametrize(
    ("text", "body"),
    [("国际商会会长德高乐到会。", "国际商会"), ("中国国际商会会长德高乐到会。", "")],
)
def test_name_that_any_state_may_have_is_no_other_body(facts, text, body):
    assert {one for one in facts(text) if one.endswith("国际商会")} == (
        {f"德高乐 represents {body}"} if body else set()
    )


@pytest.mark.parametrize(
    "text", ["克罗地亚加入北约秘书处的小组。", "埃及担任不结盟运动秘书处主席国。"]
)
def test_secretariat_has_no_members(facts, text):
    assert not [one for one in facts(text) if one.endswith("秘书处")]


@pytest.mark.parametrize("who", ["与会企业家代表", "当地媒体"])
def test_what_people_without_a_name_say_is_not_of_who_spoke_before(told, who):
    text = f"与会领导人表示，各方应加强合作。{who}表示，积极参与“一带一路”倡议。"
    assert not about(told(text), "supports")


@pytest.mark.parametrize(
    "text",
    [
        "本次峰会由法国和中国共同主办。",
        "法国政府同联合国联合主办本次峰会受到好评。",
        "法国主办这次峰会。",
    ],
)
def test_host_far_from_the_place_is_told_of_this_meeting(told, text):
    assert f"法国 hosted {QINGDAO}" in told(text)


def test_state_that_holds_some_meeting_elsewhere_is_not_its_host(told):
    assert f"法国 hosted {QINGDAO}" not in told("法国主办峰会。")


def test_sultan_before_a_name_is_no_state(told):
    found = told("文莱首相府说，苏丹哈桑纳尔出席会议。")
    assert about(found, "attended") == [f"哈桑纳尔 attended {QINGDAO}"]
    assert not any(fact.startswith("苏丹 ") for fact in found)


def test_two_who_do_something_together_are_the_two_heads_of_state(told):
    found = told("法国总统德高乐同芬兰总统尼尼斯托一道参观港口。两国元首签署《法芬联合声明》。")
    assert about(found, "signed") == ["尼尼斯托 signed 法芬联合声明", "德高乐 signed 法芬联合声明"]


def test_of_two_who_chair_a_meeting_the_one_who_took_it_over_hands_on(facts):
    third = "2019年5月6日，澜湄合作第三次领导人会议在河内举行。"
    handed = "会上，越南把共同主席国的职责交给柬埔寨。\n"
    fourth = (
        "2021年7月8日，澜湄合作第四次领导人会议在金边举行，"
        "中国总理王小明同柬埔寨首相史密斯共同主持。越南将接任下一届共同主席国。"
    )
    found = facts(f"澜湄合作大事记\n{third}{handed}{fourth}", published="2021-07-09")
    assert "越南 succeededAsChair 柬埔寨" in found
    alone = facts(f"澜湄合作大事记\n{third}\n{fourth}", published="2021-07-09")
    assert not any("越南 succeededAsChair" in fact for fact in alone)
