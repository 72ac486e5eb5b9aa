"""Merging is set union; settling depends on the set alone, and loses nothing that was said."""

from functools import reduce
from operator import or_

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.merging.merge import adoptions, merge, name_all, name_things, settle
from kg.model import Extraction, Literal

#: Reports that overlap, agree, contradict and complete each other.
REPORTS = (
    ("2018-06-10", "上海合作组织成员国元首理事会第十八次会议10日在青岛举行。习近平主持会议。"),
    ("2018-06-11", "上合组织青岛峰会闭幕。俄罗斯总统普京、斐济总理塔马洛夫出席会议。"),
    ("2018-06-12", "2018年上合组织峰会2018年6月19日在青岛举行。会议发表《青岛宣言》。"),
    ("2017-06-09", "上合组织阿斯塔纳峰会9日举行。会议决定，下届峰会将于2018年在青岛举行。"),
    ("2019-06-14", "上合组织比什凯克峰会14日举行。各方落实去年峰会成果。普京没有出席会议。"),
    ("2016-09-05", "二十国集团领导人杭州峰会4日举行。观察员国汤加首相塔马洛夫出席。"),
    ("", "普京支持“一带一路”倡议。塔马洛夫签署《青岛宣言》。"),
    ("2018-06-09", "习近平9日在青岛会见来华出席上海合作组织青岛峰会的伊朗总统鲁哈尼。"),
    ("2018-06-01", "伊朗总统鲁哈尼将出席上海合作组织青岛峰会。"),
)
SETTINGS = settings(max_examples=40, deadline=None)
CHOICES = st.lists(st.integers(0, len(REPORTS) - 1), max_size=6)


@pytest.fixture(scope="module")
def pool(extraction):
    return tuple(extraction(report) for report in REPORTS)


@pytest.fixture(scope="module")
def settled(knowledge):
    return lambda extractions: settle(merge(extractions), knowledge.gazetteer)


# --- the laws ---------------------------------------------------------------------------------


@SETTINGS
@given(CHOICES, CHOICES, CHOICES)
def test_union_is_associative_commutative_and_idempotent(pool, one, two, three):
    a, b, c = (merge(pool[number] for number in chosen) for chosen in (one, two, three))
    assert (a | b) | c == a | (b | c)
    assert a | b == b | a
    assert a | a == a
    assert a | Extraction() == a


@SETTINGS
@given(CHOICES)
def test_merge_is_the_union_of_all(pool, chosen):
    extractions = [pool[number] for number in chosen]
    assert merge(extractions) == reduce(or_, extractions, Extraction())


@SETTINGS
@given(st.permutations(range(len(REPORTS))), st.integers(1, len(REPORTS)))
def test_order_of_reports_changes_nothing(pool, settled, order, count):
    chosen = order[:count]
    assert settled(pool[n] for n in chosen) == settled(pool[n] for n in sorted(chosen))


@SETTINGS
@given(CHOICES)
def test_report_that_comes_twice_changes_nothing(pool, settled, chosen):
    assert settled(pool[n] for n in chosen) == settled(pool[n] for n in {*chosen})


@SETTINGS
@given(st.sets(st.integers(0, len(REPORTS) - 1)), st.integers(0, len(REPORTS) - 1))
def test_adding_and_removing_a_report_restores_the_graph(
    document, extraction, settled, kept, extra
):
    """Nothing of a report outlives it, and reading again gives the same records."""
    reports = [REPORTS[number] for number in sorted(kept)]
    before = settled(extraction(report) for report in reports)
    settled(extraction(report) for report in (*reports, REPORTS[extra]))
    after = settled(extraction(document(report)) for report in reversed(reports))
    assert after == before


def test_what_was_adopted_is_all_that_names_depend_on(extraction, knowledge):
    """Where a graph is larger than memory, or on several machines, no other fact is at hand."""
    said = extraction(
        "二十国集团领导人杭州峰会5日闭幕。会议通过《杭州宣言》和《二十国集团领导人杭州宣言》。"
    )
    whole = name_all(said, knowledge.gazetteer)
    assert name_things(said.entities, adoptions(said), knowledge.gazetteer) == whole
    assert sum(entity.cls == "Declaration" for entity in whole.entities) == 2


def test_nothing_at_all_is_an_empty_graph(settled):
    graph = settled([])
    assert (graph.sources, graph.entities, graph.statements, graph.conflicts) == ((), (), (), ())


@SETTINGS
@given(st.sets(st.integers(0, len(REPORTS) - 1)))
def test_graph_is_sorted_whole_and_without_doubles(pool, settled, chosen):
    graph = settled(pool[number] for number in chosen)
    keys = [entity.key for entity in graph.entities]
    assert keys == sorted(set(keys))
    assert list(graph.sources) == sorted(graph.sources)
    facts = [
        (item.subject, item.predicate, str(item.object), item.factuality)
        for item in graph.statements
    ]
    assert facts == sorted(facts)
    assert len(facts) == len(set(facts))
    for item in graph.statements:
        assert item.subject in keys
        assert isinstance(item.object, Literal) or item.object in keys
        assert item.evidence


@SETTINGS
@given(st.sets(st.integers(0, len(REPORTS) - 1)))
def test_no_evidence_is_lost(pool, settled, chosen):
    """Whatever is joined, every passage that supported something still does."""
    extractions = [pool[number] for number in chosen]
    given_ = {
        passage for found in extractions for item in found.statements for passage in item.evidence
    }
    kept = {passage for item in settled(extractions).statements for passage in item.evidence}
    assert kept == given_


# --- what settling decides --------------------------------------------------------------------

MEETING = "上海合作组织成员国元首理事会第十八次会议"


def test_fact_of_two_reports_is_one_statement_with_two_sources(graph):
    settled_graph = graph(*REPORTS[:3])
    (held,) = [item for item in settled_graph.statements if item.predicate == "heldIn"]
    assert len({passage.source for passage in held.evidence}) == 3


def test_conflict_is_reported_and_both_values_are_kept(graph):
    settled_graph = graph(REPORTS[0], REPORTS[2])
    days = {item.object.value for item in settled_graph.statements if item.predicate == "startDate"}
    assert days == {"2018-06-10", "2018-06-19"}
    (conflict,) = settled_graph.conflicts
    assert (conflict.level, conflict.code, conflict.path) == (
        "warning",
        "conflict",
        "summit/sco-2018",
    )
    assert MEETING in conflict.message
    assert "startDate 2018-06-10 / 2018-06-19" in conflict.message


def test_agreement_is_no_conflict(graph):
    assert graph(*REPORTS[:2], *REPORTS[3:]).conflicts == ()


def test_conflict_goes_when_its_report_goes(graph):
    assert graph(REPORTS[0], REPORTS[2]).conflicts
    assert not graph(REPORTS[0]).conflicts


def test_role_that_one_report_shows_completes_another(qualified):
    """A guest list without labels is completed by the status that other reports tell."""
    bare = ("2018-06-10", "上海合作组织青岛峰会10日举行。会前，蒙古国总统巴特图勒嘎出席峰会。")
    told = ("2019-06-14", "上合组织比什凯克峰会14日举行。观察员国蒙古国、伊朗领导人出席会议。")
    fact = "巴特图勒嘎 attended 上海合作组织青岛峰会"
    assert "role" not in qualified(bare)[fact]
    assert qualified(bare, told)[fact]["role"] == "observer"


def test_host_is_more_than_a_member(qualified):
    """One report calls the host a member, another tells that the meeting is in its city."""
    found = qualified(
        (
            "2018-06-10",
            f"{MEETING}10日举行。成员国领导人中国国家主席习近平、俄罗斯总统普京出席。",
        ),
        ("2018-06-11", f"{MEETING}10日在青岛举行。国家主席习近平主持会议。"),
    )
    assert found[f"习近平 attended {MEETING}"]["role"] == "host"


def test_unrelated_report_changes_no_fact_of_the_others(facts):
    alone = facts(*REPORTS[:3])
    other = ("2014-11-16", "二十国集团布里斯班峰会16日闭幕。澳大利亚总理阿博特主持会议。")
    assert alone <= facts(*REPORTS[:3], other)


# --- days -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reports", "starts"),
    [
        (["会议26日在果阿举行。", "会议25日至27日在果阿举行。"], ["2018-07-25"]),
        (["会议27日在果阿举行。", "会议25日至27日在果阿举行。"], ["2018-07-25"]),
        (["会议26日在果阿举行。", "会议25日在果阿举行。"], ["2018-07-25", "2018-07-26"]),
        (["会议24日在果阿举行。", "会议25日至27日在果阿举行。"], ["2018-07-24", "2018-07-25"]),
        (["会议2日在果阿举行。", "会议25日在果阿举行。"], ["2018-07-02", "2018-07-25"]),
    ],
)
def test_day_in_the_midst_of_a_meeting_is_not_its_beginning(graph, reports, starts):
    name = "金砖国家领导人第十次会晤"
    texts = [("2018-07-28", text.replace("会议", name)) for text in reports]
    settled_graph = graph(*texts)
    found = [
        item.object.value for item in settled_graph.statements if item.predicate == "startDate"
    ]
    assert sorted(found) == starts
    assert len(settled_graph.conflicts) == len(starts) - 1, "what contradicts is kept and told"


def test_last_day_is_after_the_first(graph):
    name = "金砖国家领导人第十次会晤"
    texts = [("2018-07-28", f"{name}25日至27日在果阿举行。"), ("2018-07-28", f"{name}26日举行。")]
    found = [
        (item.predicate, item.object.value)
        for item in graph(*texts).statements
        if item.predicate in ("startDate", "endDate")
    ]
    assert sorted(found) == [("endDate", "2018-07-27"), ("startDate", "2018-07-25")]


@pytest.fixture
def meant(graph):
    """How it is meant that somebody attended, by reports."""

    def told(*reports):
        settled_graph = graph(*reports)
        labels = {entity.key: entity.names[0] for entity in settled_graph.entities}
        return {
            item.factuality: len({passage.source for passage in item.evidence})
            for item in settled_graph.statements
            if item.predicate == "attended" and labels[item.subject] == "鲁哈尼"
        }

    return told


#: Nine days before the meeting.
EARLY = ("2018-06-01", "习近平1日在青岛会见来华出席上海合作组织青岛峰会的伊朗总统鲁哈尼。")


def test_who_came_long_before_the_meeting_is_to_attend(meant):
    """The day of the meeting is in one report, who came for it in another one."""
    announced = REPORTS[-1]
    assert meant(EARLY) == {"actual": 1}
    assert meant(REPORTS[0], EARLY) == {"planned": 1}
    assert meant(REPORTS[0], EARLY, announced) == {"planned": 2}
    assert meant(EARLY, announced) == {"actual": 1, "planned": 1}


def test_who_came_a_few_days_before_or_was_seen_there_attends(meant):
    *_, came, announced = REPORTS
    seen = ("2018-06-11", "上合组织青岛峰会闭幕。伊朗总统鲁哈尼出席会议。")
    assert meant(REPORTS[0], came) == {"actual": 1}
    assert meant(REPORTS[0], ("2018-06-03", EARLY[1].replace("1日", "3日"))) == {"actual": 1}
    assert meant(REPORTS[0], ("2018-06-02", EARLY[1].replace("1日", "2日"))) == {"planned": 1}
    assert meant(REPORTS[0], EARLY, seen, announced) == {"actual": 2, "planned": 1}


def test_day_of_an_arrival_is_the_one_that_its_sentence_tells(meant):
    assert meant(REPORTS[0], ("2018-06-09", EARLY[1])) == {"planned": 1}
    assert meant(REPORTS[0], ("2018-06-01", EARLY[1].replace("1日在", "在"))) == {"planned": 1}


def test_who_arrived_for_a_meeting_is_there_unless_it_is_still_to_begin(meant):
    """Who has only left for it is under way, whatever its first day is."""
    arrived = "伊朗总统鲁哈尼9日抵达青岛，出席上合组织青岛峰会。"
    left = "伊朗总统鲁哈尼9日启程赴青岛出席上合组织青岛峰会。"
    assert meant(("2018-06-09", arrived)) == {"actual": 1}
    assert meant(REPORTS[0], ("2018-06-09", arrived)) == {"actual": 1}
    assert meant(REPORTS[0], ("2018-06-01", arrived.replace("9日", "1日"))) == {"planned": 1}
    assert meant(("2018-06-09", arrived.replace("，", "，将"))) == {"planned": 1}
    assert meant(("2018-06-09", left)) == {"planned": 1}


def test_state_of_who_came_is_to_take_part(graph):
    statements = graph(REPORTS[0], EARLY).statements
    (state,) = [
        item
        for item in statements
        if item.predicate == "participatedIn" and item.subject == "country/IRN"
    ]
    assert (state.factuality, state.qualifiers) == ("planned", ())
