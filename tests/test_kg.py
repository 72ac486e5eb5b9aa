"""``kg.KG``: a built graph asked from Python and notebooks."""

from __future__ import annotations

import builtins
import csv
import io
import subprocess
import sys
import types
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from conftest import ROOT, SEEDS
from rdflib import RDFS, URIRef
from test_golden import GOLDEN

import kg
from kg.asking.lookup import fold
from kg.asking.results import Result, Term
from kg.ontology import Ontology

TOKAYEV = "leader/kassym-jomart-tokayev"


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    """The outputs of a build of the seeds, background included."""
    folder = tmp_path_factory.mktemp("output")
    kg.build([str(SEEDS)], folder)
    return folder


@pytest.fixture(scope="module")
def seeds(output):
    with kg.KG.load(output) as graph:
        yield graph


# -- opening ------------------------------------------------------------------------------------


def test_a_folder_and_a_file_are_opened_with_their_background(output):
    names = [path.name for path in kg.KG.load(output).paths]
    assert names == ["graph.ttl", "background.ttl"]
    assert kg.KG.load(str(output / "graph.ttl")).paths == kg.KG.load(output).paths
    assert len(kg.KG.load(output, background=False).paths) == 1
    assert len(kg.KG.load(GOLDEN).paths) == 1


def test_no_graph_is_an_error_at_once(tmp_path):
    with pytest.raises(FileNotFoundError):
        kg.KG.load(tmp_path)


def test_opening_and_importing_load_nothing_heavy():
    code = (
        "import sys; from kg import KG; KG.load(sys.argv[1]);"
        "heavy = {'rdflib', 'networkx', 'pandas', 'pyoxigraph', 'jieba'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    command = [sys.executable, "-c", code, str(GOLDEN)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def test_it_can_be_closed_and_asked_again(output):
    graph = kg.KG.load(output)
    assert graph.query("ASK {}")
    graph.close()
    assert graph.query("ASK {}")
    graph.close()
    assert "graph.ttl" in repr(graph)


# -- results ------------------------------------------------------------------------------------


def test_rows_are_plain_values_by_name_and_place(seeds):
    result = seeds.query("summits")
    row = next(row for row in result if row.edition == 21)
    assert (row.year, row["start"], row.city) == (2021, date(2021, 9, 17), "杜尚别")
    assert row[0] == row.year
    assert row.asdict()["host"] == "塔吉克斯坦"
    assert len(result) == len(list(result)) == 10
    assert result[0] == next(iter(result))
    with pytest.raises(AttributeError, match="no column 'citty'; there are year, start"):
        _ = row.citty
    with pytest.raises(KeyError):
        _ = row["citty"]


def test_values_keep_their_kind(seeds):
    query = """SELECT * { BIND (1.5 AS ?a) BIND (1e0 AS ?b) BIND (true AS ?c) BIND ("x"@en AS ?d)
               BIND ("9"^^xsd:byte AS ?e) BIND ("no"^^xsd:date AS ?f) BIND (sm:x AS ?g) }"""
    (row,) = seeds.query(query)
    values = row.asdict()
    assert [values[name] for name in "abcdef"] == [Decimal("1.5"), 1.0, True, "x", 9, "no"]
    assert values["g"] == "https://w3id.org/summitkg/ontology#x"


def test_rows_as_rdflib_terms(seeds):
    result = seeds.query("SELECT ?s ?none { ?s sm:edition 21 }")
    assert result.bindings == [{"s": URIRef("https://w3id.org/summitkg/id/summit/sco-2021")}]


def test_other_answers(seeds):
    assert seeds.query("ASK { leader:xi-jinping sm:attended summit:sco-2021 }").boolean is True
    assert not seeds.query("ASK { leader:xi-jinping sm:hosted ?x }")
    described = seeds.query("DESCRIBE summit:cica-2014")
    assert len(described.graph) == 6
    assert described
    assert not seeds.query("conflicts")


def test_a_data_frame(seeds):
    frame = seeds.query("hosts").to_df()
    assert list(frame.columns) == ["host", "summits"]
    assert frame.summits.sum() == 8


def test_without_pandas_the_message_says_what_to_do(seeds, monkeypatch):
    result, load = seeds.query("hosts"), builtins.__import__

    def refuse(name, *rest):
        if name == "pandas":
            raise ImportError(name)
        return load(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ImportError, match="pip install pandas"):
        result.to_df()


def test_csv_is_text_and_a_file_for_spreadsheets(seeds, tmp_path):
    result = seeds.query("hosts")
    assert list(csv.reader(io.StringIO(result.to_csv())))[1] == ["哈萨克斯坦", "2"]
    result.to_csv(tmp_path / "hosts.csv")
    assert (tmp_path / "hosts.csv").read_bytes().startswith(b"\xef\xbb\xbfhost,summits\n")


class Tags(HTMLParser):
    """The tags of a page, and the attributes of the last one of each kind."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes = [], {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes[tag] = dict(attrs)


def test_a_notebook_shows_the_first_rows_and_no_tags_of_others():
    hostile = Term("literal", "<img src=x onerror=alert(1)>")
    html = Result(("<b>",), ((hostile,),) * 30)._repr_html_()
    assert set(Tags(html).tags) == {"table", "thead", "tbody", "tr", "th", "td", "p"}
    assert html.count("<tr>") == 21
    assert "20 of 30 rows" in html
    assert Result(turtle="<a>")._repr_html_() == "<pre>&lt;a&gt;</pre>"
    assert Result(boolean=False)._repr_html_() == "<pre>false</pre>"


# -- things -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["托卡耶夫", "托卡叶夫", "卡西姆-若马尔特·托卡耶夫", "托卡葉夫",
                                  "Kassym-Jomart Tokayev", TOKAYEV])  # fmt: skip
def test_a_thing_by_any_of_its_names(seeds, name):
    portrait = seeds.entity(name)
    assert (portrait.key, portrait.cls, portrait.label) == (TOKAYEV, "Leader", "托卡耶夫")


def test_each_fact_has_the_words_it_was_read_from(seeds):
    portrait = seeds.entity("托卡耶夫")
    texts = {document.source.id: document.text for document in kg.read_documents([str(SEEDS)])[0]}
    assert {fact.predicate for fact in portrait.facts} >= {"attended", "chaired", "represents"}
    for fact in portrait.facts:
        assert TOKAYEV in (fact.subject.key, fact.object.key)
        assert fact.evidence
        for passage in fact.evidence:
            assert texts[passage.source.id][passage.start : passage.end] == passage.quote


def test_a_fact_reads_as_a_sentence(seeds, tmp_path):
    (fact,) = seeds.entity("2015年上海合作组织峰会").about("heldIn")
    assert str(fact) == "2015年上海合作组织峰会 heldIn 乌法"
    assert fact.stands
    text = "二十国集团领导人杭州峰会在杭州举行。法国总统德高乐没有出席。"
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    kg.build([str(tmp_path / "report.txt")], tmp_path / "out", page=False)
    with kg.KG.load(tmp_path / "out") as graph:
        (denied,) = graph.entity("德高乐").about("attended")
    told = "negated, capacity 总统, onBehalfOf 法国, role member"
    assert str(denied) == f"德高乐 attended 二十国集团领导人杭州峰会 ({told})"
    assert not denied.stands


def test_a_country_has_the_facts_of_those_who_act_for_it(seeds):
    facts = seeds.entity("哈萨克斯坦").facts
    assert any(fact.subject.label == "托卡耶夫" for fact in facts if fact.predicate == "attended")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("托卡耶", r"nothing here goes by the name 托卡耶; near: 托卡耶夫 \(leader:kassym"),
        ("Tokayev", "near: 托卡耶夫"),
        ("量子力学", "nothing here goes by the name 量子力学$"),
        ("", "nothing here"),
    ],
)
def test_an_unknown_name_tells_what_is_near(seeds, name, message):
    with pytest.raises(kg.QueryError, match=message):
        seeds.entity(name)


def test_a_part_of_a_name_finds_what_begins_with_it_first(seeds):
    assert seeds.names.near("托卡")[0].label == "托卡耶夫"
    labels = [thing.label for thing in seeds.names.near("斯坦", "Country", most=9)]
    assert set(labels) >= {"哈萨克斯坦", "塔吉克斯坦", "巴基斯坦"}
    assert not seeds.names.near("量子力学", "Country")


@pytest.mark.parametrize("typed", ["托卡叶天", "Tokaev", "kassym tokayew", "TOKAYEV"])
def test_a_name_that_is_misspelt_finds_what_is_like_it(seeds, typed):
    assert TOKAYEV in [thing.key for thing in seeds.names.near(typed)]


def test_what_is_like_a_short_name_has_more_than_half_of_it(seeds):
    assert {thing.label for thing in seeds.names.near("托卡", most=20)} == {"托卡耶夫"}


def test_things_know_their_english_label(seeds):
    assert seeds.names.find("托卡耶夫").en == "Kassym-Jomart Tokayev"


def test_a_name_that_means_two_things_must_be_told_apart(tmp_path):
    path = tmp_path / "graph.ttl"
    text = GOLDEN.read_text(encoding="utf-8").replace('"蔡奇"@zh', '"王毅"@zh')
    path.write_text(text, encoding="utf-8")
    with kg.KG.load(path) as graph:
        message = r"王毅 can mean 王毅 \(leader:cai-qi\), 王毅 \(leader:wang-yi\): give the key"
        with pytest.raises(kg.QueryError, match=message):
            graph.entity("王毅")
        assert graph.entity("leader:cai-qi").en == "Cai Qi"


def test_what_no_report_names_has_no_facts(seeds):
    background = [thing for key, thing in seeds.names.things.items() if key.startswith("country")]
    seen = {entity.key for entity in seeds.records.entities}
    for thing in background:
        if thing.key not in seen:
            with pytest.raises(kg.QueryError, match="in the background only"):
                seeds.entity(thing.key)


def test_a_portrait_in_a_notebook(seeds):
    html = seeds.entity("托卡耶夫")._repr_html_()
    assert set(Tags(html).tags) == {"h4", "table", "tbody", "tr", "td"}
    assert "chaired" in html


def test_names_are_compared_in_one_form():
    assert fold("Ｘi  Jin-ping") == fold("XI JINPING")
    assert fold("蒙古國") == fold("蒙古国")


# -- other views --------------------------------------------------------------------------------


def test_the_graph_of_rdflib_answers_and_holds_everything(seeds):
    summit = URIRef("https://w3id.org/summitkg/id/summit/sco-2021")
    assert "上海合作组织成员国元首理事会第二十一次会议" in map(
        str, seeds.graph.objects(summit, RDFS.label)
    )
    assert len(seeds.graph) == seeds.engine.triples
    rows = seeds.graph.query("SELECT ?s { ?s sm:edition 21 }")
    assert [row.s for row in rows] == [summit]


def test_the_network_is_that_of_the_records(seeds):
    assert seeds.to_networkx().has_edge(TOKAYEV, "summit/sco-2024", "chaired")


def test_the_page_stands_in_a_frame_of_its_own(seeds, monkeypatch):
    """The page is made by ``kg.page``; here it is one that would like to break out."""
    hostile = '"><script>alert(1)</script>&amp;'

    def render_page(graph, ontology):
        assert graph is seeds.records
        assert isinstance(ontology, Ontology)
        return hostile

    page = types.ModuleType("kg.page")
    page.render_page = render_page
    monkeypatch.setitem(sys.modules, "kg.page", page)
    tags = Tags(seeds.show(height=300)._repr_html_())
    assert tags.tags == ["iframe"]
    assert tags.attributes["iframe"]["srcdoc"] == hostile
    assert tags.attributes["iframe"]["sandbox"] == "allow-scripts allow-downloads"
    assert tags.attributes["iframe"]["height"] == "300"
