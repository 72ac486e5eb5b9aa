"""What is refused before any engine sees it, and where a wrong query goes wrong."""

from __future__ import annotations

import pickle

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.asking.questions import query_prefixes
from kg.asking.sparql import LONGEST, QueryError, check_query, tokens
from kg.asking.spot import explain_syntax

PREFIXES = query_prefixes()
GOOD = [
    "SELECT * { ?a rdfs:label ?b }",
    "# SERVICE\nASK { ?service ?load 'SERVICE <http://x> {' . ?a ?b <http://x/SERVICE> }",
    'SELECT * { ?a ?b """one "quoted" SERVICE""" . ?c ?d "DROP \\" ALL" }',
    "PREFIX insert: <http://x/> SELECT * { ?a insert:service ?b }",
    "BASE <http://x/> PREFIX : <#> CONSTRUCT WHERE { :a :b.c [ :d _:e ] . }",
    "SELECT ?领导人 { ?领导人 (sm:attended|sm:chaired)+ ?会议 FILTER (?a<?b && ?b>?c) }",
    "SELECT (COUNT(*) AS ?n) { VALUES (?a ?b) { (1 2.5) (3e1 UNDEF) } }",
]


def failure(query):
    with pytest.raises(QueryError) as caught:
        check_query(query, PREFIXES)
    return caught.value


@pytest.mark.parametrize("query", GOOD)
def test_what_only_looks_dangerous_passes(query):
    check_query(query, PREFIXES)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
        "SELECT * { service silent <http://127.0.0.1:9/> { ?a ?b ?c } }",
        "SELECT * { { SELECT * { FILTER EXISTS { SERVICE ?u { ?a ?b ?c } } } } }",
        "SELECT * {\\u0053ERVICE <http://127.0.0.1:9/> {?a ?b ?c}}",
        "SELECT * {S\\U00000045RVICE <http://127.0.0.1:9/> {?a ?b ?c}}",
        "SELECT * { ?a ?b 1}#x\rSERVICE <http://127.0.0.1:9/> {}",
        "SELECT * { FILTER(?a<?b)SERVICE<http://127.0.0.1:9/>{?a ?b ?c} }",
        "LOAD <http://127.0.0.1:9/x>",
        "load <file:///etc/passwd>",
        "INSERT DATA { <http://a> <http://b> 1 }",
        "PREFIX a: <http://a> DELETE WHERE { ?s ?p ?o }",
        "#SELECT\nDELETE WHERE {?s ?p ?o}",
        "BASE <http://a> WITH <http://g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CLEAR ALL",
    ],
)
def test_what_reaches_out_or_changes_is_refused(query):
    assert failure(query).code == "refused"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "syntax"),
        ("  # nothing\n", "syntax"),
        ("SELECT * {} #" + "x" * LONGEST, "too-large"),
        ("SELECT * {" + "山" * (LONGEST // 3) + "}", "too-large"),
        ("SELECT * {" + "{" * 3000 + "}" * 3000 + "}", "too-deep"),
        ("ASK { FILTER(" + "(" * 100 + "1" + ")" * 100 + ") }", "too-deep"),
        ("ASK { FILTER(" + "!" * 3000 + "true) }", "too-deep"),
        ("ASK { FILTER(" + "- " * 3000 + "1 > 0) }", "too-deep"),
        ("ASK { " + " UNION ".join(["{}"] * 300) + " }", "too-many"),
        ("ASK { FILTER(" + " || ".join(["?c=1"] * 300) + ") }", "too-many"),
        ("ASK { ?a " + "/".join(["<p:p>"] * 300) + " ?b }", "too-many"),
        ("SELECT * {" + "?a ?b ?c ." * 500 + "}", "too-many"),
        ("ASK { ?a ?b 'open }", "syntax"),
        ("ASK { ?a foo:bar ?b }", "syntax"),
    ],
)
def test_what_would_break_a_parser_is_refused(query, code):
    assert failure(query).code == code


@given(st.text(alphabet="?a{}()<>'\"\\#.:;u0053 SERVICE领\n!|", max_size=200))
def test_any_text_is_told_apart_whole(text):
    """The pieces stand in the text where they say, none is empty, and nothing raises."""
    last = 0
    for token in tokens(text):
        assert token.start >= last
        assert text.startswith(token.text, token.start)
        assert token.text
        last = token.start + len(token.text)


def test_a_long_run_of_dots_takes_no_time():
    check_query("ASK { " + "a." * 20 + "a:b" + " }", {"a." * 20 + "a": "http://x"})
    assert len(list(tokens("a." * 30_000))) == 60_000


# -- the place of an error ---------------------------------------------------------------------


def explained(query):
    store = ox.Store()

    def parse(text):
        return store.query(text, prefixes=PREFIXES)

    with pytest.raises(SyntaxError) as caught:
        parse(query)
    return explain_syntax(query, str(caught.value), parse)


@pytest.mark.parametrize(
    ("query", "line", "column", "reason"),
    [
        ("SELECT * WHERE {", 1, 17, "the query ends too early"),
        ("SELECT ?a\nWHERE { ?领导人 a ?b . FILTER(?x =) }", 2, 32, ") does not fit here"),
        ("SELECT * { ?a ?b ?c } LIMIT x", 1, 29, "x does not fit here"),
        ("SELECT ('领导人领导人' AS ?x) WHERE { ?a ?b }", 1, 39, "} does not fit here"),
        ("SELECT ?领 { ?领 ?b ?c } }", 1, 24, "} does not fit here"),
        ("SELEKT * {}", 1, 1, "SELEKT does not fit here"),
        ("SELECT * {\n  ?a ?b <x> }", 2, 9, "<x> is no full IRI"),
        ("SELECT ?x {\n # 注释\n FILTER(FOO(?x)) }", 3, 9, "FOO does not fit here"),
        ("SELECT * { ?a ?b ?c . } ORDER BY\n\n", 1, 33, "the query ends too early"),
        ("SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }", 1, 40, "} does not fit here"),
    ],
)
def test_the_place_is_the_word_that_does_not_fit(query, line, column, reason):
    error = explained(query)
    assert (error.line, error.column, error.reason) == (line, column, reason)


def test_what_is_wrong_with_the_whole_has_no_place():
    error = explained("SELECT ?a { ?a ?b ?c } GROUP BY ?b")
    assert error.line == 0
    assert error.reason == "the SELECT contains a variable that is unbound"


def test_an_error_crosses_processes():
    error = failure("SELECT * {\n SERVICE <http://x> {} }")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - made here
    assert again.fields() == error.fields()
    assert str(again) == str(error)
    assert str(error) == "line 2, column 2: SERVICE is refused: no query leaves this machine"


@pytest.mark.parametrize("start", ["'", '"a', "'''a", '"""a""b'])
def test_a_string_without_an_end_is_read_once(start):
    """As one piece: reading on from each of its quotes took 43 s for a query of 64 KiB."""
    text = start + "\\'" * 9 + '\\"' * 9
    assert [token.kind for token in tokens(text)] == ["unfinished"]
    with pytest.raises(QueryError, match="does not end"):
        check_query(f"ASK {{ ?a ?b {text} }}", {})


def test_what_an_escape_leaves_without_an_end_is_refused():
    with pytest.raises(QueryError, match="does not end"):
        check_query("ASK { ?a ?b \\u0027 \\u0053ERVICE <http://x> { } }", {})
