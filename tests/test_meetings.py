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


def test_meeting_of_another_year_is_another_one(told):
    found = told("2016年的峰会则由乌兹别克斯坦主办。")
    other = "2016年上海合作组织峰会"
    assert f"乌兹别克斯坦 hosted {other}" in found
    assert {f"{other} year 2016", f"{other} organisedBy 上海合作组织"} <= found
    assert f"乌兹别克斯坦 hosted {DUSHANBE}" not in found


def test_day_of_an_earlier_year_opens_what_is_told_of_another_meeting(told):
    found = told("2001年6月15日，六国领导人在上海聚会，会议由王小明主持，通过了《绿色港口宣言》。")
    assert not about(found, "adopted") + about(found, "chaired")


def test_meeting_of_ministers_has_its_own_number(told):
    found = told("上合组织第六次国防部长会议通过《联合公报》。")
    (adopted,) = about(found, "adopted")
    other = adopted.partition(" ")[0]
    assert other != DUSHANBE
    assert f"{other} edition 6" in found


def test_number_of_a_conference_is_not_that_of_its_round_table(told):
    found = told("第二届“一带一路”国际合作高峰论坛圆桌峰会通过《联合公报》。")
    (adopted,) = about(found, "adopted")
    assert f"{adopted.partition(' ')[0]} edition 2" not in found


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


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("第十次会晤将在南非举行。", "南非 hosted 金砖国家第十次会晤"),
        ("第八次会晤去年在印度果阿举行。", "印度 hosted 金砖国家第八次会晤"),
    ],
)
def test_turn_alone_is_beside_the_present_meeting(facts, text, host):
    found = facts(f"金砖国家领导人第九次会晤4日在厦门举行。{text}", published="2017-09-04")
    assert host in found


@pytest.mark.parametrize(
    "text", ["第三次会晤在印度举行。", "第八次会议在印度果阿举行。", "专家组第八次会晤在印度举行。"]
)
def test_turn_alone_that_does_not_go_on_is_of_nobody(facts, text):
    found = facts(f"金砖国家领导人第九次会晤4日在厦门举行。{text}", published="2017-09-04")
    assert not [fact for fact in found if fact.startswith("印度 hosted")]


def test_this_special_meeting_is_the_one_of_the_headline(facts):
    text = """东盟峰会：三天之后终于达成一致
东盟各国领导人5日清晨在杭州达成一致。
这次特别峰会2016年9月2日开幕。会议由泰国总理文森特主持。"""
    assert "文森特 attended 东盟峰会" in facts(text)


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


def test_report_of_two_meetings_goes_over_to_the_second(facts):
    text = (
        "金砖国家领导人第七次会晤9日在乌法举行。普京主持会晤。"
        "上海合作组织成员国元首理事会第十五次会议10日在乌法举行。莫迪出席会议。"
    )
    found = about(facts(text, published="2015-07-10"), "attended")
    assert "莫迪 attended 上海合作组织成员国元首理事会第十五次会议" in found
    assert "莫迪 attended 金砖国家领导人第七次会晤" not in found


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("另据报道，东盟峰会13日在万象开幕，巴育出席。", "东盟峰会"),
        ("13日举行“上海合作组织+”对话会，巴育出席会议。", "“上海合作组织+”对话会"),
    ],
)
def test_meeting_that_a_paragraph_tells_of_is_the_one_attended_there(told, text, second):
    found = about(told(f"普京出席会议。\n{text}\n拉赫蒙出席。"), "attended")
    assert found == [
        f"巴育 attended {second}",
        f"拉赫蒙 attended {DUSHANBE}",
        f"普京 attended {DUSHANBE}",
    ]


def test_paragraph_of_a_report_of_something_else_speaks_of_the_meeting_held_in_it(facts):
    markets = "油价3日上涨。\n纽约股市上涨。\n伦敦股市上涨。\n东京股市下跌。\n"
    text = f"{markets}4日东盟峰会在万象举行，多条道路封闭。巴育主持会议。\n普京出席会议。"
    assert about(facts(text), "chaired") == ["巴育 chaired 东盟峰会"]
    assert about(facts(text), "attended") == ["巴育 attended 东盟峰会"]


def test_section_with_a_headline_is_no_visit(told):
    text = "普京出席会议。\n东盟峰会12日在万象开幕\n东盟峰会12日在万象开幕。\n巴育出席峰会。"
    found = about(told(text), "attended")
    assert "巴育 attended 东盟峰会" in found


def test_meeting_that_somebody_once_attended_does_not_take_over(told):
    found = about(told("普京曾出席东盟峰会。拉赫蒙出席会议。"), "attended")
    assert f"拉赫蒙 attended {DUSHANBE}" in found


@pytest.mark.parametrize(
    "text",
    [
        "去年的峰会在比什凯克举行，会议通过《湖滨宣言》。会议通过《山区宣言》。",
        "第九次峰会于2009年8月28日在比什凯克举行。会议通过《湖滨宣言》。\n会议通过《山区宣言》。",
    ],
)
def test_earlier_meeting_is_spoken_of_in_its_sentence_or_with_its_day_in_its_paragraph(told, text):
    found = about(told(text), "adopted")
    assert f"{DUSHANBE} adopted 山区宣言" in found
    assert f"{DUSHANBE} adopted 湖滨宣言" not in found
    assert len(found) == 2


@pytest.mark.parametrize(
    "text", ["在东盟峰会上，各方提问。", "东盟峰会将于20日举行。", "东盟峰会期间举行座谈。"]
)
def test_meeting_that_is_only_mentioned_does_not_take_over(told, text):
    assert about(told(f"普京出席会议。{text}拉赫蒙出席。"), "attended") == [
        f"拉赫蒙 attended {DUSHANBE}",
        f"普京 attended {DUSHANBE}",
    ]


def test_place_of_another_series_is_not_of_this_one(facts):
    """Series keep to their word: the G20 holds a 峰会, never a 会晤."""
    text = (
        "二十国集团领导人第十二次峰会7日在汉堡举行。普京出席峰会。"
        "各方支持办好里约峰会，祝厦门会晤成功。"
    )
    found = facts(text, published="2017-07-08")
    assert "厦门会晤 organisedBy 二十国集团" not in found


@pytest.mark.parametrize(
    ("said", "same"), [("学习“办好一次会”的经验", True), ("全力支持办好下一次会", False)]
)
def test_quotation_beside_a_meeting_does_not_put_it_off(facts, said, same):
    text = f"普京谈到上合组织杜尚别峰会成功举办。普京说，举办上合峰会是机遇，要{said}。"
    found = about(facts(text, published=TOLD), "organisedBy")
    assert (len(found) == 1) is same


@pytest.mark.parametrize(("name", "own"), [("2017年里约峰会", True), ("2017年里约会议", False)])
def test_place_with_a_year_is_of_this_series_unless_any_meeting_is_called_so(facts, name, own):
    text = f"联合国气候峰会23日在纽约举行。普京出席峰会。普京表示，支持{name}达成协议。"
    found = about(facts(text, published="2016-09-24"), "organisedBy")
    assert any(name[5:] in fact for fact in found) == own


@pytest.mark.parametrize("text", ["举行过两轮峰会", "举行了三轮峰会", "召开过峰会"])
def test_meetings_that_were_held_before_are_not_the_present_one(told, text):
    found = about(told(f"三国领导人在叶卡捷琳堡{text}。"), "heldIn")
    assert found == [f"{DUSHANBE} heldIn 杜尚别"]


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


def test_place_of_another_series_is_not_of_this_one_even_if_it_is_attended(facts):
    found = facts(
        "博鳌亚洲论坛2015年年会28日在博鳌举行。佐科说，他期待习近平下月出席万隆会议。",
        published="2015-03-28",
    )
    assert not [fact for fact in found if "博鳌" in fact and "万隆" in fact]


def test_anniversary_of_a_meeting_is_not_the_meeting(facts):
    found = facts("习近平21日赴雅加达出席万隆会议召开60周年纪念活动。", published="2015-04-21")
    assert not about(found, "attended")
    assert not about(found, "year")


@pytest.mark.parametrize(
    "lead",
    ["东盟峰会6日闭幕后，佐科会见记者。", "在东盟峰会期间，佐科接受提问。"],
)
def test_report_may_begin_after_the_meeting_or_within_it(facts, lead):
    found = facts(lead + "会议发表了《万象宣言》。")
    assert about(found, "adopted") == ["东盟峰会 adopted 万象宣言"]


def test_talks_on_the_fringe_are_not_of_the_meeting(facts):
    found = facts("在东盟峰会期间，佐科会见莫迪。会议发表了《万象宣言》。")
    assert not about(found, "adopted")


def test_known_name_is_not_of_the_present_meeting(facts):
    """A report that told 厦门会晤 apart from its meeting does so when somebody attends it, too."""
    found = facts(
        "二十国集团领导人第十二次峰会7日在汉堡举行。金砖国家领导人厦门会晤9月举行。"
        "各国领导人支持中国办好厦门会晤。莫迪将出席厦门会晤。",
        published="2017-07-08",
    )
    assert not [fact for fact in about(found, "attended") if "莫迪" in fact and "十二次" in fact]


# --- two organisers ---------------------------------------------------------------------------


def test_meeting_of_two_organisers_stays_one(facts):
    """In which order they are named, and whether 首届 is said, does not matter."""
    found = facts(
        "首届阿拉伯国家联盟-欧洲联盟峰会24日在沙姆沙伊赫举行。"
        "欧盟-阿盟峰会通过《沙漠宣言》。阿盟-欧盟峰会25日闭幕。"
    )
    name = "首届阿拉伯国家联盟-欧洲联盟峰会"
    assert set(about(found, "adopted")) == {f"{name} adopted 沙漠宣言"}
    assert set(about(found, "organisedBy")) == {
        f"{name} organisedBy 欧洲联盟",
        f"{name} organisedBy 阿拉伯国家联盟",
    }


def test_who_is_asked_to_a_dialogue_does_not_organise_it(facts):
    found = facts("亚太经合组织领导人同东盟领导人对话会10日在岘港举行。")
    assert [fact.rpartition(" ")[2] for fact in about(found, "organisedBy")] == ["亚太经济合作组织"]


@pytest.mark.parametrize(
    ("name", "editions"),
    [
        ("东盟第五届财长会议", ["东盟第五届财长会议 edition 5"]),
        ("第八届中日韩工商峰会", ["第八届中日韩工商峰会 edition 8"]),
        ("第二届“一带一路”国际合作高峰论坛圆桌峰会", []),
    ],
)
def test_side_meeting_has_an_edition_of_its_own_or_that_of_the_main_one(facts, name, editions):
    assert about(facts(f"{name}6日在曼谷举行。"), "edition") == editions


# --- events -----------------------------------------------------------------------------------


def test_event_of_a_trade_is_no_summit(facts):
    found = facts("第三届绿色航运峰会6日在大连举行。李克强出席峰会并致辞。")
    assert not [fact for fact in found if "峰会" in fact]


@pytest.mark.parametrize(
    "rest",
    ["法国总统奥朗德、德国总理默克尔出席。", "会议通过《大连宣言》。"],
)
def test_meeting_on_a_theme_counts_by_its_states_or_declaration(facts, rest):
    found = facts("第三届绿色航运峰会6日在大连举行。" + rest)
    assert "第三届绿色航运峰会 heldIn 大连" in found


@pytest.mark.parametrize(("guests", "counts"), [("、德国总理默克尔", True), ("", False)])
def test_theme_alone_names_a_meeting_if_states_take_part(facts, guests, counts):
    found = facts(f"全球绿色航运峰会6日在大连举行。国务院总理李克强{guests}出席会议。")
    assert any("航运峰会" in fact for fact in found) is counts


@pytest.mark.parametrize("turn", ["首届", "下届", "上一届"])
def test_one_meeting_of_states_tells_what_others_of_its_series_are(facts, turn):
    text = f"{turn}绿色航运峰会在大连举行。"
    assert not [fact for fact in facts(text) if "heldIn" in fact]
    found = facts(f"第三届绿色航运峰会在里昂举行，法国总统奥朗德、德国总理默克尔出席。{text}")
    assert [fact for fact in found if "heldIn 大连" in fact]


def test_leaders_of_companies_meet_at_no_place_of_leaders(facts):
    assert not about(facts("李克强出席跨国公司领导人大连峰会。"), "attended")


# --- reports of other outlets -----------------------------------------------------------------


def test_headline_names_the_meeting_with_which_the_report_goes_on(facts):
    found = facts(
        "东盟峰会未谈关税\n峰会8日在万象举行。巴育出席。",
        published="2016-09-09",
    )
    assert about(found, "attended") == ["巴育 attended 东盟峰会"]


def test_feature_tells_of_its_meeting_after_what_it_saw(facts):
    seen = "“东盟在变大。”老挝记者在等。泰国记者也来了。法国记者站着。德国记者问几点了。"
    saw = f"掌声里换了主席\n{seen}"
    met = "8日，第二十九届东盟峰会在老挝首都万象举行。\n法国总统奥朗德主持会议，巴育出席。"
    found = facts(saw + met, published="2016-09-09")
    assert about(found, "attended") == [
        "奥朗德 attended 第二十九届东盟峰会",
        "巴育 attended 第二十九届东盟峰会",
    ]
    assert not about(facts("北约" + saw + met, published="2016-09-09"), "attended")


def test_line_of_a_year_and_a_number_is_of_the_meetings_told_of(facts):
    met = "上海合作组织成员国总理第十五次会议2016年11月3日在比什凯克举行。\n"
    before = "2004年9月23日，第三次会议在里昂举行。法国总理德高乐主持会议。\n"
    found = facts(met + before, published="2016-11-04")
    assert "德高乐 chaired 上海合作组织成员国总理第三次会议" in found
    assert "上海合作组织成员国总理第三次会议 heldIn 里昂" in found
    later = facts(met + before.replace("2004年", "2017年"), published="2016-11-04")
    assert not [fact for fact in later if "第三次会议" in fact]


def test_headline_may_end_in_words_quoted(facts):
    opening = "“东盟峰会未谈关税”\n“会场很安静。”这是一位记者的话。"
    found = facts(f"{opening}刚刚在万象闭幕的东盟峰会未谈关税。巴育表示，各方意见一致。")
    assert about(found, "attended") == ["巴育 attended 东盟峰会"]


def test_meeting_in_a_city_of_a_later_state_was_not_hosted_by_it(facts):
    old = facts("不结盟运动首次首脑会议6日在贝尔格莱德闭幕。", published="1961-09-07")
    assert about(old, "heldIn") == ["不结盟运动首次首脑会议 heldIn 贝尔格莱德"]
    assert not about(old, "hosted")
    new = facts("二十国集团领导人第八次峰会6日在圣彼得堡闭幕。", published="2013-09-07")
    assert about(new, "hosted") == ["俄罗斯 hosted 二十国集团领导人第八次峰会"]


def test_other_meeting_after_the_headline_is_not_its(facts):
    found = facts("东盟峰会未谈关税\n校务会议8日举行。巴育出席。", published="2016-09-09")
    assert not about(found, "attended")


@pytest.mark.parametrize("verb", ["登场", "揭幕", "收场", "结束"])
def test_meeting_is_held_in_many_words(facts, verb):
    found = facts(f"东盟峰会8日在万象{verb}。巴育出席。", published="2016-09-09")
    assert about(found, "attended") == ["巴育 attended 东盟峰会"]


def test_meeting_that_has_just_ended_is_background(facts):
    found = facts("刚刚闭幕的东盟峰会受到好评，研讨会在上海开幕。会议通过《湖滨宣言》。")
    assert not about(found, "adopted")


def test_items_of_a_digest_begin_with_their_subject(facts):
    text = (
        "国际会议速览\n"
        "【东盟】东盟峰会6日在万象开幕。巴育出席。\n"
        "【公约】缔约方代表9日在某地商谈。拉赫蒙出席。\n"
        "【非盟】5日在基加利闭幕的非盟峰会通过《湖滨宣言》。穆塞韦尼出席。"
    )
    found = about(facts(text, published="2016-07-10"), "attended")
    assert found == ["巴育 attended 东盟峰会", "穆塞韦尼 attended 非盟峰会"]


def test_short_name_is_the_only_meeting_of_its_body(facts):
    """So it is in a report that is about no meeting."""
    found = facts("各方重视亚信第四次峰会。各方祝亚信峰会成功。")
    assert len(about(found, "organisedBy")) == 1
    apart = facts("各方重视亚信第四次峰会、亚信第五次峰会。各方祝亚信峰会成功。")
    assert len(about(apart, "organisedBy")) > 1
    place = facts("各方重视亚信第四次峰会。各方祝亚信上海峰会成功。")
    assert len(about(place, "organisedBy")) > 1


def test_this_meeting_is_the_only_one_that_the_report_named(facts):
    lead = "普京同佐科通电话。普京重视亚信第四次峰会。"
    assert about(facts(lead + "本次峰会通过《湖滨宣言》。"), "adopted") == [
        "亚信第四次峰会 adopted 湖滨宣言"
    ]
    assert not about(facts(lead + "普京重视东盟峰会。本次峰会通过《湖滨宣言》。"), "adopted")
    assert not about(facts(lead + "峰会通过《湖滨宣言》。"), "adopted")


def test_first_of_two_meetings_has_a_whole_name(facts):
    found = facts("第38届和第39届东盟峰会8日举行。")
    assert "第38届东盟峰会 edition 38" in found


def test_first_of_its_series_is_so_in_any_year(facts):
    found = facts("今年11月，首届中国—阿拉伯国家峰会将在利雅得举办。")
    assert about(found, "edition") == ["首届中国—阿拉伯国家峰会 edition 1"]


CHRONICLE = """东非共同体大事记
2004年7月31日 首届领导人会议在基加利举行，发表《基加利宣言》。
2008年3月 某学院并入“东南亚国家联盟”研究网络。
2011年 原定在内罗毕举行的第二届领导人会议推迟。
2012年11月13日 第二届领导人会议在坎帕拉举行，拉马福萨出席。
"""


def test_meetings_of_a_chronicle_are_of_the_body_of_its_headline(facts):
    found = facts(CHRONICLE, published="2020-01-01")
    second = "东非共同体第二届领导人会议"
    assert about(found, "attended") == [f"拉马福萨 attended {second}"]
    assert about(found, "adopted") == ["东非共同体首届领导人会议 adopted 基加利宣言"]
    assert about(found, "year") == [f"{second} year 2012", "东非共同体首届领导人会议 year 2004"]


def test_meeting_in_the_headline_of_a_chronicle_tells_the_body_too(facts):
    text = "2012年11月13日 第二次峰会在坎帕拉举行。扩员后首次峰会将召开。"
    found = facts(f"资料：东非共同体峰会大事记\n{text}", published="2020-01-01")
    assert about(found, "heldIn") == ["东非共同体第二次峰会 heldIn 坎帕拉"]
    assert about(found, "edition") == ["东非共同体第二次峰会 edition 2"]


@pytest.mark.parametrize(
    "headline", ["东盟与东非共同体\n", "记者谈首届领导人会议\n", "“东非共同体”来信。\n"]
)
def test_headline_of_two_bodies_or_none_tells_of_no_meeting(facts, headline):
    assert not about(facts(f"{headline}首届领导人会议在基加利举行。"), "organisedBy")


@pytest.mark.parametrize("name", ["第六次外长会", "第六次领导人会议"])
def test_counted_meeting_is_of_the_body_of_the_report(told, name):
    found = about(told(f"各方商定，{name}由中国主办。"), "edition")
    assert any(fact.endswith(f"{name} edition 6") for fact in found)


def test_meeting_of_others_than_states_is_not_that_of_the_body(told):
    found = told("上海合作组织审计机关领导人第一次会议在北京举行。")
    assert len(about(found, "edition")) == 1


@pytest.mark.parametrize("name", ["肯尼亚和平峰会", "第二届肯尼亚重建国际会议"])
def test_meeting_is_of_the_state_that_it_is_to_help(facts, name):
    found = facts(f"为期两天的“{name}”5日在内罗毕开幕。普京出席。", published="2014-09-05")
    assert about(found, "attended") == [f"普京 attended {name}"]


@pytest.mark.parametrize("name", ["肯尼亚和平峰会筹备委员会", "肯尼亚和平委员会会议"])
def test_other_bodies_for_peace_are_no_such_meeting(facts, name):
    assert not about(facts(f"{name}5日在内罗毕开会。普京出席。"), "attended")


def test_second_meeting_that_somebody_attends_is_not_the_second_of_all(facts):
    text = "东非共同体峰会5日在内罗毕举行。这是法国以观察员身份出席的第二次峰会，由普京率团。"
    found = facts(text, published="2014-09-05")
    assert about(found, "attended") == ["普京 attended 东非共同体峰会"]
    assert not about(found, "edition")


def test_a_meeting_told_of_before_is_that_one(facts):
    last = "上一次东非共同体峰会是2010年4月在坎帕拉举行的，那次会议通过《坎帕拉宣言》"
    found = facts(f"东非共同体峰会5日在内罗毕举行。{last}。", published="2014-09-05")
    assert about(found, "adopted") == ["2010年东非共同体峰会 adopted 坎帕拉宣言"]


def test_letter_to_the_body_that_meets_does_not_end_the_report(told):
    found = told("法国总统德高乐致信大会秘书长，没有到会，派外长史密斯出席。")
    assert f"史密斯 attended {DUSHANBE}" in about(found, "attended")


SECOND = "东非共同体峰会今日在内罗毕揭幕。普京出席。会议通过《内罗毕宣言》。"


def test_meeting_told_as_held_is_spoken_of_in_a_report_of_something_else(facts):
    lead = "法国客人很多。\n印度商店都开了门。\n德国游客不少。\n街上有二十国集团峰会的标志。\n"
    found = facts(f"{lead}{SECOND}\n会议通过《城市宣言》。", published="2014-09-12")
    assert about(found, "attended") == ["普京 attended 东非共同体峰会"]
    assert about(found, "adopted") == ["东非共同体峰会 adopted 内罗毕宣言"]


def test_what_a_meeting_is_does_not_tell_that_it_is_held(facts):
    report = "普京将主持上合组织杜尚别峰会。\n法国、德国记者12日听了吹风会。\n"
    text = f"{report}杜尚别峰会是上合组织扩员后召开的首次峰会。会议通过《杜尚别宣言》。"
    assert not about(facts(text, published="2014-09-10"), "adopted")


def test_meeting_that_a_body_held_once_is_spoken_of_in_its_sentence(told):
    text = "1999年9月，东非共同体在基加利召开特别峰会，会议通过《基加利宣言》。"
    found = about(told(f"拉赫蒙出席。佐科出席。{text}"), "adopted")
    assert found == ["东非共同体特别峰会 adopted 基加利宣言"]


def test_this_meeting_of_another_series_is_not_the_one_told_last(told):
    lead = "佐科将出席第三届南方首脑会议。"
    assert about(told(f"{lead}本次南方首脑会议由印度尼西亚主办。"), "hosted") == [
        "印度尼西亚 hosted 第三届南方首脑会议",
        f"塔吉克斯坦 hosted {DUSHANBE}",
    ]


def test_bare_meeting_is_of_the_only_body_whose_meetings_are_told(facts):
    lead = "普京同佐科通电话。普京祝贺佐科成功举办东盟峰会。"
    next_one = "第三十届领导人会议将在马尼拉举行。"
    assert "东南亚国家联盟第三十届领导人会议 heldIn 马尼拉" in facts(lead + next_one)
    assert not about(facts(f"{lead}普京重视亚信峰会。{next_one}"), "edition")
    assert not about(facts(f"{lead}第三十次领导人会晤将在马尼拉举行。"), "edition")


def test_next_number_is_of_the_meeting_that_counts_so(told):
    text = "第五届欧洲政治共同体峰会同日在布达佩斯举行。第六届峰会明年在地拉那举行。"
    assert sum("organisedBy 欧洲政治共同体" in fact for fact in told(text)) == 2


def test_other_meeting_of_the_body_whose_chair_is_told(told):
    found = told("东盟轮值主席国是老挝，上次峰会2013年在文莱举行。")
    assert sum("organisedBy 东南亚国家联盟" in fact for fact in found) == 1


def test_meetings_of_a_year_are_none_in_particular(told):
    assert len(about(told("去年的两次峰会都在巴黎举行。"), "organisedBy")) == 1


def test_first_visit_of_somebody_in_office_takes_over_nothing(told):
    found = told("这是佐科上任后首次出席东盟峰会。普京出席会议。")
    assert f"普京 attended {DUSHANBE}" in found


def test_next_meeting_of_a_body_and_a_state_is_with_that_state(facts):
    report = "第三届东盟-印度峰会12日在万象举行。莫迪出席。"
    found = facts(f"{report}明年的峰会将移师吉隆坡。", published="2014-09-12")
    assert not about(found, "organisedBy")
    assert len(about(found, "heldIn")) == 2


def test_counted_meetings_of_leaders_and_ministers_are_of_the_body_at_hand(facts):
    text = "第四次外长会议将于明年在坎帕拉举行。国会第五次首脑会议与此无关。"
    found = facts(f"东盟第三次外长会议在基加利举行。\n{text}", published="2020-01-01")
    places = ["东盟第三次外长会议 heldIn 基加利", "第四次外长会议 heldIn 坎帕拉"]
    assert about(found, "heldIn") == places
    assert about(found, "edition") == ["东盟第三次外长会议 edition 3", "第四次外长会议 edition 4"]


def test_first_meeting_of_a_chronicle_is_the_first_of_its_body(facts):
    text = "2012年11月13日 首次峰会在坎帕拉举行。2014年 扩员后首次峰会在基加利举行。"
    found = facts(f"资料：东非共同体峰会大事记\n{text}", published="2020-01-01")
    assert about(found, "heldIn") == ["东非共同体首次峰会 heldIn 坎帕拉"]


def test_annual_meeting_of_a_body_is_a_meeting_of_its_year(facts):
    found = facts(
        "博鳌亚洲论坛2031年年会28日在博鳌开幕，斐济总理塔马洛夫出席开幕式。", published="2031-03-28"
    )
    assert about(found, "attended") == ["塔马洛夫 attended 博鳌亚洲论坛2031年年会"]
    assert about(found, "year") == ["博鳌亚洲论坛2031年年会 year 2031"]
    assert not about(facts("斐济总理塔马洛夫出席物理学会2031年年会。"), "attended")


def test_international_conference_on_a_theme_is_a_meeting(facts):
    text = (
        "第六届内陆国家运输问题国际会议28日在苏瓦开幕，斐济总理塔马洛夫、汤加首相佩雷拉出席会议。"
    )
    found = facts(text, published="2031-03-28")
    assert "第六届内陆国家运输问题国际会议 heldIn 苏瓦" in about(found, "heldIn")
    assert len(about(found, "attended")) == 2


def test_international_conference_may_be_counted_by_times(facts):
    text = "第四次内陆发展中国家国际会议28日在苏瓦闭幕。斐济总理塔马洛夫主持会议，"
    text += "汤加首相佩雷拉出席会议。"
    found = facts(text, published="2031-03-28")
    assert {"第四次内陆发展中国家国际会议 edition 4"} == set(about(found, "edition"))
    assert len(about(found, "chaired")) == 1


def test_what_is_told_of_an_earlier_year_is_not_of_the_present_meeting(told):
    past = "1994年，首次会议在苏瓦举行，通过了《苏瓦宣言》；"
    found = told(f"{past}2005年，各方在努美阿通过了《努美阿宣言》。会议通过《杜尚别宣言》。")
    assert about(found, "adopted") == [f"{DUSHANBE} adopted 杜尚别宣言"]


def test_meeting_on_a_theme_held_next_adopts_its_own_text(told):
    name = "海洋大国港口安全领导人会议"
    found = told(f"随后举行的{name}发表了《绿色港口宣言》。")
    assert about(found, "adopted") == [f"{name} adopted 绿色港口宣言"]


def test_some_who_meet_in_another_city_do_so_at_no_present_meeting(told):
    apart = "12日，三国领导人在塔什干举行集体会晤，发表《塔什干声明》。普京主持会晤。"
    assert not about(told(apart), "adopted")
    assert not about(told(apart), "chaired")
    assert about(told(apart.replace("塔什干举", "杜尚别举")), "chaired")


def test_assembly_of_a_body_is_a_meeting_by_its_number(facts):
    found = facts("斐济总理塔马洛夫在苏瓦出席各国议会联盟第190届大会。")
    assert about(found, "edition") == ["各国议会联盟第190届大会 edition 190"]
    assert about(found, "attended") == ["塔马洛夫 attended 各国议会联盟第190届大会"]


def test_year_is_not_cut_from_its_word(facts):
    found = facts("2031年度东盟领导人会议6日在万象开幕。", published="2031-09-06")
    assert about(found, "year") == ["东盟领导人会议 year 2031"]


def test_next_meeting_of_a_counted_series_has_its_number(facts):
    text = "会议决定，下届首脑会议在乌干达举行。"
    found = facts(f"东非共同体第四十届首脑会议10日在基加利举行。\n{text}", published="2019-12-12")
    assert "乌干达 hosted 东非共同体第四十一届首脑会议" in about(found, "hosted")
    assert about(found, "edition") == ["东非共同体第四十届首脑会议 edition 40"]


def test_meeting_named_after_another_state_is_another_one(facts):
    text = "当年12月的肯尼亚峰会，三国总统无一到场。"
    found = facts(f"东非共同体第四十届首脑会议10日在基加利举行。\n{text}", published="2019-12-12")
    fortieth = "东非共同体第四十届首脑会议"
    assert about(found, "hosted") == [f"卢旺达 hosted {fortieth}", "肯尼亚 hosted 肯尼亚峰会"]


def test_special_meetings_of_a_chronicle_are_apart_by_their_years(facts):
    first = "2021年3月31日 特别峰会以视频方式举行。"
    second = "2023年3月16日 特别峰会在坎帕拉举行。"
    found = facts(f"资料：东非共同体大事记\n{first}\n{second}", published="2024-01-01")
    assert len(about(found, "startDate")) == 2
    assert about(found, "heldIn") == ["东非共同体特别峰会 heldIn 坎帕拉"]


def test_count_that_goes_on_tells_the_body_in_a_report_of_something_else(facts):
    text = "东非共同体第50届首脑会议在基加利举行。发言人23日接受采访。第8届会议不在此列。"
    found = facts(text + "第51届会议将在坎帕拉举行。", published="2024-01-01")
    assert not any("第8届" in fact for fact in found)
    assert "东非共同体第51届会议 heldIn 坎帕拉" in about(found, "heldIn")


def test_sessions_of_a_counted_summit_bear_its_number_no_edition_of_their_own(facts):
    found = facts("第30届东非共同体峰会系列会议在基加利开幕。", published="2018-01-27")
    assert about(found, "edition") == []
    assert about(facts("第八届东亚领导人系列会议开幕。"), "edition")


def test_summit_of_a_body_of_heads_of_government_is_its_meeting_of_them(facts):
    text = "英联邦峰会明天开幕。\n英联邦第27届政府首脑会议6月20日在基加利举行。"
    found = facts(text, published="2022-06-19")
    assert about(found, "edition") == ["英联邦第27届政府首脑会议 edition 27"]
    assert about(found, "organisedBy") == ["英联邦第27届政府首脑会议 organisedBy 英联邦"]


def test_next_meeting_with_a_state_is_called_so(facts):
    text = "第二届东盟-印度峰会在基加利举行。明年的峰会将由老挝主办。"
    found = facts(text, published="2003-10-09")
    assert "老挝 hosted 东南亚国家联盟-印度峰会" in about(found, "hosted")


def test_items_of_a_chronicle_tell_of_different_meetings(facts):
    items = ["3月31日 特别峰会以视频方式举行。", "4月10日 特别首脑会议决定解除制裁。"]
    items.append("11月12日 第八次峰会在坎帕拉举行。")
    text = "\n".join(("资料：东非共同体大事记", "2021年", *items))
    found = facts(text, published="2024-01-01")
    assert len(about(found, "organisedBy")) == 3
    assert "东非共同体第八次峰会 startDate 2021-11-12" in about(found, "startDate")


def test_word_of_the_clause_before_does_not_turn_the_next_one(facts):
    found = facts("会谈被取消，东非共同体第50届首脑会议在基加利举行。", published="2024-01-01")
    assert about(found, "heldIn") == ["东非共同体第50届首脑会议 heldIn 基加利"]


#: An agenda of a week: every item begins with the day and the place of its meeting.
AGENDA = """一周外交日程：上合与东非共同体先后开会
国际在线　2031年7月12日
●8日至9日，撒马尔罕：上海合作组织峰会。吉尔吉斯斯坦总统扎帕罗夫出席。
●11日，肯尼亚内罗毕：东非共同体第40次首脑会议。坦桑尼亚总统哈桑出席。去年的峰会12月5日在坎帕拉举行。
"""


def test_item_of_an_agenda_is_about_the_meeting_after_its_day_and_place(facts):
    found = facts(AGENDA, published="2031-07-12")
    assert "上海合作组织峰会 heldIn 撒马尔罕" in found
    assert "上海合作组织峰会 startDate 2031-07-08" in found
    assert "扎帕罗夫 attended 上海合作组织峰会" in found
    assert "肯尼亚 hosted 东非共同体第40次首脑会议" in found
    assert "哈桑 attended 东非共同体第40次首脑会议" in found
    assert "东非共同体峰会 startDate 2030-12-05" in found
    assert "东非共同体峰会 heldIn 坎帕拉" in found


def test_guests_of_an_item_are_at_the_meeting_of_the_item(facts):
    text = """资料：东非共同体历次首脑会议
新华社内罗毕7月7日电　东非共同体第三次首脑会议7日在内罗毕举行。以下是历次会议简况：
2029年7月6日　首次峰会在坦桑尼亚阿鲁沙举行。肯尼亚总统鲁托出席。
2030年7月5日　第二次峰会在乌干达坎帕拉举行，乌干达总统穆塞韦尼主持。"""
    found = facts(text, published="2031-07-07")
    assert "鲁托 attended 东非共同体首次峰会" in found
    assert "穆塞韦尼 chaired 东非共同体第二次峰会" in found


def test_leader_in_a_year_chairs_the_meeting_of_that_year(facts):
    text = """2029年7月，东非共同体首脑会议在阿鲁沙举行。
2030年12月，乌干达总统穆塞韦尼在坎帕拉主持东非共同体首脑会议。"""
    found = facts(text, published="2031-07-07")
    assert [fact[-4:] for fact in sorted(about(found, "year"))] == ["2029", "2030"]
    assert len(about(found, "heldIn")) == 2


def test_short_name_of_a_body_may_stand_before_the_turn_of_its_meeting(facts):
    found = facts("环孟加拉湾多领域经济技术合作组织（BIMSTEC）第9届领导人会议开幕。")
    assert about(found, "edition")


@pytest.mark.parametrize("since", ["扩员后的", "扩员后", "十年来"])
def test_first_meeting_since_something_is_not_the_first_of_its_kind(facts, since):
    found = facts(f"东非共同体峰会在阿鲁沙举行。这是{since}第一次峰会。", published="2031-07-07")
    assert about(found, "edition") == []


def test_last_meeting_of_an_interview_is_of_the_body_it_is_about(facts):
    text = """东非共同体第9届领导人会议30日将在阿鲁沙举行。肯尼亚总统鲁托接受了采访。
答：上一届会议是2028年8月在坎帕拉开的，乌干达总统穆塞韦尼主持。
答：下一届会议也就在内罗毕开。"""
    found = facts(text, published="2030-03-28")
    assert any(fact.endswith("heldIn 坎帕拉") for fact in about(found, "heldIn"))
    assert any(fact.endswith("heldIn 内罗毕") for fact in about(found, "heldIn"))
    assert len(about(found, "organisedBy")) == 3
    assert [fact.partition(" ")[0] for fact in about(found, "chaired")] == ["穆塞韦尼"]


def test_bodies_that_hold_a_meeting_together_organise_it(facts):
    text = "东非共同体、印度与海湾阿拉伯国家合作委员会（海合会）昨日在内罗毕举行首届三方峰会。"
    found = facts(text, published="2031-07-07")
    bodies = {fact.split()[-1] for fact in about(found, "organisedBy")}
    assert bodies == {"东非共同体", "海湾阿拉伯国家合作委员会"}
    apart = "东非共同体和海湾阿拉伯国家合作委员会分别在内罗毕举行特别峰会。"
    assert about(facts(apart, published="2031-07-07"), "organisedBy") == []


def test_last_meeting_stays_one_through_its_sentence(facts):
    text = """东非共同体第9届首脑会议在阿鲁沙举行
东非共同体第9届首脑会议7日在坦桑尼亚阿鲁沙举行。
上一届首脑会议去年9月在肯尼亚内罗毕举行，会议通过《内罗毕宣言》。"""
    found = facts(text, published="2031-07-07")
    last = {fact.partition(" ")[0] for fact in about(found, "adopted")}
    assert last == {f.partition(" ")[0] for f in about(found, "heldIn") if f.endswith("内罗毕")}
    assert len(about(found, "edition")) == len(about(found, "organisedBy")) - 1


def test_items_of_an_agenda_tell_the_weekday_in_brackets(facts):
    text = """下周日程
★7日（周一） 肯尼亚内罗毕：东非共同体第9届首脑会议。轮值主席将主持。
★9日（周三） 布鲁塞尔：欧盟—西巴尔干峰会。"""
    found = facts(text, published="2031-07-04")
    assert {fact[-4:] for fact in about(found, "heldIn")} == {" 内罗毕", "布鲁塞尔"}
    days = {fact.rpartition(" ")[2] for fact in about(found, "startDate")}
    assert days == {"2031-07-07", "2031-07-09"}


# --- a body and its meeting, told apart ---------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "同意今后每年在东盟峰会之后召开这样的会议",
        "东盟峰会期间举行的展览吸引了客人",
        "这是塔吉克斯坦自第二届东盟峰会在河内召开以来首次主办会议",
    ],
)
def test_meeting_beside_which_something_is_held_is_not_the_present_one(told, text):
    found = told(f"各方表示，{text}。普京出席会议。")
    assert about(found, "attended") == [f"普京 attended {DUSHANBE}"]


@pytest.mark.parametrize("when", ["去年11月，", "去年11月底，", "2013年11月，", "2013年11月13日"])
def test_meeting_of_a_year_that_opens_the_clause_is_of_that_year(told, when):
    found = told(f"普京出席会议。{when}上合组织领导人首次在奥什举行峰会。")
    (place,) = (fact for fact in about(found, "heldIn") if fact.endswith("奥什"))
    meeting = place.removesuffix(" heldIn 奥什")
    assert f"{meeting} year 2013" in found
    assert about(found, "attended") == [f"普京 attended {DUSHANBE}"]


@pytest.mark.parametrize(
    "text",
    [
        "北约28国国家元首和政府首脑在布鲁塞尔的春季峰会上讨论预算。",
        "3月21日，北约领导人在布鲁塞尔的春季峰会上讨论预算。",
        "北约领导人周四（3月21日）在布鲁塞尔结束为期两天的春季峰会。",
        "北约领袖周四在布鲁塞尔结束两天春季峰会。",
    ],
)
def test_body_whose_leaders_are_at_a_meeting_holds_it(facts, text):
    found = facts(f"{text}普京出席会议。布鲁塞尔峰会通过《海港宣言》。", published="2031-03-21")
    (place,) = about(found, "heldIn")
    meeting = place.removesuffix(" heldIn 布鲁塞尔")
    assert f"{meeting} organisedBy 北大西洋公约组织" in found or "NATO" in str(found)
    assert about(found, "attended") == [f"普京 attended {meeting}"]
    assert about(found, "adopted") == [f"{meeting} adopted 海港宣言"]


@pytest.mark.parametrize(
    "text", ["北约秘书长在布鲁塞尔的春季峰会上发言。", "代表在春季峰会上讨论北约。"]
)
def test_meeting_that_somebody_of_a_body_attends_need_not_be_its_own(facts, text):
    assert not about(facts(text, published="2031-03-21"), "organisedBy")


def test_report_may_name_a_meeting_after_it_has_told_of_it(facts):
    opening = "东非共同体成员国领导人齐聚新德里，总理莫迪也来了。会议12日举行。"
    text = f"{opening}这是首次举办印度-东非共同体峰会。普京出席会议。"
    found = facts(text, published="2031-03-21")
    assert len(about(found, "attended")) == 1
    assert all("印度" in fact for fact in about(found, "attended"))


def test_who_meets_in_a_break_of_a_meeting_attends_it(facts):
    text = "美洲峰会：莫迪会晤普京\n两人是在利马出席第八届美洲峰会的间隙见面的。普京在会上发言。"
    found = facts(text, published="2018-04-14")
    assert about(found, "attended") == ["普京 attended 第八届美洲峰会"]
    assert not about(found, "organisedBy")  # not of one body


def test_last_meeting_of_a_treaty_is_told_without_its_name(facts):
    report = "《海洋公约》第十四次缔约方大会12日在内罗毕开幕。"
    found = facts(f"{report}巴西去年在利马主办了上一届缔约方大会。", published="2031-03-21")
    assert len(about(found, "heldIn")) == 2
    assert any("2030" in fact for fact in about(found, "year"))


def test_district_of_a_city_is_in_the_city(facts):
    found = facts("二十国集团领导人第三十次峰会12日在首尔江南区会展中心闭幕。")
    assert about(found, "heldIn") == ["二十国集团领导人第三十次峰会 heldIn 首尔"]


@pytest.mark.parametrize(("when", "there"), [("", True), ("4日", True), ("去年9月", False)])
def test_report_that_begins_with_words_said_at_a_counted_meeting_is_about_it(facts, when, there):
    text = (
        "峰会开了两天\n"
        f"法国总统德高乐{when}在第十一次二十国集团领导人峰会上对各国领导人说，回家真好。\n"
        "英国首相史密斯也出席了峰会开幕式。\n"
    )
    found = facts(text, published="2016-09-05")
    assert any(fact.startswith("史密斯 attended ") for fact in found) is there


@pytest.mark.parametrize(
    "text",
    [
        "北约成员国领导人周三（6月29日）在都柏林峰会上讨论预算。",
        "（本报讯）北约各成员国首脑29日在都柏林峰会上讨论预算。",
        "北约30国领导人在都柏林峰会上讨论预算。",
    ],
)
def test_summit_in_a_city_is_of_the_body_whose_members_are_at_it(facts, text):
    found = facts(f"{text}普京出席会议。", published="2031-06-30")
    assert any(fact.startswith("都柏林峰会 organisedBy") for fact in found)
    assert about(found, "attended") == ["普京 attended 都柏林峰会"]


def test_summit_in_a_city_need_not_be_of_a_body_whose_leaders_are_there(facts):
    found = facts("北约领导人29日在都柏林峰会上发言。", published="2031-06-30")
    assert not about(found, "organisedBy")


LINES = """背景资料：东非共同体
东非共同体首脑会议28日在内罗毕开幕。
历届首脑会议主要有：
{items}"""


@pytest.mark.parametrize(
    "item",
    [
        "第2届：2004年7月在坎帕拉举行，通过《坎帕拉宣言》，签署了《绿色港口章程》。",
        "第二届，2004年7月在坎帕拉召开，通过《坎帕拉宣言》，签署了《绿色港口章程》。",
        "第二次——2004年7月在坎帕拉举行，通过《坎帕拉宣言》，签署了《绿色港口章程》。",
        "2004年7月，第二届在坎帕拉举行，通过《坎帕拉宣言》，签署了《绿色港口章程》。",
        "2．第二届2004年7月在坎帕拉举行，通过《坎帕拉宣言》，签署了《绿色港口章程》。",
        "——第二届东非共同体首脑会议：2004年7月在坎帕拉举行，通过《坎帕拉宣言》，签署了《绿色港口章程》。",
        "第二次会议：2004年7月在坎帕拉举行，会议通过《坎帕拉宣言》，签署《绿色港口章程》。",
    ],
)
def test_lines_that_begin_with_a_turn_are_meetings_of_the_body_above(facts, item):
    first = "首届：2003年在基加利举行。坦桑尼亚总统马古富力主持了会议。"
    found = facts(LINES.format(items=f"{first}\n{item}"), published="2010-04-28")
    assert len(about(found, "organisedBy")) == 3
    assert {fact.split(" adopted ")[1] for fact in about(found, "adopted")} == {
        "坎帕拉宣言",
        "绿色港口章程",
    }
    one, two = sorted(about(found, "edition"), key=lambda fact: fact[-1])
    one, two = one.split()[0], two.split()[0]
    assert about(found, "chaired") == [f"马古富力 chaired {one}"]
    assert {f"{one} heldIn 基加利", f"{two} heldIn 坎帕拉"} <= set(about(found, "heldIn"))
    assert {f"{one} year 2003", f"{two} year 2004"} <= set(about(found, "year"))


@pytest.mark.parametrize(
    "text",
    [
        "东非共同体首脑会议28日在内罗毕开幕。\n第2届：2004年7月在坎帕拉举行。",
        "历届运动会：\n第2届：2004年7月在坎帕拉举行。",
        "历届东非共同体首脑会议：\n第二次在坎帕拉举行的展览2004年7月开幕。",
        "历届东非共同体首脑会议：\n第二届政府2004年7月在坎帕拉举行招待会。",
    ],
)
def test_line_that_begins_with_a_turn_need_not_tell_of_a_meeting(facts, text):
    found = facts(text, published="2010-04-28")
    assert not about(found, "edition")
    assert "坎帕拉" not in "".join(about(found, "heldIn"))


@pytest.mark.parametrize(
    "row",
    [
        "第二届｜2004年7月5日至6日｜坎帕拉｜乌干达",
        "第二届 | 2004年7月5日-6日 | 坎帕拉 | 乌干达",
        "第二届\t2004年7月5日\t乌干达坎帕拉",
        "第二届　2004年7月5日（周一）　乌干达首都坎帕拉　通过《坎帕拉宣言》",
        "第2届：2004年7月5日，坎帕拉",
        "第二届｜乌干达坎帕拉｜2004年7月5日",
    ],
)
@pytest.mark.parametrize("heading", ["历届首脑会议主要有：", "【历届一览】\n届次｜时间｜地点"])
def test_rows_of_a_table_are_meetings_of_the_body_above(facts, heading, row):
    opening = "第三届东非共同体首脑会议28日在内罗毕开幕。"
    found = facts(f"背景资料\n{opening}\n{heading}\n{row}\n", published="2010-04-28")
    (second,) = (fact.split()[0] for fact in about(found, "edition") if fact.endswith(" 2"))
    assert {
        f"{second} heldIn 坎帕拉",
        f"{second} year 2004",
        f"乌干达 hosted {second}",
        f"{second} organisedBy 东非共同体",
    } <= set(found)


def test_what_is_told_of_a_meeting_held_before_goes_on_until_the_paragraph_ends(facts):
    text = (
        "第三届东非共同体首脑会议28日在内罗毕开幕。\n2004年7月在乌干达恩德培举行的第二届会议上，各方意见不一。"
        "乌干达总理史密斯主持会议。\n肯尼亚总统德高乐主持会议。"
    )
    found = about(facts(text, published="2010-04-28"), "chaired")
    assert [fact.split(" chaired ")[0] for fact in found if "第三届" in fact] == ["德高乐"]
    assert [fact.split(" chaired ")[0] for fact in found if "第二届" in fact] == ["史密斯"]


def test_rows_tell_the_texts_of_meetings(facts):
    rows = "第二届：《坎帕拉宣言》、《绿色港口章程》\n第一届：《基加利宣言》"
    text = f"第三届东非共同体首脑会议28日在内罗毕开幕。\n【重要文件】\n{rows}"
    found = about(facts(text, published="2010-04-28"), "adopted")
    assert len(found) == 3
    assert not any("第三届" in fact for fact in found)


@pytest.mark.parametrize(
    "row",
    [
        "第二届｜坎帕拉大学｜张三",
        "第九届｜2004年7月5日｜坎帕拉",
        "第二届　法国总统德高乐　2004年7月5日",
    ],
)
def test_row_need_not_tell_of_a_meeting(facts, row):
    """A cell is neither day nor place, or so many meetings there were not."""
    text = f"第三届东非共同体首脑会议28日在内罗毕开幕。\n【冠军一览】\n{row}"
    found = facts(text, published="2010-04-28")
    assert len(about(found, "edition")) == 1
    assert "坎帕拉" not in "".join(about(found, "heldIn"))


def test_counted_meeting_right_after_a_forum_is_of_the_forum_named_last(facts):
    text = (
        "第七届拉共体峰会24日在布宜诺斯艾利斯举行。\n2014年7月，各方宣布成立中国—拉共体论坛。"
        "2015年1月，论坛首届部长级会议在北京举行。2018年1月，第二届部长级会议在圣地亚哥举行。"
    )
    found = about(facts(text, published="2023-01-24"), "organisedBy")
    assert [fact.split(" organisedBy ")[1] for fact in found if "部长级" in fact] == [
        "中国—拉美和加勒比国家共同体论坛"
    ] * 2


def test_second_message_in_a_paragraph_ends_no_report(facts):
    text = (
        "突厥国家组织峰会7日在比什凯克举行。\n"
        "德高乐主席向会议致贺信。史密斯宣读贺信。\n会议通过《绿色草原宣言》。"
    )
    found = facts(text, published="2024-11-08")
    assert about(found, "adopted") == ["突厥国家组织峰会 adopted 绿色草原宣言"]


def test_city_right_after_a_state_is_in_that_state(facts):
    found = facts("东盟峰会4日在老挝巴黎举行。", published="2016-09-05")
    assert about(found, "heldIn") == []
    assert about(found, "hosted") == ["老挝 hosted 东盟峰会"]


def test_headline_with_a_colon_is_no_line_of_a_chronicle(facts):
    headline = "第二届东非共同体首脑会议：多国领导人在坎帕拉举行磋商"
    text = f"{headline}\n首脑会议28日在坎帕拉举行，通过《坎帕拉宣言》。"
    found = facts(text, published="2010-04-28")
    assert about(found, "adopted") == ["第二届东非共同体首脑会议 adopted 坎帕拉宣言"]


def test_how_often_a_body_meets_names_no_meeting(facts):
    text = "第二届东盟峰会28日在金边举行。东盟外长会议今后每两年举行一次，特别峰会原则上每年召开。"
    assert len(about(facts(text, published="2010-04-28"), "organisedBy")) == 1


def test_meeting_to_come_of_a_headline_is_the_one_that_is_announced(facts):
    text = "非盟峰会将选举新的主席\n第三十八届非洲联盟峰会将于15日至16日在亚的斯亚贝巴举行。"
    found = facts(text, published="2025-02-14")
    assert [fact for fact in found if " organisedBy " in fact] == [
        "第三十八届非洲联盟峰会 organisedBy 非洲联盟"
    ]


@pytest.mark.parametrize("headline", ["2026年APEC峰会将花落谁家?", "2026年APEC峰会为何落户深圳"])
def test_meeting_of_next_year_in_the_headline_is_not_the_one_that_ended(facts, headline):
    name = "亚太经合组织第三十二次领导人非正式会议"
    text = f"{headline}\n11月1日，{name}在庆州闭幕。高市早苗出席会议。"
    found = facts(text, published="2025-11-02")
    assert about(found, "attended") == [f"高市早苗 attended {name}"]
    assert f"{name} heldIn 庆州" in found
    assert f"{name} year 2026" not in found


def test_conference_called_after_a_city_may_be_held_in_another(facts):
    name = "汤加问题第二次努美阿会议"
    found = facts(f"2014年1月22日，{name}在苏瓦举行。", published="2014-02-01")
    assert about(found, "heldIn") == [f"{name} heldIn 苏瓦"]


def test_meeting_that_decides_is_one_that_was_held(facts):
    text = "2001年上海举办第九次领导人非正式会议，2014年在北京举办第二十二次领导人非正式会议。"
    text += "北京会议决定通过《深圳路线图》。"
    opening = "亚太经合组织第三十二次领导人非正式会议1日在庆州闭幕。"
    found = facts(opening + text, published="2025-11-02")
    (adopted,) = about(found, "adopted")
    assert "第二十二次" in adopted


def test_session_of_an_executive_council_is_no_summit_of_that_number(facts):
    text = "非盟执行理事会第38届常会12日在亚的斯亚贝巴举行。第38届非盟峰会15日在亚的斯亚贝巴举行。"
    found = facts(text, published="2025-02-16")
    assert {
        "非盟执行理事会第38届常会 startDate 2025-02-12",
        "第38届非盟峰会 startDate 2025-02-15",
    } <= set(found)


def test_meeting_called_by_its_place_is_that_of_the_body_that_meets_there(facts):
    found = facts(
        "曼谷峰会谈判破裂\n东盟首脑会议星期六（9月4日）在曼谷提前结束。", published="2010-09-04"
    )
    assert len(about(found, "organisedBy")) == len(about(found, "heldIn")) == 1


def test_meeting_called_by_its_place_is_none_of_a_body_that_meets_elsewhere(facts):
    found = facts(
        "曼谷峰会谈判破裂\n东盟首脑会议星期六（9月4日）在河内闭幕。", published="2010-09-04"
    )
    assert len(about(found, "heldIn")) == 2


@pytest.mark.parametrize(("name", "hosted"), [("此次会晤", True), ("此次会议", False)])
def test_this_meeting_is_the_only_one_called_so(facts, name, hosted):
    visit = "国家主席王小明将出席核安全峰会和金砖国家领导人第二次会晤并访问巴西。"
    found = facts(f"发言人宣布：{visit}{name}由巴西主办。", published="2010-04-06")
    assert ("巴西 hosted 金砖国家领导人第二次会晤" in found) is hosted


def test_meeting_of_ministers_in_the_headline_is_the_one_that_is_told_to_be_held(facts):
    """会议 is what a 外长会 is, too."""
    text = "北约外长会聚焦军费\n25日，北约28国外长在布鲁塞尔举行会议。国务卿德高乐在会上发言。"
    assert "德高乐 attended 北约外长会" in facts(text, published="2017-03-25")


def test_ministers_who_meet_do_not_meet_as_leaders(facts):
    """Nothing is better than a 峰会 at which nobody was."""
    text = "北约成员国外长25日在布鲁塞尔举行会议。美国国务卿德高乐在会上发言。"
    assert not [fact for fact in facts(text, published="2017-03-25") if "峰会" in fact]


def test_background_tells_of_one_earlier_meeting_after_the_other(facts):
    """会议 after a meeting of an earlier year is that one, also within a paragraph."""
    text = (
        "第五届美洲国家首脑会议17日在西班牙港举行。\n"
        "该会议是重要机制。1994年12月，首届美洲国家首脑会议在美国迈阿密举行，法国总统德高乐出席。"
        "会议通过《蓝色港湾宣言》。2001年4月，第三届美洲国家首脑会议在加拿大魁北克城举行。"
        "会议通过《绿色港湾宣言》。"
    )
    found = facts(text, published="2009-04-17")
    assert "首届美洲国家首脑会议 adopted 蓝色港湾宣言" in found
    assert "第三届美洲国家首脑会议 adopted 绿色港湾宣言" in found


def test_items_of_a_chronicle_in_one_line_are_each_of_their_own_meeting(facts):
    """A day without a year is of the year that begins the line, and 会议 of the item at hand."""
    text = """资料：东非共同体历次首脑会议纪略
2010年5月4日，第三次首脑会议在坦桑尼亚阿鲁沙举行。11月26日，第四次首脑会议在乌干达坎帕拉举行。\
会议通过《蓝色港湾宣言》。"""
    found = facts(text, published="2031-01-20")
    assert about(found, "adopted") == ["东非共同体第四次首脑会议 adopted 蓝色港湾宣言"]
    assert "东非共同体第四次首脑会议 startDate 2010-11-26" in found


def test_special_meeting_of_a_chronicle_is_not_where_the_one_before_was(facts):
    text = """资料：东盟历次首脑会议纪略
2010年5月4日，第十六次首脑会议在越南河内举行。同年12月，该组织在菲律宾某海滩举行特别首脑会议。"""
    found = facts(text, published="2031-01-20")
    assert "菲律宾 hosted 东南亚国家联盟特别首脑会议" in found
    assert about(found, "heldIn") == ["东南亚国家联盟第十六次首脑会议 heldIn 河内"]


def test_two_texts_of_one_list_are_two(facts):
    text = "东盟峰会在曼谷闭幕。会议通过了《曼谷宣言》和《关于保护海港的曼谷宣言》。"
    assert len(about(facts(text, published="2031-01-20"), "adopted")) == 2


def test_meeting_after_which_the_leaders_went_to_another_one_stays_that_of_the_report(facts):
    text = "第九次中日韩领导人会议4日在首尔举行。\n会后，德高乐出席了第八届东盟商务峰会。\n"
    found = facts(f"{text}本次会议由韩国主办。", published="2024-06-05")
    assert "韩国 hosted 第九次中日韩领导人会议" in found


def test_turn_alone_with_its_host_is_of_the_counted_meeting_before(facts):
    text = "第十七届东盟峰会将于明年在河内举行，第十八届由泰国主办。"
    assert "泰国 hosted 第十八届东盟峰会" in facts(text, published="2009-11-04")


def test_place_where_the_last_meeting_was_is_not_that_of_this_one(facts):
    text = (
        "第九次中日韩领导人会议4日在首尔举行。中日韩领导人会议自2019年12月在成都举行以来首次恢复。"
    )
    found = facts(text, published="2024-06-05")
    assert "第九次中日韩领导人会议 heldIn 首尔" in found
    assert "第九次中日韩领导人会议 heldIn 成都" not in found
    assert [fact for fact in found if fact.endswith("heldIn 成都")]


def test_special_summit_of_two_bodies_is_called_so_or_not(facts):
    text = "东盟-海合会峰会闭幕\n东盟-海合会联合特别峰会4日在利雅得举行。会议通过《绿色港口宣言》。"
    found = facts(f"{text}峰会由法国总统德高乐主持。", published="2023-11-05")
    (adopted,) = [fact for fact in found if " adopted " in fact]
    (chaired,) = [fact for fact in found if " chaired " in fact]
    assert adopted.partition(" ")[0] == chaired.rpartition(" ")[2]


def test_next_and_last_meeting_are_two_where_one_town_has_both(graph):
    text = "普京主持了上届塔什干峰会。各方商定，下届塔什干峰会由土库曼斯坦主办。"
    told = graph(OPENING + text, published=TOLD).statements
    (chaired,) = {item.object for item in told if item.predicate == "chaired"}
    (hosted,) = {item.object for item in told if item.subject == "country/TKM"}
    assert chaired != hosted


def test_meeting_of_the_headline_is_the_one_that_opens_tomorrow(facts):
    lead = "普京乘专机抵达首尔，出席将于11日举行的亚太经合组织第三十八次领导人非正式会议。"
    text = f"普京抵达首尔出席亚太经合组织领导人非正式会议\n\n新华社首尔11月10日电　{lead}"
    found = facts(f"{text}韩国曾于2025年主办亚太经合组织第三十三次领导人非正式会议。")
    assert "亚太经合组织第三十八次领导人非正式会议 heldIn 首尔" in found
    assert "亚太经合组织第三十三次领导人非正式会议 heldIn 首尔" not in found


def test_meeting_told_of_before_in_the_sentence_is_meant(facts):
    text = (
        "资料：二十国集团峰会\n2016年9月，二十国集团领导人杭州峰会在杭州举行，王小明主持；2017年7月，"
        "二十国集团领导人汉堡峰会在汉堡举行，默克尔主持，会议通过《汉堡宣言》。\n"
    )
    found = about(facts(text, published="2018-01-02"), "adopted")
    assert found == ["二十国集团领导人汉堡峰会 adopted 汉堡宣言"]
    text = "2016年9月，十九国首脑在杭州举行二十国集团领导人杭州峰会，会议通过《杭州宣言》。"
    found = about(facts(f"资料：二十国集团\n{text}\n", published="2018-01-02"), "adopted")
    assert found == ["二十国集团领导人杭州峰会 adopted 杭州宣言"]


def test_counted_meeting_of_another_year_is_another_one(facts):
    text = "2023年5月，中国－中亚峰会在西安举行。第二届中国－中亚峰会2025年在哈萨克斯坦举行。"
    found = facts(text, published="2023-05-19")
    assert about(found, "edition") == ["第二届中国－中亚峰会 edition 2"]
    assert "哈萨克斯坦 hosted 第二届中国－中亚峰会" in found


def test_interview_counts_the_meetings_of_the_kind_that_it_is_about(facts):
    text = (
        "“大家都很期待”\n——访大使李大山\n新华社巴黎2019年4月8日电　第八次中国－中东欧国家"
        "领导人会晤4月12日将在克罗地亚杜布罗夫尼克举行。大使李大山接受了记者专访。\n"
        "李大山：合作始于2012年。那年4月，首次领导人会晤在波兰首都华沙举行。\n"
        "李大山：第七次会晤2018年7月7日在保加利亚首都索非亚举行。\n"
    )
    found = facts(text, published="2019-04-08")
    counted = {fact.rpartition(" ")[2] for fact in about(found, "edition")}
    assert counted >= {"1", "7", "8"}
    (first,) = [fact for fact in about(found, "heldIn") if fact.endswith("华沙")]
    assert f"{first.partition(' ')[0]} year 2012" in found


def test_report_on_its_year_tells_no_months_of_the_next(facts):
    text = "盘点：2010年的多边外交\n4月12日，核安全峰会在华盛顿举行，王小明出席。\n"
    found = facts(text, published="2010-12-24")
    assert {fact[-10:] for fact in about(found, "startDate")} == {"2010-04-12"}
    assert about(facts(text.replace("盘点", "前瞻"), published="2010-12-24"), "startDate") == []


def test_meeting_of_a_year_is_of_the_body_of_the_headline(facts):
    text = "二十国集团十年走到哪里\n明年6月峰会移师日本大阪，沙特阿拉伯则会接办2020年峰会。\n"
    found = about(facts(text, published="2018-11-28"), "organisedBy")
    assert len(found) == 2
    assert about(facts(text.replace("二十国集团", ""), published="2018-11-28"), "organisedBy") == []


def test_year_of_another_meeting_is_not_that_of_a_report_without_one(facts):
    text = "二十国集团领导人第十一次峰会5日在杭州闭幕。领导人责成部长们在2018年峰会之前完成谈判。"
    found = facts(f"{text}\n会议通过《杭州宣言》。", published="")
    assert "二十国集团领导人第十一次峰会 year 2018" not in found
    assert "二十国集团领导人第十一次峰会 adopted 杭州宣言" in found


def test_summit_told_of_in_a_debate_is_not_the_debate(facts):
    text = """法国总统德高乐在纽约出席第71届联合国大会一般性辩论。
德高乐说，去年联合国海洋峰会通过《巴黎议程》。英国首相史密斯在峰会上发表讲话。"""
    found = facts(text, published="2016-09-21")
    assert "德高乐 attended 第71届联合国大会一般性辩论" in found
    assert "第71届联合国大会一般性辩论 heldIn 纽约" in found
    assert "史密斯 attended 第71届联合国大会一般性辩论" not in found


def test_text_that_any_meeting_has_is_one_of_each(graph):
    found = graph(
        "资料：历届亚欧首脑会议\n"
        "第一届　1996年3月1日在泰国曼谷举行。会议通过《主席声明》。\n"
        "第二届　1998年4月3日在英国伦敦举行。会议通过《主席声明》。\n"
    )
    texts = {fact.object for fact in found.statements if fact.predicate == "adopted"}
    assert len(texts) == 2


def test_next_summit_is_not_that_of_the_year_after(facts):
    text = "东盟峰会5日在曼谷举行。下届东盟峰会将于2031年5月在老挝召开，越南则会主办2032年峰会。"
    found = facts(text, published="2030-06-06")
    hosted = dict(fact.split(" hosted ") for fact in about(found, "hosted"))
    assert "2031" in hosted["老挝"]
    assert "2032" in hosted["越南"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("为期三天的东盟峰会1日在曼谷闭幕。", "2016-08-30"),
        ("为期三天的展览后，东盟峰会1日在曼谷闭幕。", None),
        ("东盟峰会1日在曼谷闭幕。", None),
    ],
)
def test_how_long_it_was_and_when_it_ended_tell_when_it_began(facts, text, first):
    found = facts(text, published="2016-09-02")
    days = {fact.split()[-1] for fact in about(found, "startDate")}
    assert days == ({first} if first else set())


TALE = "东盟五十岁了\n桥上风很大。\n法国总统德高乐迎接客人。\n德国总理穆勒走来。\n他们握手。\n"


def test_meeting_held_these_days_by_the_body_in_the_headline_is_what_the_report_is_of(facts):
    text = f"{TALE}由泰国和老挝联合承办的东盟五十周年峰会4日在曼谷举行。\n会议由穆勒主持。"
    assert "穆勒 chaired 东盟五十周年峰会" in facts(text, published="2009-04-05")


@pytest.mark.parametrize("day", ["1月4日", "将于6日", "去年"])
def test_meeting_of_another_time_is_not_what_the_report_is_of(facts, day):
    text = f"{TALE}东盟峰会{day}在曼谷举行。\n会议由穆勒主持。"
    assert not any(" chaired " in fact for fact in facts(text, published="2009-04-05"))


def test_summit_named_by_the_years_of_its_body_is_its_summit(facts):
    text = "东盟五十周年峰会4日在曼谷举行。越南总理穆勒也出席东盟峰会。"
    assert "穆勒 attended 东盟五十周年峰会" in facts(text, published="2009-04-05")


def test_summit_to_remember_the_founding_is_another_one(facts):
    text = "中国－东盟建立对话关系三十周年纪念峰会4日举行。泰国总理穆勒曾出席中国－东盟峰会。"
    told = facts(text, published="2021-11-05")
    assert "穆勒 attended 中国－东盟建立对话关系三十周年纪念峰会" not in told


TALK = "专访法国驻华大使：东盟很重要\n某刊记者 2016年9月9日\n东盟第二十九次峰会将举行。\n"


def test_answer_is_of_the_meeting_with_whose_day_and_place_it_begins(facts):
    answer = "甲乙丙：2016年4月4日在泰国曼谷举行的第二十八次峰会很成功。会议由法国总统德高乐主持。"
    told = facts(TALK + answer, published="2016-09-09")
    assert about(told, "chaired") == ["德高乐 chaired 东南亚国家联盟第二十八次峰会"]


def test_answer_goes_on_with_the_meeting_that_was_asked_of(facts):
    asked = "记者：您如何评价今年的曼谷特别峰会？\n甲乙丙：{}会议由法国总统德高乐主持。"
    told = facts(TALK + asked.format("那是首次在泰国举行。"), published="2016-09-09")
    assert "德高乐 chaired 曼谷特别峰会" in told
    told = facts(TALK + asked.format("我很忙。"), published="2016-09-09")
    assert "德高乐 chaired 曼谷特别峰会" not in told


def test_headline_of_a_meeting_to_come_ends_the_report_of_another(facts):
    first = "东盟峰会在曼谷闭幕\n东盟峰会4日在曼谷闭幕。越南总理阮文南出席。\n"
    below = "\n二十国集团峰会下周开幕\n法国外交部长德高乐今天说，二十国集团峰会将于12日举行。\n"
    below += "德高乐表示，港口很重要。\n"
    told = facts(first + below, published="2016-09-05")
    assert about(told, "attended") == ["阮文南 attended 东盟峰会"]


@pytest.mark.parametrize("label", ["【配音】", "【同期声】"])
def test_line_of_a_script_tells_more_of_the_one_above(facts, label):
    first = "【口播】东盟峰会今天在曼谷举行。\n【配音】越南总理阮文南出席会议。\n"
    second = f"【口播】二十国集团峰会昨天也在曼谷举行。\n{label}法国总统德高乐出席会议。\n"
    told = facts(first + second, published="2016-09-05")
    assert "德高乐 attended 二十国集团峰会" in told
    assert "德高乐 attended 东盟峰会" not in told


@pytest.mark.parametrize(
    ("name", "short"),
    [("第七届亚欧会议", "ASEM"), ("第七届亚欧会议", "ASEM7"), ("第七届亚信峰会", "XYZ")],
)
def test_short_form_behind_a_meeting_belongs_to_its_name(facts, name, short):
    found = facts(f"{name}（{short}）4日在里昂开幕。", published="2030-10-05")
    assert f"{name} heldIn 里昂" in found


def test_another_body_in_brackets_is_no_short_form_of_a_meeting(facts):
    assert not any(" heldIn " in fact for fact in facts("第七届亚欧会议（NATO）4日在里昂开幕。"))


def test_informal_summit_is_another_one_than_the_counted_one_of_its_year(facts):
    text = "非盟第五次峰会3日在巴黎开幕。非盟非正式峰会2031年在里昂举办，"
    found = facts(f"{text}第六次峰会定于2031年在马赛举办。", published="2030-07-04")
    (informal,) = (fact for fact in found if " heldIn 里昂" in fact)
    assert "非正式峰会" in informal
    assert any("第六次" in fact and fact.endswith(" heldIn 马赛") for fact in found)


def test_headline_may_leave_out_that_a_summit_is_informal(facts):
    found = facts("欧盟峰会讨论移民问题\n欧盟非正式峰会3日在瓦莱塔举行。", published="2017-02-04")
    assert len({fact for fact in found if fact.endswith(" organisedBy 欧洲联盟")}) == 1


def test_council_of_heads_of_state_is_another_one_than_that_of_their_governments(facts):
    text = "独联体政府首脑理事会会议5日在明斯克举行。会议赞赏3月在巴黎召开的元首理事会会议"
    text += "通过的《绿色草原条约》。政府首脑（总理）理事会下次会议定于2031年在里昂举办。"
    found = facts(text, published="2030-07-06")
    (passed,) = (fact for fact in found if fact.endswith(" adopted 绿色草原条约"))
    assert f"{passed.split()[0]} heldIn 巴黎" in found
    assert f"{passed.split()[0]} organisedBy 独立国家联合体" in found
    assert any(fact.endswith(" heldIn 里昂") for fact in found)


def test_body_that_counts_its_summits_holds_another_one_meanwhile(facts):
    text = (
        "二十国集团领导人杭州峰会4日在杭州举行。峰会期间，非盟5日召开了有史以来的第九次首脑会议，"
    )
    text += "由法国总统德高乐主持。会议核准《绿色港口决议》。德国总理史密斯到会。"
    found = facts(f"{text}\n次日，泰国总理文森特发言。", published="2016-09-06")
    union = "非洲联盟第九次首脑会议"
    assert {f"{union} {fact}" for fact in ("organisedBy 非洲联盟", "adopted 绿色港口决议")} <= found
    assert {f"德高乐 chaired {union}", f"史密斯 attended {union}"} <= found
    assert "文森特 attended 二十国集团领导人杭州峰会" in found


def test_counted_summit_of_a_body_and_a_state_is_not_one_of_the_body(facts):
    found = facts("欧盟与韩国6日举行第二次峰会。德国总理史密斯出席。")
    assert "史密斯 attended 欧洲联盟第二次峰会" not in found


def test_body_and_its_short_form_stand_before_its_meeting(facts):
    text = "2030年7月5日，环印度洋联盟（简称“环印联盟”）第九次部长会议在里昂举办。"
    found = facts(text, published="2030-07-06")
    name = "环印度洋联盟第九次部长会议"
    told = ("startDate 2030-07-05", "organisedBy 环印度洋联盟", "heldIn 里昂")
    assert {f"{name} {fact}" for fact in told} <= found


def test_frame_in_which_leaders_met_before_is_not_the_meeting_of_the_report(facts):
    text = "5日，中日韩领导人在福冈举行首次中日韩领导人会议。"
    apart = "这是三国领导人首次在东盟峰会框架之外举行会议。会议通过《福冈宣言》。"
    found = facts(text + apart, published="2008-12-06")
    assert about(found, "adopted") == ["首次中日韩领导人会议 adopted 福冈宣言"]


def test_next_summit_in_a_comment_is_of_the_body_in_its_headline(facts):
    text = "评论:北约海牙峰会不易\n各国对军费有分歧。下一次峰会定于2023年7月在维尔纽斯召开。"
    found = facts(text, published="2022-06-20")
    assert any("维尔纽斯" in fact for fact in about(found, "heldIn"))


def test_meeting_attended_in_another_city_before_is_another(facts):
    text = "北约维尔纽斯峰会11日在维尔纽斯开幕。去年的马德里峰会讨论过这一点。"
    found = facts(f"{text}一年前在马德里，法国总统德高乐出席了北约峰会。", published="2023-07-11")
    assert not any("维尔纽斯" in fact for fact in about(found, "attended"))
    assert about(found, "attended")
