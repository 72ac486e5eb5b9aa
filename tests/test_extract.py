"""A whole small report: what it says, with which roles, and nothing else."""

import pytest
from reports import QINGDAO, REPORT, TOLD

from kg.checking.check import check_turtle
from kg.ontology import load_ontology
from kg.reading.extraction import extract
from kg.sources.documents import make_document
from kg.writing.rdf import write_turtle


def about(found, predicate):
    return sorted(fact for fact in found if f" {predicate} " in fact)


@pytest.fixture(scope="module")
def report(qualified):
    return qualified(REPORT, published=TOLD)


# --- one whole report -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fact",
    [
        f"{QINGDAO} organisedBy 上海合作组织",
        f"{QINGDAO} edition 18",
        f"{QINGDAO} year 2018",
        f"{QINGDAO} startDate 2018-06-09",
        f"{QINGDAO} endDate 2018-06-10",
        f"{QINGDAO} heldIn 青岛",
        f"中国 hosted {QINGDAO}",
        f"习近平 chaired {QINGDAO}",
        f"{QINGDAO} adopted 青岛宣言",
        f"{QINGDAO} adopted 边防合作行动纲要",
        "习近平 delivered 扬帆同行",
        f"扬帆同行 deliveredAt {QINGDAO}",
        "普京 supports 一带一路",
        "吉尔吉斯斯坦 succeededAsChair 中国",
        "2019年上海合作组织峰会 heldIn 比什凯克",
        "吉尔吉斯斯坦 hosted 2019年上海合作组织峰会",
        "2019年上海合作组织峰会 year 2019",
    ],
)
def test_report_says(report, fact):
    assert fact in report


def test_report_has_one_present_meeting_and_one_to_come(report):
    assert {fact.split(" ")[0] for fact in about(report, "organisedBy")} == {
        QINGDAO,
        "2019年上海合作组织峰会",
    }


@pytest.mark.parametrize(
    ("person", "role", "state"),
    [
        ("习近平", "host", "中国"),
        ("普京", "member", "俄罗斯"),
        ("纳扎尔巴耶夫", "member", "哈萨克斯坦"),
        ("莫迪", "member", "印度"),
        ("加尼", "observer", "阿富汗"),
        ("巴特图勒嘎", "observer", "蒙古国"),
    ],
)
def test_participant_has_role_and_state(report, person, role, state):
    qualifiers = report[f"{person} attended {QINGDAO}"]
    assert (qualifiers["role"], qualifiers["onBehalfOf"]) == (role, state)
    assert report[f"{state} participatedIn {QINGDAO}"]["role"] == role
    assert f"{person} represents {state}" in report


def test_head_of_an_organisation_takes_part_for_it(report):
    qualifiers = report[f"林玉辉 attended {QINGDAO}"]
    assert (qualifiers["role"], qualifiers["onBehalfOf"]) == ("organisation", "东南亚国家联盟")
    assert report[f"东南亚国家联盟 participatedIn {QINGDAO}"]["role"] == "organisation"


def test_delegation_takes_part_without_a_state_of_its_own(report):
    for person in ("王毅", "杨洁篪"):
        qualifiers = report[f"{person} attended {QINGDAO}"]
        assert qualifiers["role"] == "delegation"
        assert "onBehalfOf" not in qualifiers


def test_capacity_is_the_title_of_the_report(report):
    assert report[f"普京 attended {QINGDAO}"]["capacity"] == "总统"
    assert report[f"习近平 attended {QINGDAO}"]["capacity"] == "国家主席"


def test_role_shows_the_status_of_the_state(report):
    members = {"中国", "俄罗斯", "哈萨克斯坦", "印度", "吉尔吉斯斯坦"}
    assert set(about(report, "memberOf")) == {f"{state} memberOf 上海合作组织" for state in members}
    assert about(report, "observerOf") == [
        "蒙古国 observerOf 上海合作组织",
        "阿富汗 observerOf 上海合作组织",
    ]


def test_member_heads_of_state_sign_each_for_himself(report):
    """成员国元首签署: everybody whom the report lists as a member, and nobody else."""
    assert set(about(report, "signed")) == {
        f"{person} signed 青岛宣言" for person in ("习近平", "普京", "纳扎尔巴耶夫", "莫迪")
    }


def test_proposal_belongs_to_the_one_who_speaks(report):
    assert about(report, "proposed") == ["习近平 proposed 上海合作组织蓝色经济中心"]


def test_chair_passes_on_at_the_meeting(report):
    qualifiers = report["吉尔吉斯斯坦 succeededAsChair 中国"]
    assert qualifiers == {"atSummit": QINGDAO, "organisation": "上海合作组织"}


def test_every_predicate_has_its_kinds_of_subject_and_object(graph):
    """A state does not attend and a leader does not take part: the ontology keeps them apart."""
    kinds = {
        "attended": ("Leader", "Summit"),
        "participatedIn": (("Country", "Organisation"), "Summit"),
        "chaired": ("Leader", "Summit"),
        "hosted": ("Country", "Summit"),
        "heldIn": ("Summit", "City"),
        "adopted": ("Summit", ("Declaration", "Instrument")),
        "signed": ("Leader", ("Declaration", "Instrument")),
        "delivered": ("Leader", "Speech"),
        "organisedBy": ("Summit", "Organisation"),
        "memberOf": ("Country", "Organisation"),
    }
    settled = graph(REPORT, published=TOLD)
    classes = {entity.key: entity.cls for entity in settled.entities}
    for item in settled.statements:
        if item.predicate in kinds:
            subject, value = kinds[item.predicate]
            assert classes[item.subject] in subject
            assert classes[item.object] in value


def test_a_state_bears_the_name_that_a_title_gives_it(graph):
    """纽西兰 can be searched for, though its label is 新西兰; 俄 is no name."""
    settled = graph("纽西兰总理德高乐、俄总统普京出席二十国集团领导人杭州峰会。")
    names = {entity.key: entity.names for entity in settled.entities}
    assert names["country/NZL"] == ("新西兰", "纽西兰")
    assert names["country/RUS"] == ("俄罗斯",)


def test_a_fact_said_without_end_keeps_its_first_passages(knowledge):
    """Five megabytes of one sentence would otherwise fill the memory."""
    text = "法国总统德高乐出席二十国集团领导人杭州峰会。" * 700
    found = extract(make_document(text, "a.txt"), knowledge).statements
    ends = sorted(item.evidence[0].end for item in found if item.predicate == "attended")
    assert len(ends) == 500
    assert ends[-1] < len(text) * 5 // 7


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("非洲联盟轮值主席、乍得总统德高乐到会。", True),
        ("非洲联盟主席、乍得总统德高乐和联合国秘书长史密斯到会。", True),
        ("非洲联盟轮值主席乍得总统德高乐到会。", True),
        ("非洲联盟轮值主席国乍得总统德高乐到会。", False),
        ("非洲联盟、乍得总统德高乐到会。", False),
    ],
)
def test_who_has_the_chair_of_a_body_stands_for_it_too(facts, text, stands):
    told = facts(f"二十国集团领导人杭州峰会在杭州举行。{text}")
    assert "德高乐 represents 乍得" in told
    assert ("德高乐 represents 非洲联盟" in told) is stands


def test_the_chair_of_a_body_is_not_the_office_at_home(graph):
    text = "东盟峰会在曼谷举行，由联盟轮值主席、泰国总理文森特主持。"
    stands = [one for one in graph(text).statements if one.predicate == "represents"]
    told = {one.object: dict(one.qualifiers)["capacity"] for one in stands}
    assert told == {"country/THA": "总理", "organisation/asean": "轮值主席"}


@pytest.mark.parametrize(
    "text",
    [
        "二十国集团领导人杭州峰会在杭州举行。联合国秘书长李四维主办二十国集团领导人杭州峰会。",
        "法国出席二十国集团领导人杭州峰会。德国总理穆勒发表题为《同行》的讲话。德国发表题为《同行》的讲话。",
        "联合国秘书长李四维主持上海合作组织青岛峰会。会议决定，由德国接任上海合作组织轮值主席国。",
        "国家主席王大明主持二十国集团领导人杭州峰会。成员国、王大明接任主席国。",
        "法国德国总理勒代理总统布本出席峰会。",
        "上海合作组织接纳法国、德国和欧盟为观察员。",
        "上海合作组织启动欧盟、法国加入该组织的程序。",
        "欧盟和法国主办了二十国集团领导人杭州峰会。",
    ],
)
def test_no_fact_is_of_things_that_cannot_bear_it(graph, text):
    """An organisation hosts no summit, a state gives no speech; found by ``make fuzz``."""
    turtle = write_turtle(graph(text), load_ontology())
    faults = check_turtle(turtle)
    assert [fault for fault in faults if fault.level == "error"] == []


@pytest.mark.parametrize("indent", ["", "　　", "\t", " "])
def test_indent_of_a_paragraph_is_no_part_of_its_first_sentence(facts, indent):
    """Rules that begin with their sentence hold at the start of any paragraph."""
    text = f"二十国集团领导人杭州峰会4日在杭州举行。\n{indent}会上还签署了《蓝色港湾协议》。"
    assert "二十国集团领导人杭州峰会 adopted 蓝色港湾协议" in facts(text, published="2016-09-05")


def test_city_of_a_name_that_several_bear_is_in_the_state_before_it(facts):
    text = "1996年6月25日，南方共同市场峰会在阿根廷圣路易斯举行。圣路易斯天气很好。"
    assert "阿根廷 hosted 南方共同市场峰会" in facts(text)
