"""Names of meetings: where they stand, and what they say of organisation, edition and place."""

import pytest

from kg.grammar.mentions import EVENTS, SUMMIT


@pytest.fixture(scope="module")
def only(meetings):
    """Return the one meeting of a text: (passage, what the name says)."""

    def build(text):
        (found,) = meetings(text)
        return found

    return build


@pytest.mark.parametrize(
    ("name", "organisation", "edition"),
    [
        ("二十国集团领导人第十一次峰会", "g20", 11),
        ("G20第11次峰会", "g20", 11),
        ("G20峰会", "g20", 0),
        ("上海合作组织成员国元首理事会第十八次会议", "sco", 18),
        ("上合组织第十八次峰会", "sco", 18),
        ("上合组织元首理事会会议", "sco", 0),
        ("金砖国家领导人第九次会晤", "brics", 9),
        ("第八届金砖国家峰会", "brics", 8),
        ("金砖峰会", "brics", 0),
        ("亚太经合组织第二十四次领导人非正式会议", "apec", 24),
        ("亚信第四次峰会", "cica", 4),
        ("亚洲相互协作与信任措施会议第五次峰会", "cica", 5),
        ("首届中国—中亚峰会", "china-central-asia", 1),
        ("第十九次东盟与中日韩领导人会议", "asean-plus-three", 19),
        ("第十一届东亚峰会", "east-asia-summit", 11),
        ("第七次中日韩领导人会议", "trilateral-cooperation", 7),
        ("不结盟运动第十七次首脑会议", "nam", 17),
        ("第二十六届阿拉伯国家联盟首脑会议", "arab-league", 26),
        ("非盟第二十七届首脑会议", "au", 27),
        ("第十一届亚欧首脑会议", "asem", 11),
        ("中非合作论坛峰会", "focac", 0),
        ("独联体国家元首理事会会议", "cis", 0),
        ("北约峰会", "nato", 0),
        ("亚太经合组织(APEC)第12次经济领袖会议", "apec", 12),
        ("亚太经合组织第十二次经济领导人会议", "apec", 12),
        ("二十国集团领袖峰会", "g20", 0),
        ("集体安全条约组织集体安全理事会会议", "csto", 0),
        ("海合会第十届最高理事会会议", "gcc", 10),
        ("西共体国家元首和政府首脑会议", "ecowas", 0),
        ("北约(NATO)为期两天的峰会", "nato", 0),
        ("西非国家经济共同体(ECOWAS,简称西共体)第41届首脑会议", "ecowas", 41),
        ("北大西洋公约组织(以下简称北约)峰会", "nato", 0),
        ("北大西洋公约组织(北约,NATO)峰会", "nato", 0),
        ("二十国集团领导人视频峰会", "g20", 0),
        ("二十国集团领导人虚拟峰会", "g20", 0),
        ("“四方安全对话”(QUAD)首脑会谈", "quad", 0),
        ("世界首脑会议", "un", 0),
        ("安全理事会首脑会议", "un-security-council", 0),
    ],
)
def test_organisation_and_edition(only, name, organisation, edition):
    passage, found = only(f"代表们出席{name}。")
    assert passage == name.replace("—", "-")
    assert found.organisation == f"organisation/{organisation}"
    assert (found.edition, found.generic, found.level) == (edition, False, "leaders")


@pytest.mark.parametrize(
    ("name", "year", "city"),
    [
        ("2016年二十国集团杭州峰会", 2016, "杭州"),
        ("二十国集团领导人杭州峰会", 0, "杭州"),
        ("上合组织青岛峰会", 0, "青岛"),
        ("2015年乌法峰会", 2015, "乌法"),
        ("比什凯克峰会", 0, "比什凯克"),
        ("中非合作论坛约翰内斯堡峰会", 0, "约翰内斯堡"),
        ("北约华沙峰会", 0, "华沙"),
        ("二十国集团领导人大阪峰会", 0, "大阪"),
    ],
)
def test_year_and_place(only, knowledge, name, year, city):
    passage, found = only(f"代表们回顾了{name}。")
    assert passage == name
    assert (found.year, knowledge.gazetteer.entities[found.city].names[0]) == (year, city)
    assert not found.generic


@pytest.mark.parametrize(
    ("name", "series", "edition"),
    [
        ("第四届核安全峰会", "核安全峰会", 4),
        ("第三届绿色航运峰会", "绿色航运峰会", 3),
        ("第二届“一带一路”国际合作高峰论坛", "“一带一路”国际合作高峰论坛", 2),
    ],
)
def test_series_of_its_own(only, name, series, edition):
    """A meeting that belongs to no organisation is told by its name less turn and year."""
    _, found = only(f"代表们出席{name}。")
    assert (found.organisation, found.series, found.edition) == ("", series, edition)


def test_turn_and_year_do_not_split_a_series(only):
    names = ("第四届核安全峰会", "此次核安全峰会", "2014年核安全峰会", "下一届核安全峰会")
    assert {only(f"代表们出席{name}。")[1].series for name in names} == {"核安全峰会"}


def test_place_and_world_do_not_split_a_series_that_we_know(only):
    names = ("第二届世界核安全峰会", "首尔核安全峰会", "韩国首尔核安全峰会")
    assert {only(f"代表们出席{name}。")[1].series for name in names} == {"核安全峰会"}
    _, other = only("代表们出席第二届首尔创意峰会。")
    assert other.series == "首尔创意峰会"


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("上海合作组织成员国元首理事会会议", "leaders"),
        ("上海合作组织成员国政府首脑（总理）理事会会议", "government"),
        ("上海合作组织成员国总理第三次会议", "government"),
        ("上海合作组织成员国外长理事会会议", "ministers"),
        ("上海合作组织成员国总检察长会议", "ministers"),
    ],
)
def test_heads_of_state_and_of_government_meet_apart(only, name, level):
    assert only(f"代表们出席{name}。")[1].level == level


@pytest.mark.parametrize(
    ("name", "variant"),
    [
        ("第二次中国—中东欧国家地方领导人会议", "local"),
        ("二十国集团领导人峰会", ""),
        ("“上海合作组织+”阿斯塔纳峰会", "plus"),
        ("中非合作论坛北京峰会圆桌会议", "round-table"),
        ("二十国集团工商峰会", "business"),
        ("B20大阪峰会", "business"),
        ("南美国家联盟特别峰会", "special"),
        ("金砖国家领导人非正式会晤", "informal"),
    ],
)
def test_side_meeting_is_one_of_its_own(only, name, variant):
    assert only(f"代表们出席{name}。")[1].variant == variant


@pytest.mark.parametrize(
    "name",
    [
        "第19次中国—东盟（10+1）领导人会议",
        "第19次东盟与中日韩（10+3）领导人会议",
        "亚太经合组织（APEC）领导人非正式会议",
        "上海合作组织成员国政府首脑（总理）理事会第十五次会议",
        "第五次“16+1”领导人会晤",
    ],
)
def test_what_explains_a_name_makes_no_meeting_of_its_own(only, name):
    assert only(f"代表们出席{name}。")[1].variant == ""


@pytest.mark.parametrize(
    ("name", "series"),
    [
        ("乌克兰局势四方峰会", "乌克兰局势四方峰会"),
        ("乌克兰局势的四方峰会", "乌克兰局势四方峰会"),
        ("乌克兰东部问题三国首脑会议", "乌克兰东部问题三国首脑会议"),
    ],
)
def test_meeting_on_a_state_is_told_by_how_many_meet(only, name, series):
    """Whether it is held or not: a headline need not say so."""
    passage, found = only(f"{name}呼吁停火。")
    assert (passage, found.series, found.organisation) == (name, series, "")


def test_regular_meeting_is_the_one_that_keeps_an_anniversary(only):
    name = "第十次中国-东盟领导人会议暨中国-东盟建立对话关系20周年纪念峰会"
    passage, found = only(f"代表们出席{name}。")
    assert (passage, found.text, found.edition, found.variant) == (name, name, 10, "")


def test_fair_and_meeting_of_one_body_are_not_one_meeting(only):
    """Where the body is named again, a name of its own begins: a fair is no meeting."""
    for joint in "和暨":
        text = f"代表们出席第九届中国—东盟博览会{joint}中国—东盟商务与投资峰会。"
        passage, found = only(text)
        assert (passage, found.edition) == ("中国-东盟商务与投资峰会", 9)


def test_meeting_of_others_from_two_regions_is_not_of_their_forum(only):
    _, found = only("代表们出席中拉媒体领袖峰会。")
    assert (found.organisations, found.series) == ((), "中拉媒体领袖峰会")
    _, found = only("代表们出席“中拉携手植树造林”主题会议。")
    assert (found.organisations, found.series) == ((), "“中拉携手植树造林”主题会议")
    _, found = only("代表们出席“携手植树造林”国际会议。")
    assert found.series == "“携手植树造林”国际会议"
    assert only("代表们出席中日韩环境部长会议。")[1].organisation.endswith("trilateral-cooperation")


@pytest.mark.parametrize(
    ("name", "variant"),
    [
        ("联合国维和峰会", "维和"),
        ("联合国数字经济部长会议", "数字经济"),
        ("联合国能源转型部长级会议", "能源转型"),
        ("联合国可持续发展峰会", "可持续发展"),
        ("联合国难民与移民峰会", "难民与移民"),
        ("联合国成立70周年系列峰会", "anniversary"),
    ],
)
def test_organisation_meets_on_a_theme(only, name, variant):
    passage, found = only(f"代表们出席{name}。")
    assert (passage, found.organisation) == (name, "organisation/un")
    assert found.variant.startswith(variant[:2])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("全球健康峰会21日在罗马举行。", "全球健康峰会"),
        ("各国领导人在“罗马地中海峰会”上宣布建立港口联盟。", "罗马地中海峰会"),
        ("法国总统德高乐出席“全球健康峰会”。", "全球健康峰会"),
        ("5日，世界粮食安全首脑会议在罗马开幕。", "世界粮食安全首脑会议"),
        ("德国总理史密斯出席领导人气候峰会并讲话。", "领导人气候峰会"),
        ("开罗和平峰会21日举行。", "开罗和平峰会"),
    ],
)
def test_theme_alone_names_a_meeting_that_is_held(only, text, name):
    passage, found = only(text)
    assert (passage, found.themed) == (name, True)


@pytest.mark.parametrize(
    "text",
    [
        "他呼吁召集全球健康峰会。",  # nobody holds it
        "双边峰会在罗马举行。",
        "三方领导人峰会在罗马举行。",
        "历史性峰会在罗马举行。",
        "健康峰会在罗马举行。",  # of whom?
        "讨论持续到凌晨的峰会在罗马举行。",
    ],
)
def test_not_every_word_before_a_meeting_is_its_theme(meetings, text):
    assert not [name for name, value in meetings(text) if value.themed]


@pytest.mark.parametrize(
    "text", ["联合国期待峰会成功。", "联合国高度重视峰会成果。", "联合国宣布难民峰会闭幕。"]
)
def test_verb_after_an_organisation_is_no_theme(meetings, text):
    assert all(not name.organisations for _, name in meetings(text))


@pytest.mark.parametrize(
    ("name", "series", "edition"),
    [
        ("第三次“海洋伙伴关系协定”领导人会议", "海洋伙伴关系协定领导人会议", 3),
        ("第四次RCEP领导人会议", "区域全面经济伙伴关系协定领导人会议", 4),
        ("《海洋伙伴关系协定》领导人会议", "海洋伙伴关系协定领导人会议", 0),
        ("《海洋条约》签署60周年峰会", "海洋条约签署60周年峰会", 0),
        ("第二次亚非领导人会议", "亚非峰会", 2),
    ],
)
def test_treaty_or_region_names_a_series(only, name, series, edition):
    passage, found = only(f"代表们出席{name}。")
    assert (passage, found.series, found.edition) == (name, series, edition)


def test_parties_of_a_treaty_meet(only):
    passage, found = only("代表们出席《海洋公约》第十四次缔约方大会。")
    assert (found.series, found.edition) == ("海洋公约缔约方大会", 14)
    assert passage.startswith("《")


@pytest.mark.parametrize(
    ("name", "variant"),
    [("东盟第十次外长会", "外长"), ("北约外长会", "外长"), ("欧盟财长会", "财长")],
)
def test_ministers_meet_in_short(only, name, variant):
    passage, found = only(f"{name}在万象举行。")
    assert (passage, found.variant, found.level) == (name, variant, "ministers")


def test_ministers_are_called_in_two_ways(only):
    _, short = only("北约防长会议在布鲁塞尔举行。")
    _, whole = only("北约成员国国防部长会议在布鲁塞尔举行。")
    assert short.variant == whole.variant == "防长"


@pytest.mark.parametrize(
    "text",
    ["东盟外长会见记者。", "中俄外长会在北京举行。", "日韩首脑会谈举行。", "董事会例会举行。"],
)
def test_talks_and_boards_are_no_meetings(meetings, text):
    assert meetings(text) == []


def test_meeting_of_two_bodies_is_one_if_it_says_so(only, meetings):
    _, found = only("阿盟和伊斯兰合作组织联合特别峰会11日举行。")
    assert found.organisations == ("organisation/arab-league", "organisation/oic")
    assert found.variant == "special"
    assert meetings("阿盟和伊斯兰合作组织峰会11日举行。") == []


@pytest.mark.parametrize("turns", ["第28和29届", "第28、29届", "第28届和第29届"])
def test_two_meetings_under_one_name_are_two(meetings, turns):
    found = meetings(f"{turns}东盟峰会在万象举行。")
    assert [(name.text, name.edition) for _, name in found] == [
        ("第28届东盟峰会", 28),
        ("第29届东盟峰会", 29),
    ]


def test_anniversary_of_another_body_is_no_part_of_a_name(only):
    passage, found = only("庆祝东盟成立50周年上合组织特别峰会在塔什干举行。")
    assert (passage, found.organisations) == ("上合组织特别峰会", ("organisation/sco",))
    passage, _ = only("东盟成立50周年特别峰会在马尼拉举行。")
    assert passage == "东盟成立50周年特别峰会"


def test_meeting_held_to_remember_says_so_in_its_name(only):
    passage, found = only("各国代表出席纪念东盟成立50周年特别峰会。")
    assert (passage, found.relative) == ("纪念东盟成立50周年特别峰会", "")
    assert only("纪念东盟峰会的活动很多。")[0] == "东盟峰会"


def test_those_for_whom_a_host_opens_a_dialogue_are_in_its_name(only):
    passage, found = only("他出席亚太经合组织东道主伙伴对话会。")
    assert (passage, found.variant) == ("亚太经合组织东道主伙伴对话会", "dialogue")


def test_two_meetings_with_one_turn_are_two(meetings):
    found = meetings("首届中国—阿拉伯国家峰会和中国—海合会峰会9日举行。")
    assert [passage for passage, _ in found] == ["首届中国-阿拉伯国家峰会", "中国-海合会峰会"]


@pytest.mark.parametrize("joint", "和及暨")
def test_two_meetings_in_a_row_are_two(meetings, joint):
    found = meetings(f"第3届{joint}第4届东盟峰会举行。")
    assert [(passage, name.edition) for passage, name in found] == [
        ("第3届", 3),
        ("第4届东盟峰会", 4),
    ]
    assert found[0][1].text == "第3届东盟峰会"
    assert found[0][1].organisation == found[1][1].organisation == "organisation/asean"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("第40届东盟峰会在金边举行，第41届2023年在雅加达举行。", "第41届东盟峰会 heldIn 雅加达"),
        ("首届核安全峰会在华盛顿举行，第二届将在首尔举行。", "韩国 hosted 第二届核安全峰会"),
    ],
)
def test_turn_alone_goes_on_counting_the_meeting_before_it(facts, text, held):
    assert held in facts(text, published="2022-11-12")


@pytest.mark.parametrize(
    "text",
    [
        "第40届东盟峰会在金边举行，第41届博览会在雅加达举行。",
        "东盟峰会在金边举行，第二届在雅加达举行。",
        "第二届在雅加达举行，第40届东盟峰会在金边举行。",
    ],
)
def test_turn_alone_is_of_no_meeting_that_was_not_counted_before(meetings, text):
    assert len(meetings(text)) == 1


def test_body_beside_that_of_which_it_is_an_organ_is_no_other_organiser(only):
    _, found = only("各方出席欧亚经济联盟最高欧亚经济理事会会议。")
    assert found.organisations == ("organisation/eaeu",)
    _, found = only("各方出席最高欧亚经济委员会会议。")
    assert found.organisations == ("organisation/supreme-eurasian-economic-council",)
    assert found.level == "leaders"
    _, found = only("各方出席欧亚经济委员会最高理事会会议。")
    assert found.organisations == ("organisation/eaeu",)
    assert found.level == "leaders"


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("东非共同体由三国倡议创立,次年3月在阿鲁沙举行首次峰会。", "eac"),
        ("东非共同体于2000年成立,同年在阿鲁沙举行了首次首脑会议。", "eac"),
    ],
)
def test_first_meeting_is_of_the_body_founded_in_the_clause_before(only, text, organisation):
    _, name = only(text)
    assert (name.organisation, name.edition) == (f"organisation/{organisation}", 1)


def test_first_meeting_is_not_of_a_body_that_others_joined(meetings):
    assert not meetings("两国领导人在东非共同体成立,法国后来加入,两年后在巴黎举行首次峰会。")


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("西共体7日在阿布贾召开特别首脑会议。", "ecowas"),
        ("各方关注,北约(NATO)在华沙举行了峰会。", "nato"),
        ("西共体7日在阿布贾召开紧急首脑会议。", "ecowas"),
        ("北约领导人7日举行视频峰会。", "nato"),
    ],
)
def test_bare_meeting_is_of_the_body_that_holds_it(meetings, text, organisation):
    assert meetings(text)[-1][1].organisation == f"organisation/{organisation}"


@pytest.mark.parametrize(
    "text",
    [
        "联合国举行会议。",
        "佐科在北约举行峰会时说。",
        "北约和欧盟分别举行峰会。",
        "北约欢迎佐科举行峰会。",
    ],
)
def test_bare_meeting_is_not_of_every_body_before_it(meetings, text):
    assert all(not name.organisations for _, name in meetings(text))


def test_byline_is_no_part_of_a_name(only):
    assert only("（记者王甲）东盟第七届峰会开幕。")[0] == "东盟第七届峰会"


@pytest.mark.parametrize("text", ["代表们签署《海洋协定》会议结束。", "《海洋条约》外长会议举行。"])
def test_not_every_text_before_a_meeting_is_its_name(meetings, text):
    assert meetings(text) == []


def test_whose_ministers_meet_does_not_depend_on_the_name_of_the_body(only):
    one = only("代表们出席第21届亚太经合组织财长会议。")[1]
    two = only("代表们出席亚太经合组织（APEC）财长会议。")[1]
    assert one.variant == two.variant == "财长"


def test_name_ends_before_the_day_and_the_place(meetings):
    (found,) = meetings("第五届海洋部长级会议19日上午在人民大会堂开幕。")[:1] or [("", None)]
    assert "大会" not in found[0]


@pytest.mark.parametrize(
    ("name", "city"),
    [
        ("气候变化雅典大会", "athens"),
        ("雅典气候变化大会", "athens"),
        ("联合国气候变化雅典大会", "athens"),
        ("联合国气候变化大会", ""),
    ],
)
def test_city_inside_a_name_does_not_split_its_series(only, name, city):
    passage, found = only(f"代表们出席{name}。")
    assert (passage, found.series, found.organisations) == (name, "联合国气候变化大会", ())
    assert city in found.city


@pytest.mark.parametrize("text", ["全国气候大会。", "气候变化问题。", "联合国教育大会。"])
def test_not_every_assembly_is_a_meeting_of_leaders(meetings, text):
    assert meetings(f"代表们讨论{text}") == []


@pytest.mark.parametrize(
    "name",
    [
        "领导人与工商咨询理事会代表对话会",
        "领导人和工商咨询理事会代表对话会",
        "亚太经合组织领导人和工商咨询理事会代表对话会",
        "亚太经合组织领导人同工商咨询理事会代表对话会",
        "各成员领导人同亚太经合组织工商咨询理事会代表对话会",
    ],
)
def test_leaders_and_the_council_of_their_organisation_are_not_hosted_by_it(only, name):
    """Another meeting of the year than that with the leaders of another organisation."""
    _, found = only(f"代表们出席{name}。")
    assert found.organisers == ("organisation/apec",)
    assert found.variant == "council-dialogue"


@pytest.mark.parametrize("text", ["代表们谈起难民问题峰会。", "代表们出席沿线国家对话会。"])
def test_end_of_a_name_is_no_name(meetings, text):
    assert meetings(text) == []


def test_place_in_the_title_of_a_text_names_no_meeting(meetings, only):
    assert meetings("各方通过了雅典峰会宣言。") == []
    assert only("各方通过了北约华沙峰会公报。")[1].organisation == "organisation/nato"


def test_theme_before_a_name_is_not_part_of_it(only):
    assert only("“合作共赢”-上海合作组织青岛峰会开幕。")[0] == "上海合作组织青岛峰会"


def test_who_meets_is_not_part_of_the_name_of_the_place(only):
    assert only("两国元首大阪峰会取得成果。")[0] == "大阪峰会"


def test_talks_of_two_heads_of_state_are_no_meeting(meetings):
    assert meetings("两国元首大阪会晤很成功。") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("主席国把这一议题“成功地带入”二十国集团峰会。", "二十国集团峰会"),
        ("代表们出席“金砖+”领导人对话会。", "“金砖+”领导人对话会"),
    ],
)
def test_quoted_deed_is_no_part_of_a_name(only, text, name):
    assert only(text)[0] == name


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2016年9月4日，举世瞩目的二十国集团峰会在杭州举行。", 2016),
        ("2016年，二十国集团峰会在杭州举行。", 2016),
        ("2016年中国将主办二十国集团峰会。", 2016),
        ("2016年9月在中国杭州举行的二十国集团峰会上，各方发言。", 2016),
        ("2016年在二十国集团峰会上，中方作出承诺。", 2016),
        ("2016年9月4日，普京在二十国集团峰会上作出承诺。", 2016),
        ("2016年，普京出席二十国集团峰会。", 2016),
        ("2016年9月二十国集团峰会的承诺还有效。", 2016),
        ("2016年年底召开的二十国集团峰会很成功。", 2016),
        ("2014年至2016年主办二十国集团峰会的国家都不小。", 0),
        ("2016年以来，各方在二十国集团峰会上作出承诺。", 0),
        ("2016年中国在二十国集团峰会前作出承诺。", 0),
        ("2016年普京在杭州回忆二十国集团峰会。", 0),
        ("2016年中国重视二十国集团峰会。", 0),
        ("2016年普京访问杭州，二十国集团峰会举行。", 0),
        ("2016年成立以来，二十国集团峰会年年举行。", 0),
        ("2016年世博会后，二十国集团峰会举行。", 0),
    ],
)
def test_year_before_a_name_dates_it(meetings, text, year):
    assert meetings(text)[-1][1].year == year


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("今年的二十国集团峰会很重要。", True),
        ("今年9月举行的二十国集团峰会很重要。", True),
        ("今年9月，普京出席二十国集团峰会。", True),
        ("今年中国重视二十国集团峰会。", False),
    ],
)
def test_this_year_before_a_name_dates_it_too(meetings, text, dated):
    name = meetings(text)[-1][1]
    assert (name.relative, name.dated) == (("this", True) if dated else ("", False))


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("第十六次中欧领导人会晤", "第十六次中国-欧盟领导人会晤"),
        ("第29届俄欧峰会", "第29届俄罗斯-欧盟峰会"),
        ("第29届欧日高峰会", "第29届欧盟-日本高峰会"),
        ("第29次日欧定期首脑会谈", "第29次日本-欧盟首脑会谈"),
        ("第二十次中欧领袖会晤", "第二十次中国-欧盟领袖会晤"),
    ],
)
def test_short_name_of_two_parties_is_their_meeting(only, short, whole):
    _, one = only(f"代表们出席{short}。")
    _, other = only(f"代表们出席{whole}。")
    assert one._replace(text="") == other._replace(text="")


@pytest.mark.parametrize(
    ("name", "country", "partners"),
    [
        ("阿根廷二十国集团领导人峰会", "country/ARG", False),
        ("二十国集团领导人阿根廷峰会", "country/ARG", False),
        ("阿根廷－二十国集团领导人峰会", "", True),
        ("日本东盟领导人会议", "", True),
        ("欧盟日本峰会", "", True),
    ],
)
def test_member_before_its_body_receives_it_a_stranger_meets_with_it(only, name, country, partners):
    _, found = only(f"各方重视{name}。")
    assert (found.country, found.partners, bool(found.variant)) == (country, partners, partners)


def test_state_that_is_the_issue_neither_receives_a_meeting_nor_meets(only):
    _, found = only("各方重视二十国集团阿根廷问题部长会议。")
    assert (found.country, found.partners, bool(found.variant)) == ("", False, True)


def test_meeting_with_a_partner_is_not_the_meeting_of_the_organisation(only):
    _, found = only("代表们出席第九届东盟与美国领导人会议。")
    assert found.partners
    assert found.variant


def test_opec_and_its_partners_are_another_body(only):
    _, found = only("“欧佩克+”部长级会议在维也纳举行。")
    assert found.organisation == "organisation/opec-plus"


def test_who_meet_in_a_city_are_at_no_meeting_of_that_name(mentions):
    assert mentions("两国元首在内罗毕会晤，签署文件。", SUMMIT) == []
    assert mentions("他在内罗毕会晤期间签署文件。", SUMMIT)


@pytest.mark.parametrize(
    ("name", "relative"),
    [
        ("本次峰会", "this"),
        ("此次会议", "this"),
        ("下一届峰会", "next"),
        ("下次会议", "next"),
        ("明年峰会", "next"),
        ("上届峰会", "previous"),
        ("去年峰会", "previous"),
        ("历届峰会", "past"),
    ],
)
def test_meeting_seen_from_the_present_one(only, name, relative):
    passage, found = only(f"各方期待{name}。")
    assert (passage, found.relative) == (name, relative)


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        ("习近平出席东盟峰会60周年纪念活动。", "past"),
        ("习近平出席纪念万隆会议召开60周年活动。", "past"),
        ("习近平出席纪念万隆会议活动。", "past"),
        ("习近平出席纪念东盟成立60周年峰会。", ""),
        ("习近平出席东盟峰会，这是建交60周年。", ""),
    ],
)
def test_meeting_that_is_remembered_is_past(meetings, text, relative):
    assert meetings(text)[0][1].relative == relative


@pytest.mark.parametrize("name", ["会议", "峰会", "本次峰会", "这次会议", "会晤"])
def test_name_without_anything_of_its_own_is_generic(only, name):
    """It means the meeting of the report, and no other."""
    assert only(f"代表们出席{name}。")[1].generic


@pytest.mark.parametrize("name", ["去年峰会", "下一届峰会", "比什凯克峰会", "2015年峰会"])
def test_name_that_tells_it_from_others_is_not_generic(only, name):
    assert not only(f"代表们回顾{name}。")[1].generic


@pytest.mark.parametrize(
    "text",
    [
        "代表们在杭州国际会议中心合影。",
        "记者走进会议厅。",
        "峰会厅布置一新。",
        "会议室、会议桌都已备好。",
        "会议纪要已经分发。",
        "会议大厦灯火通明。",
        "论坛刊登了照片。",
    ],
)
def test_buildings_and_papers_are_no_meetings(meetings, text):
    assert meetings(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "第十三届全国运动会开幕。",
        "第十九次全国代表大会开幕。",
        "第五届中国科技大会开幕。",
        "第三届全国教育大会开幕。",
        "第十届全国人大会议开幕。",
    ],
)
def test_domestic_meetings_are_no_summits(meetings, text):
    assert meetings(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "李克强出席中央经济工作会议。",
        "李克强出席全国外事工作会议。",
        "李克强出席W20峰会。",
        "李克强出席中蒙峰会。",
        "李克强出席朝韩首脑会晤。",
        "李克强出席媒体峰会。",
        "李克强出席春季峰会。",
        "李克强同外交部长会议代表座谈。",
        "李克强与默克尔会晤。",
        "李克强曾同默克尔三次会晤。",
    ],
)
def test_end_of_another_name_is_not_the_present_meeting(meetings, text):
    """A name that is not understood must not become 会议 or 峰会."""
    assert meetings(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("李克强热烈祝贺会议成功。", "会议"),
        ("李克强高度评价此次峰会。", "此次峰会"),
        ("李克强应邀出席峰会。", "峰会"),
        ("李克强出席闭门会议。", "会议"),
        ("第一阶段会议6日举行。", "会议"),
        ("李克强全面落实会议成果。", "会议"),
        ("这次会议很重要。", "这次会议"),
        ("中国、日本、韩国领导人会议举行。", "领导人会议"),
    ],
)
def test_verb_or_session_before_a_meeting_leaves_it_the_present_one(meetings, text, name):
    assert [passage for passage, _ in meetings(text)] == [name]


def test_number_of_states_belongs_to_the_name_of_their_group(only):
    passage, found = only("李克强出席中日韩三国领导人会议。")
    assert passage == "中日韩三国领导人会议"
    assert found.organisation == "organisation/trilateral-cooperation"


@pytest.mark.parametrize(
    "text", ["默克尔出席欧盟和拉共体峰会。", "普京出席上海合作组织和欧亚经济联盟峰会。"]
)
def test_joined_name_is_refused(meetings, text):
    """Either one meeting of two organisations, or two meetings: not one of the second."""
    assert meetings(text) == []


def test_two_names_are_two_meetings(meetings):
    found = meetings("默克尔出席北约峰会和二十国集团峰会。")
    assert [name.organisation for _, name in found] == ["organisation/nato", "organisation/g20"]


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("普京出席二十国集团杭州峰会。", True),
        ("二十国集团杭州峰会开幕。", True),
        ("二十国集团杭州峰会4日在西子湖畔召开。", True),
        ("二十国集团杭州峰会4日在西子湖畔举行开幕式。", True),
        ("二十国集团杭州峰会开幕式吸引了很多观众。", False),
        ("普京介绍二十国集团杭州峰会筹备情况。", False),
        ("普京高度评价二十国集团杭州峰会，有关活动将举行。", False),
    ],
)
def test_clause_tells_whether_the_meeting_is_going_on(only, text, present):
    assert only(text)[1].present is present


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        ("会议决定在汉堡举行二十国集团峰会。", True),
        ("各方商定二十国集团峰会在汉堡举行。", True),
        ("二十国集团峰会在汉堡举行。", False),
    ],
)
def test_sentence_tells_whether_the_meeting_is_to_come(meetings, text, decided):
    assert {name.decided for _, name in meetings(text) if name.organisation} == {decided}


def test_all_meetings_of_a_report_can_be_meant_at_once(mentions):
    assert [text for text, _ in mentions("王毅参加上述活动。", EVENTS)] == ["上述活动"]
    assert mentions("王毅参加植树活动。", EVENTS + SUMMIT) == []


@pytest.mark.parametrize(
    "text", ["专家举行第一次会议。", "两人第二次会晤讨论能源问题。", "首次会议讨论能源问题。"]
)
def test_turn_without_organisation_is_no_meeting(meetings, text):
    """A session, or a meeting of anybody: not the first meeting of the organisation at hand."""
    assert meetings(text) == []


@pytest.mark.parametrize("name", ["金砖国家同非洲国家领导人对话会", "金砖国家与新兴市场国家对话会"])
def test_dialogue_with_a_group_of_states_is_the_dialogue_of_its_body(only, name):
    _, found = only(f"代表们出席{name}。")
    assert found.text == name
    assert (found.organisation, found.variant) == ("organisation/brics", "dialogue")


def test_talks_with_a_group_of_states_are_no_dialogue_of_a_body(meetings):
    assert meetings("金砖国家同非洲国家领导人会晤。") == []


@pytest.mark.parametrize(
    ("names", "series"),
    [
        (("印度—非洲论坛峰会", "印度与非洲国家峰会", "印非峰会", "非洲—印度峰会"), "印度—非洲峰会"),
        (("美国—非洲领导人峰会", "美非领导人峰会"), "美国—非洲峰会"),
        (("日本与中亚五国峰会", "“中亚+日本”峰会", "日本—中亚峰会"), "日本—中亚峰会"),
        (("第二届亚非峰会", "亚非首脑会议", "亚非国家领导人会议"), "亚非峰会"),
        (("亚非会议",), "亚非会议"),
        (("非洲—南美洲峰会", "南美洲与非洲峰会", "第三届非洲—南美洲首脑会议"), "南美—非洲峰会"),
    ],
)
def test_state_and_part_of_the_world_meet_in_one_series(only, names, series):
    for name in names:
        passage, found = only(f"各方重视{name}成果。")
        assert (passage.replace("-", "—"), found.series, found.variant) == (name, series, "")


@pytest.mark.parametrize("name", ["非洲—阿拉伯国家首脑会议", "第四届阿拉伯—非洲峰会"])
def test_body_named_by_its_part_of_the_world_meets_with_another(only, name):
    found = only(f"各方重视{name}成果。")[1]
    assert (found.organisation, found.variant) == ("organisation/arab-league", "非洲")


@pytest.mark.parametrize(
    "text", ["中亚非正式领导人会议", "东南亚非法移民问题峰会", "拉美和加勒比国家首脑会议"]
)
def test_two_characters_of_other_words_are_no_two_parts_of_the_world(meetings, text):
    assert all("亚非" not in name.series and "—" not in name.series for _, name in meetings(text))


@pytest.mark.parametrize(
    ("names", "organisation", "variant"),
    [
        (("首届俄罗斯与非洲国家峰会", "首届俄非峰会"), "russia-africa-forum", ""),
        (("中国与中亚五国峰会", "中国+中亚五国峰会"), "china-central-asia", ""),
        (("中国与阿拉伯国家峰会", "中国—阿拉伯国家峰会"), "cascf", ""),
        (("欧盟—非洲峰会", "非洲国家与欧盟峰会", "欧非峰会"), "eu", "非洲"),
        (("海合会与中亚国家峰会",), "gcc", "中亚"),
    ],
)
def test_body_and_part_of_the_world_meet(only, names, organisation, variant):
    for name in names:
        passage, found = only(f"各方重视{name}成果。")
        assert (passage.replace("-", "—"), found.organisation) == (
            name,
            f"organisation/{organisation}",
        )
        assert found.variant == variant


@pytest.mark.parametrize(
    "text",
    [
        "法国总统同非洲国家领导人会晤。",
        "法国和非洲国家领导人会晤。",
        "中印非正式会晤很重要。",
        "非洲国家峰会很重要。",
    ],
)
def test_not_everybody_who_meets_a_part_of_the_world_holds_a_summit(meetings, text):
    assert not [name for _, name in meetings(text) if name.series or name.organisations]


def test_business_of_two_sides_is_not_that_of_their_forum(only):
    _, found = only("各方重视第七届中国—拉美企业家高峰会成果。")
    assert (found.organisations, found.series) == ((), "中国—拉美和加勒比峰会")


def test_summit_of_a_forum_is_named_with_the_word_for_it(only):
    _, found = only("代表们出席第三届印度—太平洋岛国合作论坛峰会。")
    assert found.series == "印度-太平洋岛国合作论坛峰会"


@pytest.mark.parametrize("name", ["第七届亚细安加三领袖会议", "东盟加中日韩领导人会议"])
def test_meeting_of_asean_and_three_has_many_names(only, name):
    assert only(f"代表们出席{name}。")[1].organisation == "organisation/asean-plus-three"


@pytest.mark.parametrize("name", ["八国峰会", "下一届八国峰会", "八国首脑会议"])
def test_summit_of_the_eight_is_called_so_for_short(only, name):
    assert only(f"{name}在东京举行。")[1].organisation == "organisation/g8"


@pytest.mark.parametrize(
    "text", ["欧盟二十八国峰会", "法国、德国等八国峰会", "中亚八国峰会", "南美八国峰会"]
)
def test_other_eight_states_are_not_those_eight(meetings, text):
    assert all(
        name.organisation != "organisation/g8" for _, name in meetings(f"{text}在巴黎举行。")
    )


@pytest.mark.parametrize(
    ("text", "passage", "edition"),
    [
        ("代表们出席第六届“东盟峰会”。", "第六届“东盟峰会”", 6),
        ("代表们出席第6届“金砖国家峰会”闭幕式。", "第6届“金砖国家峰会”", 6),
        ("代表们出席“东盟峰会”。", "东盟峰会", 0),
    ],
)
def test_turn_before_the_quotation_marks_belongs_to_the_name(only, text, passage, edition):
    found, name = only(text)
    assert (found, name.edition) == (passage, edition)


def test_joint_summit_names_its_two_bodies_with_a_dash_between(only):
    passage, found = only("代表们出席东盟-海合会联合特别峰会。")
    assert passage == "东盟-海合会联合特别峰会"
    assert found.organisations == ("organisation/asean", "organisation/gcc")


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        ("东盟峰会自2019年11月在曼谷举行以来首次恢复。", "previous"),
        ("东盟峰会自2019年成立以来作用很大。", ""),
        ("东盟峰会4日在曼谷举行。", ""),
    ],
)
def test_since_it_was_held_tells_of_the_last_one(only, text, relative):
    assert only(text)[1].relative == relative


@pytest.mark.parametrize(
    ("text", "edition"),
    [("“大东盟”首次峰会闭幕。", 0), ("东盟首次峰会闭幕。", 1)],
)
def test_first_summit_of_a_body_that_has_grown_is_not_its_first(only, text, edition):
    assert only(text)[1].edition == edition


@pytest.mark.parametrize(
    ("name", "variant"),
    [
        ("联合国安理会五个常任理事国首脑会晤", "permanent"),
        ("联合国安理会首脑会议", ""),
        ("上海合作组织元首理事会例行会议", ""),
        ("中国-东盟纪念峰会", "anniversary"),
        ("突厥国家组织非正式峰会", "informal"),
        ("亚太经合组织领导人非正式会议", ""),
    ],
)
def test_kinds_of_meetings(only, name, variant):
    passage, found = only(f"{name}4日在纽约举行。")
    assert (passage, found.variant) == (name, variant)
    assert found.organisation


def test_summit_to_remember_something_does_not_begin_so(only):
    assert only("代表们出席纪念东盟峰会的活动。")[0] == "东盟峰会"


def test_regular_meeting_is_the_one_of_its_body(only):
    text, found = only("下一次上海合作组织元首理事会例行会议定在2017年。")
    assert text.endswith("元首理事会例行会议")
    assert (found.relative, found.variant) == ("next", "")
