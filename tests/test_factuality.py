"""How a fact is meant: nothing planned, denied or merely possible stands as a direct fact."""

import pytest

from kg.ontology import ontology_folder
from kg.text.words import read_words

MEETING = "上海合作组织成员国元首理事会第十八次会议"
OPENING = f"{MEETING}10日在青岛举行。"
TOLD = "2018-06-10"


@pytest.fixture(scope="module")
def told(meant):
    """Return fact -> ways in which it is meant, for a report that goes on with ``text``."""
    return lambda text: meant(OPENING + text, published=TOLD)


@pytest.fixture(scope="module")
def standing(facts):
    """Return the standing facts of such a report that have ``fragment`` in them."""

    def build(text, fragment):
        found = facts(OPENING + text, published=TOLD)
        return sorted(fact for fact in found if fragment in fact)

    return build


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("俄罗斯总统普京出席会议。", f"普京 attended {MEETING}"),
        ("俄罗斯总统普京应邀出席会议。", f"普京 attended {MEETING}"),
        ("俄罗斯总统普京以视频方式出席会议。", f"普京 attended {MEETING}"),
        ("俄罗斯总统普京主持会议。", f"普京 chaired {MEETING}"),
        ("会议通过《青岛宣言》。", f"{MEETING} adopted 青岛宣言"),
        ("与会领导人签署《青岛宣言》。", f"{MEETING} adopted 青岛宣言"),
        ("普京签署《青岛宣言》。", "普京 signed 青岛宣言"),
        ("普京发表题为《同心》的讲话。", "普京 delivered 同心"),
        ("会议同意伊朗成为观察员国。", "伊朗 becameObserverOf 上海合作组织"),
        ("会议批准伊朗加入上海合作组织。", "伊朗 accededTo 上海合作组织"),
        ("欢迎伊朗参与合作，祝贺伊朗成功加入上海合作组织。", "伊朗 accededTo 上海合作组织"),
        ("会议启动接收伊朗加入上海合作组织的程序。", "伊朗 startedAccessionTo 上海合作组织"),
        ("普京支持“一带一路”倡议。", "普京 supports 一带一路"),
        ("普京建议成立欧亚能源合作中心。", "普京 proposed 欧亚能源合作中心"),
        ("吉尔吉斯斯坦从中国手中接过主席国职责。", "吉尔吉斯斯坦 succeededAsChair 中国"),
    ],
)
def test_what_is_told_as_done_is_actual(told, text, fact):
    assert told(text)[fact] == {"actual"}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("俄罗斯总统普京以虚拟方式出席会议。", f"普京 attended {MEETING}"),
        ("中国国务委员兼国防部长魏凤和上将出席会议。", f"魏凤和 attended {MEETING}"),
        (
            "俄罗斯总统普京、印度总理莫迪无一例外出席会议。",
            f"普京 attended {MEETING}",
        ),
        ("俄罗斯总统普京致欢迎辞并主持会议。", f"普京 chaired {MEETING}"),
        ("俄罗斯总统普京就未来合作向与会者作了报告。", f"普京 attended {MEETING}"),
        ("会议反对恐怖主义并通过《青岛宣言》。", f"{MEETING} adopted 青岛宣言"),
        ("各国领导人反对保护主义，一致通过《青岛宣言》。", f"{MEETING} adopted 青岛宣言"),
        ("会议决定取消关税并通过了《青岛宣言》。", f"{MEETING} adopted 青岛宣言"),
        ("会议欢迎这一进展并通过《青岛宣言》。", f"{MEETING} adopted 青岛宣言"),
    ],
)
def test_word_within_another_or_with_an_object_of_its_own_turns_nothing(told, text, fact):
    assert told(text)[fact] <= {"actual", "decided"}


def test_way_that_took_days_which_are_over_lies_behind(meant):
    """5月14日至16日,甲应邀赴某国出席…: told on the next day."""
    text = "6月8日至10日，俄罗斯总统普京应邀赴中国出席上海合作组织青岛峰会。"
    fact = "普京 attended 上海合作组织青岛峰会"
    assert meant(text, published="2018-06-11")[fact] == {"actual"}
    assert meant(text, published="2018-06-07")[fact] == {"planned"}
    assert meant(text, published="2018-06-08")[fact] == {"planned"}


def test_who_is_invited_to_join_has_not_joined(told):
    assert told("元首们邀请白俄罗斯成为成员国。")["白俄罗斯 accededTo 上海合作组织"] == {"decided"}


def test_proposal_for_the_future_is_a_proposal_made_now(told):
    """中方将设立…: the proposing has happened, whatever becomes of the thing."""
    assert told("习近平说，中方将设立上合组织绿色基金。")["中国 proposed 上合组织绿色基金"] == {
        "actual"
    }


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("会议决定，下届峰会将在比什凯克举行。", "上海合作组织峰会 heldIn 比什凯克"),
        ("会议商定，下届峰会将由吉尔吉斯斯坦主办。", "吉尔吉斯斯坦 hosted 上海合作组织峰会"),
        ("吉尔吉斯斯坦将接任轮值主席国。", "吉尔吉斯斯坦 succeededAsChair 中国"),
    ],
)
def test_what_is_decided_for_the_future_stands_as_decided(told, text, fact):
    assert told(text)[fact] <= {"decided", "actual"}
    assert told(text)[fact]


@pytest.mark.parametrize(
    "text",
    [
        "会议决定，下任主席国由吉尔吉斯斯坦担任。",
        "下任主席国由吉尔吉斯斯坦担任。",
        "由吉尔吉斯斯坦接任主席国。",
        "各方支持吉尔吉斯斯坦担任下一届主席国。",
        "吉尔吉斯斯坦接任主席国后，愿加强团结。",
    ],
)
def test_next_chair_does_not_have_the_chair_yet(told, text):
    assert told(text)["吉尔吉斯斯坦 succeededAsChair 中国"] == {"decided"}


@pytest.mark.parametrize(
    ("text", "fact", "factuality"),
    [
        ("俄罗斯总统普京没有出席会议。", f"普京 attended {MEETING}", "negated"),
        ("俄罗斯总统普京未出席会议。", f"普京 attended {MEETING}", "negated"),
        ("俄罗斯总统普京未能出席会议。", f"普京 attended {MEETING}", "negated"),
        ("俄罗斯总统普京不会出席会议。", f"普京 attended {MEETING}", "negated"),
        ("俄罗斯总统普京拒绝出席会议。", f"普京 attended {MEETING}", "negated"),
        ("俄罗斯总统普京将出席会议。", f"普京 attended {MEETING}", "planned"),
        ("俄罗斯总统普京拟出席会议。", f"普京 attended {MEETING}", "planned"),
        ("俄罗斯总统普京即将出席会议。", f"普京 attended {MEETING}", "planned"),
        ("克里姆林宫宣布，俄罗斯总统普京将出席会议。", f"普京 attended {MEETING}", "planned"),
        ("俄罗斯总统普京可能出席会议。", f"普京 attended {MEETING}", "uncertain"),
        ("俄罗斯总统普京或将出席会议。", f"普京 attended {MEETING}", "uncertain"),
        ("据传俄罗斯总统普京出席会议。", f"普京 attended {MEETING}", "uncertain"),
        ("会议没有通过《青岛宣言》。", f"{MEETING} adopted 青岛宣言", "negated"),
        ("会议将通过《青岛宣言》。", f"{MEETING} adopted 青岛宣言", "planned"),
        ("会议有望通过《青岛宣言》。", f"{MEETING} adopted 青岛宣言", "uncertain"),
        ("普京没有签署《青岛宣言》。", "普京 signed 青岛宣言", "negated"),
        ("普京将签署《青岛宣言》。", "普京 signed 青岛宣言", "planned"),
        ("普京没有主持会议。", f"普京 chaired {MEETING}", "negated"),
        ("普京将主持会议。", f"普京 chaired {MEETING}", "planned"),
        ("会议没有批准伊朗加入上海合作组织。", "伊朗 accededTo 上海合作组织", "negated"),
        ("会议可能批准伊朗加入上海合作组织。", "伊朗 accededTo 上海合作组织", "uncertain"),
        ("普京拟发表题为《同心》的讲话。", "普京 delivered 同心", "planned"),
        ("下届峰会可能在比什凯克举行。", "上海合作组织峰会 heldIn 比什凯克", "uncertain"),
        ("吉尔吉斯斯坦不会接任主席国。", "吉尔吉斯斯坦 succeededAsChair 中国", "negated"),
    ],
)
def test_what_is_not_so_is_kept_as_what_it_is(told, text, fact, factuality):
    """The statement stays in the graph, told apart from what has happened."""
    assert told(text)[fact] == {factuality}


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("俄罗斯总统普京因病缺席会议。", "attended"),
        ("俄罗斯总统普京不再参加会议。", "attended"),
        ("如果俄罗斯总统普京出席会议，气氛会更好。", "attended"),
        ("俄罗斯总统普京尚未决定是否出席会议。", "attended"),
        ("中方期待俄罗斯总统普京出席会议。", "attended"),
        ("中方欢迎俄罗斯总统普京出席会议。", "attended"),
        ("除俄罗斯总统普京外，各国领导人出席会议。", "普京 attended"),
        ("会议讨论了是否通过《青岛宣言》。", "adopted"),
        ("会议审议了《青岛宣言》草案。", "adopted"),
        ("各方希望尽快签署《青岛协定》。", "adopted"),
        ("与会领导人拒绝签署《青岛宣言》。", "adopted"),
        ("普京没有支持“一带一路”倡议。", "supports"),
        ("普京没有提出《欧亚水道倡议》。", "proposed"),
        ("伊朗申请加入上海合作组织。", "伊朗 accededTo"),
        ("伊朗希望加入上海合作组织。", "伊朗 accededTo"),
        ("伊朗希望成为上海合作组织成员国。", "伊朗 memberOf"),
        ("会议没有同意伊朗成为观察员国。", "伊朗 observerOf"),
        ("会议没有批准伊朗加入上海合作组织。", "伊朗 memberOf"),
        ("下届峰会可能在比什凯克举行。", "吉尔吉斯斯坦 hosted"),
        ("普京不支持“一带一路”倡议。", "supports"),
        ("吉尔吉斯斯坦希望主办下届峰会。", "吉尔吉斯斯坦 hosted"),
        ("吉尔吉斯斯坦不再主办下届峰会。", "吉尔吉斯斯坦 hosted"),
    ],
)
def test_nothing_stands_that_did_not_happen(standing, text, fragment):
    assert standing(text, fragment) == []


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("俄罗斯总统普京计划出席会议。", "attended"),
        ("俄罗斯总统普京打算出席会议。", "attended"),
        ("俄罗斯总统普京原计划出席会议。", "attended"),
        ("俄罗斯总统普京原定出席会议。", "attended"),
        ("俄罗斯总统普京本应出席会议。", "attended"),
        ("俄罗斯总统普京希望出席会议。", "attended"),
        ("俄罗斯总统普京同意出席会议。", "attended"),
        ("俄罗斯总统普京考虑出席会议。", "attended"),
        ("习近平邀请俄罗斯总统普京出席会议。", "普京 attended"),
        ("会议计划通过《青岛宣言》。", "adopted"),
        ("与会领导人原定签署《青岛宣言》。", "adopted"),
        ("普京计划签署《青岛宣言》。", "signed"),
        ("会议原定由普京主持。", "chaired"),
        ("吉尔吉斯斯坦希望接任主席国。", "succeededAsChair"),
        ("普京建议接收伊朗加入上海合作组织。", "伊朗 accededTo"),
        ("普京希望接收伊朗加入上海合作组织。", "伊朗 accededTo"),
    ],
)
def test_plan_and_wish_do_not_stand(standing, text, fragment):
    assert standing(text, fragment) == []


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("并非俄罗斯总统普京出席会议。", "attended"),
        ("俄罗斯总统普京否认出席会议。", "attended"),
        ("会议未通过《青岛宣言》。", "adopted"),
        ("会议推迟通过《青岛宣言》。", "adopted"),
        ("与会领导人未签署《青岛宣言》。", "adopted"),
        ("普京未签署《青岛宣言》。", "signed"),
        ("会议不由普京主持。", "chaired"),
        ("会议未批准伊朗加入上海合作组织。", "伊朗 accededTo"),
        ("会议推迟批准伊朗加入上海合作组织。", "伊朗 accededTo"),
        ("各方反对接收伊朗加入上海合作组织。", "伊朗 accededTo"),
        ("会议讨论了接收伊朗加入上海合作组织问题。", "伊朗 accededTo"),
        ("下届峰会不在比什凯克举行。", "heldIn 比什凯克"),
        ("吉尔吉斯斯坦放弃主办下届峰会。", "吉尔吉斯斯坦 hosted"),
        ("普京未支持“一带一路”倡议。", "supports"),
        ("普京拒绝建议成立欧亚能源合作中心。", "proposed"),
    ],
)
def test_denial_does_not_stand(standing, text, fragment):
    """未 is the usual negation of written Chinese, and as short as it is strong."""
    assert standing(text, fragment) == []


@pytest.mark.parametrize(
    "text",
    [
        "俄罗斯总统普京派代表出席会议。",
        "俄罗斯总统普京委派外长出席会议。",
        "俄罗斯总统普京的特使出席会议。",
    ],
)
def test_who_sends_another_does_not_attend(standing, text):
    assert standing(text, "普京 attended") == []


@pytest.mark.parametrize(
    "text",
    [
        "俄罗斯总统普京能否出席会议尚不清楚。",
        "有消息称俄罗斯总统普京出席会议。",
        pytest.param(
            "若俄罗斯总统普京出席会议，气氛会更好。",
            marks=pytest.mark.xfail(strict=True, reason="若 is no cue"),
        ),
    ],
)
def test_hearsay_does_not_stand(standing, text):
    assert standing(text, "普京 attended") == []


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("应习近平主席邀请，俄罗斯总统普京2018年6月10日出席会议。", {"actual"}),
        ("应习近平主席邀请，俄罗斯总统普京将出席会议。", {"planned"}),
        ("习近平主席邀请，俄罗斯总统普京出席会议。", {"planned"}),
    ],
)
def test_who_comes_at_an_invitation_has_come(told, text, factuality):
    assert told(text)[f"普京 attended {MEETING}"] == factuality


SUMMIT_12 = "二十国集团领导人第十二次峰会"


@pytest.mark.parametrize(
    ("text", "fact", "factuality"),
    [
        (f"原定2017年7月7日在汉堡举行的{SUMMIT_12}因故取消。", "heldIn 汉堡", {"negated"}),
        (
            f"德国宣布取消原定2017年7月7日在汉堡举行的{SUMMIT_12}。",
            "startDate 2017-07-07",
            {"negated"},
        ),
        (f"德国宣布取消在汉堡举行的{SUMMIT_12}。", "heldIn 汉堡", {"negated"}),
        (f"在汉堡举行的{SUMMIT_12}因风暴而流产。", "heldIn 汉堡", {"negated"}),
        (f"{SUMMIT_12}原定2017年7月7日在汉堡举行。", "heldIn 汉堡", {"planned"}),
        (f"{SUMMIT_12}原定2017年7月7日在汉堡举行。", "startDate 2017-07-07", {"planned"}),
        (
            f"原定2017年7月7日在汉堡举行的{SUMMIT_12}推迟至7月9日。",
            "startDate 2017-07-07",
            {"planned"},
        ),
        (
            f"原定2017年7月7日在汉堡举行的{SUMMIT_12}推迟至2017年7月9日。",
            "startDate 2017-07-09",
            {"decided"},
        ),
        (f"{SUMMIT_12}推迟到2017年7月9日在汉堡举行。", "heldIn 汉堡", {"decided"}),
        (f"因故延期的{SUMMIT_12}在汉堡举行。", "heldIn 汉堡", {"actual"}),
        (f"在汉堡举行的{SUMMIT_12}决定取消关税。", "heldIn 汉堡", {"actual"}),
        (f"在汉堡举行的{SUMMIT_12}取消了三项关税。", "heldIn 汉堡", {"actual"}),
        (f"各国原定在2017年7月7日在汉堡举行的{SUMMIT_12}上签署协定。", "heldIn 汉堡", {"decided"}),
        (f"德国放弃主办原定2017年举行的{SUMMIT_12}。", "", {"negated"}),
    ],
)
def test_meeting_that_is_put_off_or_dropped_is_not_held_as_meant(meant, text, fact, factuality):
    """What stands before or after its name tells it, seldom the words of the venue themselves."""
    told = meant(text, published="2017-07-01")
    assert told[f"{SUMMIT_12} {fact}" if fact else f"德国 hosted {SUMMIT_12}"] == factuality


@pytest.mark.parametrize(
    ("text", "years"),
    [
        (f"原定2016年在汉堡举行的{SUMMIT_12}推迟。", []),
        (f"原定2016年举行的{SUMMIT_12}推迟。", []),
        (f"原定去年在汉堡举行的{SUMMIT_12}推迟。", []),
        (f"原定去年在德国北部城市举行的{SUMMIT_12}推迟。", []),
        (f"去年在汉堡举行的{SUMMIT_12}闭幕。", [f"{SUMMIT_12} year 2016"]),
        (f"2016年在汉堡举行的{SUMMIT_12}闭幕。", [f"{SUMMIT_12} year 2016"]),
    ],
)
def test_year_in_which_a_meeting_was_to_be_is_not_its_year(facts, text, years):
    found = facts(text, published="2017-07-01")
    assert sorted(fact for fact in found if " year " in fact) == years


INTENDED = read_words(ontology_folder() / "rules" / "cues.toml")["changed"]["intended"]


@pytest.mark.parametrize("word", INTENDED)
def test_every_word_for_what_was_meant_keeps_the_year_away(facts, word):
    """The reader of years has these words, too."""
    found = facts(f"{word}2016年举行的{SUMMIT_12}推迟。", published="2017-07-01")
    assert not any(" year " in fact for fact in found)


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("会议将批准伊朗加入上海合作组织。", "伊朗 memberOf"),
        ("会议将同意伊朗成为观察员国。", "伊朗 observerOf"),
    ],
)
def test_announced_accession_is_not_decided(standing, text, fragment):
    """Decided is what those who have the say have decided; 将批准 they have not yet."""
    assert standing(text, fragment) == []


def test_whole_report_of_a_meeting_to_come_tells_nothing_as_done(meant):
    text = (
        "上海合作组织青岛峰会即将举行。俄罗斯总统普京、印度总理莫迪将出席峰会。"
        "习近平将主持会议。与会领导人将签署《青岛宣言》。"
    )
    told = meant(text, published="2018-06-01")
    happened = ("attended", "participatedIn", "chaired", "adopted", "signed", "memberOf")
    assert {
        fact
        for fact, ways in told.items()
        if fact.split(" ")[1] in happened and ways & {"actual", "decided"}
    } == set()


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("法国总统马克龙在6月上海合作组织青岛峰会上宣布新计划。", "planned"),
        ("法国总统马克龙6月9日出席上海合作组织青岛峰会。", "planned"),
        ("法国总统马克龙6月8日出席上海合作组织青岛峰会。", "actual"),
        ("法国总统马克龙8日在上海合作组织青岛峰会上宣布新计划。", "actual"),
    ],
)
def test_what_is_told_of_a_later_day_is_to_come(meant, text, factuality):
    published = "2018-06-08" if "日" in text else "2018-03-08"
    assert meant(text, published=published)["马克龙 attended 上海合作组织青岛峰会"] == {factuality}


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("上海合作组织青岛峰会明天在青岛开幕。", "decided"),
        ("6月9日举行的上海合作组织青岛峰会受到关注。", "decided"),
        ("上海合作组织青岛峰会今天在青岛开幕。", "actual"),
    ],
)
def test_day_of_a_meeting_after_the_report_is_announced(meant, text, factuality):
    told = meant(text, published="2018-06-08")
    (found,) = [ways for fact, ways in told.items() if "startDate" in fact]
    assert found == {factuality}


@pytest.mark.parametrize(
    "text",
    [
        "法国总统马克龙离开巴黎出席上海合作组织青岛峰会。",
        "法国总统马克龙启程前往青岛出席上海合作组织青岛峰会。",
        "法国总统马克龙抵达北京开始访问中国并出席上海合作组织青岛峰会。",
        "法国总统马克龙来华出席上海合作组织青岛峰会。",
        "法国外交部就总统马克龙出席上海合作组织青岛峰会举行吹风会。",
        "法国外交部介绍总统马克龙出席上海合作组织青岛峰会有关情况。",
    ],
)
def test_who_is_under_way_has_not_attended_yet(meant, text):
    told = meant(text, published="2018-06-08")
    assert told["马克龙 attended 上海合作组织青岛峰会"] == {"planned"}


@pytest.mark.parametrize(
    "text",
    [
        "法国总统马克龙抵达会场出席上海合作组织青岛峰会。",
        "去年，法国总统马克龙赴青岛出席上海合作组织青岛峰会。",
        "去年，法国总统马克龙来华出席上海合作组织青岛峰会。",
        "法国总统马克龙赴青岛出席上海合作组织青岛峰会后回到巴黎。",
    ],
)
def test_way_that_led_to_the_meeting_is_attendance(meant, text):
    told = meant(text, published="2019-06-08")
    assert told["马克龙 attended 上海合作组织青岛峰会"] == {"actual"}


def test_plan_and_its_fulfilment_are_two_statements(meant):
    """What a later report tells as done does not delete that it was planned."""
    found = meant(
        ("2018-06-01", "上海合作组织青岛峰会即将举行。俄罗斯总统普京将出席峰会。"),
        ("2018-06-10", "上海合作组织青岛峰会10日举行。俄罗斯总统普京出席峰会。"),
    )
    assert found["普京 attended 上海合作组织青岛峰会"] == {"planned", "actual"}


def test_decision_and_its_fulfilment_are_one_fact(graph):
    """Decided says no more than actual does: one statement, with the evidence of both."""
    settled = graph(
        (
            "2014-09-12",
            "上海合作组织杜尚别峰会12日举行。会议决定，下一届峰会将于2015年在乌法举行。",
        ),
        ("2015-07-10", "上海合作组织乌法峰会10日在乌法举行。"),
    )
    (held,) = [
        item
        for item in settled.statements
        if item.predicate == "heldIn" and "ufa" in str(item.object)
    ]
    assert held.factuality == "actual"
    assert len({passage.source for passage in held.evidence}) == 2


def test_meeting_that_is_only_proposed_has_no_host(meant):
    text = "国家主席王小明说，我提议明年在法国举办第十三届亚信峰会。"
    found = meant(text, published="2014-09-13")
    assert [told for fact, told in found.items() if " hosted " in fact] == [{"planned"}]
