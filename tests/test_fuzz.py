"""Invented input without end: readers, rules, names and writers, queries.

``make test`` tries a hundred inputs for each property; ``make fuzz`` tens of thousands, and
remembers in ``.hypothesis`` what failed. What it finds becomes a test of its own beside the
code that was wrong.
"""

from __future__ import annotations

import json
from contextlib import suppress

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from test_golden import GOLDEN
from test_rdf import ONTOLOGY, as_rdflib, hostile, triples

from kg.asking.engine import Engine
from kg.asking.questions import query_prefixes
from kg.asking.sparql import QueryError, check_query
from kg.asking.workers import Limits
from kg.building.batches import knowledge_at
from kg.checking.check import check_turtle
from kg.merging.merge import merge, settle
from kg.model import DataError
from kg.page import render_page
from kg.reading.extraction import extract
from kg.sources.documents import make_document
from kg.sources.index import IndexEntry
from kg.writing.by_document import write_nquads, write_ntriples
from kg.writing.csv_tables import write_tables
from kg.writing.jsonld import write_jsonld
from kg.writing.load import load_graph
from kg.writing.network import write_graphml
from kg.writing.rdf import write_turtle
from kg.writing.turtle import mint

#: Reason codes that a document may be refused with; ``internal`` would be a bug.
REFUSED = {"empty", "not-text", "encoding-damaged", "encoding-unknown", "too-deep", "too-large"}
SUFFIXES = st.sampled_from(["a.txt", "a.md", "a.html"])
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def words(text):
    return text.split()


# -- texts made of what reports are made of ---------------------------------------------------

PEOPLE = words(
    "法国总统德高乐 德国总理穆勒 国家主席王大明 联合国秘书长李四维 王大明 德高乐 "
    "英国首相 各国领导人 双方 代理总统阿布·本·哈桑 与会领导人 成员国元首 观察员国代表 "
    "他"
)
STATES = words("法国 德国 中国 哈萨克斯坦 英国、印度 成员国 观察员国 对话伙伴国 主席国 法方 中方")
MEETINGS = words(
    "二十国集团领导人杭州峰会 上海合作组织成员国元首理事会第十四次会议 会议 峰会 "
    "上合组织峰会 对话会 下届峰会 亚信第四次峰会 2015年峰会 部长级会议 "
    "首届“一带一路”国际合作高峰论坛"
)
TEXTS = words(
    "《杭州宣言》 《关于成立办公室的协定》 联合声明 《甲》和《乙》 “一带一路”倡议 "
    "全球安全倡议 五点建议"
)
VERBS = words(
    "出席 出席了 主持 签署 通过 发表 提出 支持 在杭州举行 将于明年在乌法举行 "
    "没有出席 宣布 批准 加入 接任主席国 会见 以视频方式出席 发表题为《同行》的讲话 "
    "举办 邀请 由 主办"
)
JOINTS = [*"，。、和；\n（）的在与对等！ \u3000", "以及", "：“", "”", "一、"]
TIMES = words(
    "2016年9月4日 今年 明年 9月11日至12日 当天 2014年至2015年 二〇一六年 13月45日 去年 第十四次"
)
WORDS = st.sampled_from([*PEOPLE, *STATES, *MEETINGS, *TEXTS, *VERBS, *JOINTS, *TIMES])
SENTENCES = st.builds(
    "{}{}{}{}{}".format,
    *(st.sampled_from(words) for words in (["", *TIMES], PEOPLE + STATES, VERBS, MEETINGS + TEXTS)),
    st.sampled_from(["。", "，", "；", "\n"]),
)
#: What mutations put between: marks of all kinds, and any character at all.
MARKS = "《》〈〉“”（）()·—…0①Ａ\u200b\u0301\ufeff\u2028\t\"'<>&{}\\|%"
CHARACTERS = st.sampled_from(MARKS) | st.characters()
ODD = CHARACTERS | st.sampled_from(["<p>", "</p>", "**", "[", "](", "\n\n", "- "])
REPORTS = st.lists(SENTENCES | WORDS | ODD, min_size=8, max_size=30).map("".join)
DATES = st.sampled_from(["", "2016", "2016-09-05"])


@st.composite
def files(draw):
    """Bytes of a report in some encoding, some of them changed, lost or put in."""
    encoding = draw(
        st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16", "utf-16-le"])
    )
    data = bytearray(draw(REPORTS).encode(encoding, "ignore"))
    for place, change in draw(
        st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=4)), max_size=4)
    ):
        start = place % (len(data) + 1)
        data[start : start + len(change) // 2] = change
    return bytes(data[: draw(st.integers(0, 4000))])


@SHARED
@given(files(), SUFFIXES, st.sampled_from(["", "", "utf-8", "gb18030", "utf-16", "x", "idna"]))
def test_any_file_is_one_document_or_one_reason(data, path, encoding):
    reason, document = "", None
    try:
        document = make_document(data, path, encoding=encoding)
    except DataError as error:
        reason = error.key
    if document is None:
        assert reason in REFUSED
        return
    assert document == make_document(data, path, encoding=encoding)
    assert document.text.strip()
    assert not any(char < " " and char not in "\n\t" for char in document.text)
    assert len(document.shadow) + 1 == len(document.offsets or document.shadow + "x")


@SHARED
@given(st.lists(st.tuples(REPORTS, DATES, SUFFIXES), min_size=1, max_size=2))
def test_any_reports_make_a_graph_that_keeps_the_rules(reports):
    """Every quote stands in its text, the shapes hold, and the order does not matter."""
    knowledge = knowledge_at(None)
    parts, texts = [], {}
    for text, published, path in reports:
        with suppress(DataError):
            document = make_document(text, path, index=IndexEntry(published=published))
            parts.append(extract(document, knowledge))
            texts[document.source.id] = document.text
    graph = settle(merge(parts), knowledge.gazetteer)
    for item in graph.statements:
        assert item.evidence
        for passage in item.evidence:
            assert texts[passage.source][passage.start : passage.end] == passage.quote
    turtle = write_turtle(graph, ONTOLOGY)
    assert [fault for fault in check_turtle(turtle) if fault.level == "error"] == []
    again = settle(merge([*reversed(parts), *parts[:1]]), knowledge.gazetteer)
    assert write_turtle(again, ONTOLOGY) == turtle


# -- names and writers ------------------------------------------------------------------------

KEYS = st.from_regex(r"\A[a-z/]{0,9}/[A-Za-z0-9_.%:/ >-]{0,12}\Z") | st.text(max_size=20)
ANY_TEXT = st.text(
    CHARACTERS | st.characters(categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl"]), max_size=40
)


@given(KEYS)
def test_a_minted_name_is_one_term_for_two_parsers(key):
    with suppress(ValueError):
        term = mint(key, {"leader"})
        turtle = f"@prefix leader: <https://w3id.org/summitkg/id/leader/> .\n{term} a {term} ."
        (triple,) = triples(turtle)
        (other,) = rdflib.Graph().parse(data=turtle, format="turtle")
        assert (
            as_rdflib(triple.subject)
            == other[0]
            == rdflib.URIRef(f"https://w3id.org/summitkg/id/{key}")
        )


@SHARED
@given(ANY_TEXT)
def test_any_text_is_the_same_in_every_format(tmp_path, text):
    """The writers are ours, the readers are not."""
    graph, path = hostile(text), tmp_path / "graph.ttl"
    turtle = write_turtle(graph, ONTOLOGY)
    path.write_bytes(turtle.encode())
    ours = triples(turtle)
    theirs = set(rdflib.Graph().parse(data=turtle, format="turtle"))
    assert {tuple(map(as_rdflib, (t.subject, t.predicate, t.object))) for t in ours} == theirs
    quads = ox.parse(write_nquads(path).encode(), format=ox.RdfFormat.N_QUADS)
    assert {quad.triple for quad in quads} == {quad.triple for quad in ours}
    for written, form in ((write_jsonld(path), "JSON_LD"), (write_ntriples(path), "N_TRIPLES")):
        parsed = ox.parse(written.encode(), format=getattr(ox.RdfFormat, form))
        assert {quad.triple for quad in parsed} == {quad.triple for quad in ours}
    for plain in (True, False):
        assert all(table.encode() for table in write_tables(path, plain=plain).values())
    write_graphml(load_graph(path), tmp_path / "graph.graphml")
    assert len(nx.read_graphml(tmp_path / "graph.graphml")) == 2


def elements(page):
    """The tags and attributes of a page, as a parser that is not ours sees them."""
    tree = etree.HTML(page.encode())
    return [(element.tag, sorted(element.attrib)) for element in tree.iter(etree.Element)]


@given(ANY_TEXT)
def test_no_text_changes_the_elements_of_the_page(text):
    assert elements(render_page(hostile(text), ONTOLOGY)) == elements(
        render_page(hostile("文"), ONTOLOGY)
    )


# -- queries ----------------------------------------------------------------------------------

TERMS = words('?a ?b ?c sm:attended rdfs:label leader:xi-jinping 1 "x"@zh true a _:x []')
PATHS = words(
    "sm:attended sm:attended+ (sm:chaired|rdfs:label)* ^sm:heldIn/rdfs:label !a ?p rdf:type?"
)
CALLS = words(
    "STR LANG STRLEN COUNT SUM MIN GROUP_CONCAT IRI BNODE DATATYPE REGEX REPLACE SUBSTR "
    "COALESCE IF YEAR ABS MD5 xsd:date xsd:integer STRDT UUID RAND isIRI"
)
VALUES = words('?a ?b ?c 1 0 1e400 -1 "山" "[" true xsd:date "2016-99-99"^^xsd:date')
SIGNS = words("= < + - * / && || != >=")
ENDS = ["", "GROUP BY ?a", "LIMIT 3", "ORDER BY ?a", "HAVING (COUNT(?a) > 1)", "VALUES ?a { 1 }"]
FORMS = [
    *("SELECT *", "ASK", "SELECT ?a (COUNT(?b) AS ?n)", "CONSTRUCT WHERE", "DESCRIBE ?a"),
    "CONSTRUCT { ?a ?p ?b }",
]
LOOSE = [
    *"{}()[].;,*+-/|^!<>=@\"'#\\\n ",
    *words("SELECT WHERE FILTER SERVICE \\u0053 << >> {| |} LOAD PREFIX x: <http://x> BASE FROM"),
    *('"""', "^^", "LATERAL", "REDUCED"),
]


def one_of(words):
    return st.sampled_from(words)


def form(pattern, *parts):
    """Strategies put into the places of a pattern: %s."""
    return st.tuples(*parts).map(lambda found: pattern % found)


EXPRESSIONS = st.recursive(
    one_of(VALUES),
    lambda inner: (
        form("(%s %s %s)", inner, one_of(SIGNS), inner)
        | form("%s(%s)", one_of(CALLS), st.lists(inner, max_size=4).map(", ".join))
        | form("%s IN (%s, %s)", inner, inner, inner)
    ),
    max_leaves=6,
)
GROUPS = st.recursive(
    form("%s %s %s . ", one_of(TERMS), one_of(PATHS), one_of(TERMS)),
    lambda inner: (
        form("%s%s", inner, inner)
        | form("%s { %s } ", one_of(["", "OPTIONAL", "MINUS", "FILTER EXISTS", "GRAPH ?g"]), inner)
        | form("{ %s } UNION { %s } ", inner, inner)
        | form("%sFILTER(%s) ", inner, EXPRESSIONS)
        | form("%sBIND(%s AS ?x) ", inner, EXPRESSIONS)
        | form("{ SELECT %s { %s } %s } ", one_of(["*", "DISTINCT ?b"]), inner, one_of(ENDS))
    ),
    max_leaves=6,
)
ASKED = form("%s { %s } %s", one_of(FORMS), GROUPS, one_of(ENDS))
SOUP = st.lists(one_of([*TERMS, *PATHS, *CALLS, *LOOSE]) | st.characters(), max_size=40)
CHANGES = st.tuples(st.integers(0, 500), one_of([*"{}()\"'<> .;", "SERVICE", ""]))


@pytest.fixture(scope="module")
def engine():
    with Engine([GOLDEN], Limits(seconds=5, memory=256 << 20, output=1 << 20)) as engine:
        yield engine


@given(ASKED | SOUP.map(" ".join), st.lists(CHANGES, max_size=2))
def test_what_passes_the_gate_does_not_crash_the_engine(engine, query, changes):
    """It may be wrong, too slow or too large: the engine says so and goes on."""
    for start, text in changes:
        place = start % (len(query) + 1)
        query = query[:place] + text + query[place + 1 :]
    failed = {}
    try:
        check_query(query, query_prefixes())
        engine.ask(query, query_prefixes())
    except QueryError as error:
        failed = error.fields()
    assert failed.get("code") != "crash", failed
    assert json.dumps(failed).isascii()
