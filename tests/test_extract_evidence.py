"""Every fact shows its passage, whatever state the text is in; reading is a pure function."""

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reports import OPENING, REPORT, TOLD

from kg.text.normalise import normalise


def traditional(text):
    """Write the report as it would be printed in Taipei, as far as its words need it."""
    pairs = "国國织織会會议議举舉习習远遠军軍俄俄罗羅统統总總办辦员員发發题題决決签簽东東岛島"
    pairs += "乌烏蓝藍济經经經亚亞联聯书書长長记記观觀参參与與应應将將对對说說开開两兩"
    table = {ord(pairs[i]): pairs[i + 1] for i in range(0, len(pairs), 2) if pairs[i] != "经"}
    table |= {ord("济"): "濟", ord("经"): "經"}
    return text.translate(table)


DIRTY = {
    "as written": REPORT,
    "traditional": traditional(REPORT),
    "full width": re.sub(r"\d", lambda digit: chr(ord(digit[0]) + 0xFEE0), REPORT),
    "ASCII punctuation": REPORT.translate(str.maketrans("，。：", ",.:")).replace(".", "。"),
    "invisible characters": REPORT.replace("合作", "合\u200b作").replace("会议", "会\u00ad议"),
    "decomposed": unicodedata.normalize("NFD", REPORT),
    "indented": REPORT.replace("\n", "\n\u3000\u3000"),
    "Windows lines": REPORT.replace("\n", "\r\n"),
    "cut lines": re.sub(r"(.{31})(?=.)", r"\1\n", REPORT),
    "byte order mark": "\ufeff" + REPORT,
}


@pytest.mark.parametrize("name", sorted(DIRTY))
def test_evidence_is_the_passage_of_the_text(document, extraction, name):
    source = document(DIRTY[name], TOLD)
    found = extraction(source)
    assert len(found.statements) > 30
    for item in found.statements:
        for passage in item.evidence:
            assert passage.quote == source.text[passage.start : passage.end]
            assert passage.quote
            assert passage.source == source.source.id
            assert passage.rule


@pytest.mark.parametrize("name", sorted(set(DIRTY) - {"as written", "cut lines"}))
def test_dirt_changes_no_fact(facts, name):
    """Characters, widths and line ends are the printer's, not the author's."""

    def plainly(found):
        return {normalise(fact).text for fact in found}

    assert plainly(facts(DIRTY[name], published=TOLD)) == plainly(facts(REPORT, published=TOLD))


def test_names_and_offices_are_as_written(graph):
    """Known people keep their usual label; what the report writes is a name of theirs, too."""
    text = "二十國集團領導人杭州峰會在杭州舉行。蘇丹總統馬勒羅、中國國家主席習近平出席。"
    settled = graph(text, published="2016-09-05")
    names = {name for entity in settled.entities for name in entity.names}
    assert {"馬勒羅", "習近平", "蘇丹", "中國", "杭州"} <= names
    assert not {"马勒罗", "苏丹總統"} & names
    offices = {dict(item.qualifiers).get("capacity") for item in settled.statements}
    assert {"總統", "國家主席"} <= offices


def test_body_in_a_title_has_the_name_that_is_written(graph):
    settled = graph("德高乐在北京会见了东盟秘书长史密斯、中总理王小明。", published="2016-09-05")
    names = {name for entity in settled.entities for name in entity.names}
    assert "东盟" in names
    assert "中" not in names


def test_a_person_is_one_in_reports_of_both_kinds(graph):
    settled = graph(
        "习近平和马勒罗总统出席二十国集团领导人杭州峰会。",
        "習近平和馬勒羅總統出席二十國集團領導人杭州峰會。",
    )
    leaders = [item for item in settled.entities if item.cls == "Leader"]
    assert len(leaders) == 2
    assert {"馬勒羅", "马勒罗"} <= {name for item in leaders for name in item.names}


def test_evidence_of_a_fact_holds_what_it_is_about(extraction):
    found = extraction(REPORT, TOLD)
    quotes = {
        item.predicate: {passage.quote for passage in item.evidence} for item in found.statements
    }
    assert quotes["chaired"] == {"国家主席习近平主持会议"}
    assert any("吉尔吉斯斯坦接任主席国" in quote for quote in quotes["succeededAsChair"])


@pytest.mark.parametrize(
    ("text", "named"),
    [("普京出席上海合作组织峰会。普京出席会议。", True), ("普京出席会议。", False)],
    ids=["named", "not named"],
)
def test_membership_is_shown_by_the_passages_that_name_its_body(extraction, text, named):
    """Who attends 会议 is a member by that only where no passage says more."""
    report = f"上海合作组织成员国元首理事会第十四次会议在杜尚别举行。俄罗斯总统{text}"
    quotes = [
        passage.quote
        for item in extraction(report, TOLD).statements
        if item.predicate == "memberOf" and item.subject == "country/RUS"
        for passage in item.evidence
    ]
    assert quotes
    assert all(("上海合作组织" in quote) == named for quote in quotes)


SENTENCES = [sentence for sentence in re.split("(?<=[。\n])", REPORT + OPENING) if sentence]
NOISE = ["", "", "", "\u200b", "\u3000", "\n", "。", "《", "》", "、", "峰会", "将", "“", "（"]


def read_twice(source, extraction):
    """Check that the second reading is like the first, and every quote is in its place."""
    found = extraction(source)
    assert found == extraction(source)
    for item in found.statements:
        for passage in item.evidence:
            assert passage.quote == source.text[passage.start : passage.end]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(NOISE)), min_size=1, max_size=8),
    st.sampled_from(["", "2018", TOLD]),
)
def test_any_report_is_read_purely_and_with_true_evidence(document, extraction, pieces, published):
    """Whatever the order of its sentences and the noise between them."""
    text = "".join(sentence + noise for sentence, noise in pieces)
    if text.strip():
        read_twice(document(text, published), extraction)


@settings(max_examples=40, deadline=None)
@example("哈萨克斯坦总统纳扎尔巴耶俄罗斯总统普京\u200b出席会议。")
@given(st.integers(0, len(REPORT)).map(lambda place: REPORT[:place] + REPORT[place // 2 :]))
def test_text_that_was_cut_anywhere_is_read(document, extraction, text):
    """Copies from the web lose words; a report must never stop the whole run."""
    read_twice(document(text, TOLD), extraction)


def test_extraction_is_pure(document, extraction):
    """The same document gives the same records, whatever was read in between."""
    source = document(REPORT, TOLD)
    before = extraction(source)
    extraction("二十国集团领导人杭州峰会4日开幕。法国总统奥朗德出席会议。")
    assert extraction(source) == before
    assert extraction(document(REPORT, TOLD)) == before


def test_local_keys_are_the_documents_own(extraction):
    """Two reports of one text share their records; two texts share none that are local."""
    first = extraction(REPORT, TOLD)
    other = extraction(OPENING + "普京出席会议。", TOLD)

    def local(found):
        return {entity.key for entity in found.entities if ":" in entity.key}

    assert local(first)
    assert not local(first) & local(other)


@pytest.mark.parametrize("text", ["今天天气很好。", "。", "《》", "？！", "2018年6月10日"])
def test_text_without_meetings_has_no_facts(facts, text):
    assert facts(text) == set()
