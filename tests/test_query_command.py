"""``kg query`` as a user meets it: formats, messages, exit codes."""

from __future__ import annotations

import csv
import json
import os
import pty
import subprocess
import sys

import pytest
from conftest import ROOT
from rdflib import Graph
from test_golden import GOLDEN

from kg.asking.questions import read_questions
from kg.text.tables import draw, fit, markdown, width

HOSTS = [["哈萨克斯坦", "2"], ["塔吉克斯坦", "2"], ["中国", "1"], ["俄罗斯", "1"],
         ["吉尔吉斯斯坦", "1"], ["瑞士", "1"]]  # fmt: skip


@pytest.fixture
def ask(kg):
    def run(*arguments, **options):
        return kg("query", *arguments, "-g", GOLDEN, **options)

    return run


def test_the_list_names_every_query_in_both_languages(kg):
    done = kg("query", "--list")
    assert done.returncode == 0
    for question in read_questions().values():
        assert all(text in done.out for text in (question.name, question.zh, question.en))


def test_a_table_lines_up_with_chinese_in_it(ask):
    lines = ask("hosts").out.splitlines()
    assert lines[0].split() == ["host", "summits"]
    assert [line.split() for line in lines[2:]] == HOSTS
    assert len({width(line[: line.index(line.split()[1])]) for line in lines[2:]}) == 1


def test_csv_tsv_json_and_markdown_hold_the_same(ask):
    rows = list(csv.reader(ask("hosts", "-f", "csv").out.splitlines()))
    assert rows == [["host", "summits"], *HOSTS]
    data = json.loads(ask("hosts", "-f", "json").out)
    bindings = data["results"]["bindings"]
    assert [[row["host"]["value"], row["summits"]["value"]] for row in bindings] == HOSTS
    tsv = [line.split("\t") for line in ask("hosts", "-f", "tsv").out.splitlines()]
    assert tsv[1:] == [[f'"{host}"@zh', number] for host, number in HOSTS]
    lines = ask("hosts", "-f", "md").out.splitlines()
    assert [line.strip("| ").split(" | ") for line in lines[2:]] == HOSTS


@pytest.mark.parametrize("query", ["ASK { leader:xi-jinping sm:attended ?x }", "ASK { }"])
def test_ask_says_true(ask, query):
    assert ask(query).out == "true\n"
    assert json.loads(ask(query, "-f", "json").out)["boolean"] is True


def test_ask_says_false(ask):
    assert ask("ASK { city:ufa-479561 sm:attended ?x }", "-f", "md").out == "false\n"


@pytest.mark.parametrize("query", ["DESCRIBE summit:cica-2014",
                                   "CONSTRUCT WHERE { summit:cica-2014 ?p ?o }"])  # fmt: skip
def test_graphs_are_turtle(ask, query):
    done = ask(query)
    assert len(Graph().parse(data=done.out, format="turtle")) == 6
    assert "sm:heldIn city:shanghai-1796236" in done.out


def test_a_query_comes_from_a_file_or_from_standard_input(ask, tmp_path):
    text = "\ufeff# 一个查询\nSELECT (COUNT(?s) AS ?n) { ?s a sm:Summit }"
    path = tmp_path / "询.rq"
    path.write_text(text, encoding="utf-8")
    outputs = {ask(path).out, ask("询.rq", cwd=tmp_path).out, ask("-", stdin=text.encode()).out}
    assert outputs == {"n\n--\n10\n"}


def test_parameters_go_by_any_name(ask):
    done = ask("career", "-p", "leader=托卡耶夫", "--param", "leader=leader:narendra-modi")
    assert [line.split()[0] for line in done.out.splitlines()[2:]] == ["托卡耶夫"] * 3 + ["莫迪"]


def test_other_names_come_from_the_background(kg, tmp_path):
    (tmp_path / "graph.ttl").write_bytes(GOLDEN.read_bytes())
    alias = (
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<https://w3id.org/summitkg/id/leader/kassym-jomart-tokayev> skos:altLabel "托卡叶夫"@zh .'
    )
    (tmp_path / "background.ttl").write_text(alias, encoding="utf-8")
    asked = ("query", "career", "-p", "leader=托卡叶夫", "-g", tmp_path / "graph.ttl")
    assert "托卡耶夫" in kg(*asked).out
    assert kg(*asked, "--no-background").returncode == 2


# -- messages and exit codes --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 2, "kg: error no-query: give a query"),
        (["carer"], 2, "error unknown-query query: there is no named query carer; near: career"),
        (["career", "-p", "leader=卡耶夫"], 2, "near: 托卡耶夫"),
        (["career", "-p", "who=x"], 2, "career takes leader, not who"),
        (["DROP ALL"], 2, "kg: error refused query:1:1: DROP is refused"),
        (["SELECT * { SERVICE <http://x> {} }"], 2, "kg: error refused query:1:12"),
        (["SELECT * { ?a foo:b ?c }"], 2, "the prefix foo: is not known"),
        (["SELECT * {?a ?p ?b. ?c ?q ?d. ?e ?r ?f. ?g ?s ?h} ORDER BY ?h", "--timeout", "1"], 9,
         "stopped"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_line(ask, arguments, code, message):
    done = ask(*arguments)
    assert done.returncode == code
    assert message in done.err.splitlines()[0]
    assert not done.out


def test_a_syntax_error_shows_the_place(ask):
    done = ask("SELECT ?a\nWHERE { ?领导人 a ?b . FILTER(?x =) }")
    first, source, mark = done.err.splitlines()
    assert first == "kg: error syntax query:2:32: ) does not fit here"
    assert source == "    WHERE { ?领导人 a ?b . FILTER(?x =) }"
    assert width(mark) - 1 == width(source[: source.index(")")])


def test_the_place_in_a_long_line_is_still_seen(ask):
    done = ask("SELECT * { " + "?山 ?水 ?人 . " * 40 + " FILTER(= ) " + "?a ?b ?c . " * 20 + "}")
    _, source, mark = done.err.splitlines()
    assert max(width(source), width(mark)) < 160
    place = next(i for i in range(len(source)) if width(source[:i]) == width(mark) - 1)
    assert source[place] == "="


def test_a_prefix_of_the_user_goes_before_ours(ask):
    done = ask("PREFIX sm: <http://example.org/> ASK { ?a sm:hosted ?b }")
    assert done.out == "false\n"


def test_no_graph_and_a_broken_graph(kg, tmp_path):
    done = kg("query", "hosts")
    assert (done.returncode, done.err.count("\n")) == (4, 1)
    path = tmp_path / "half.ttl"
    path.write_text("<http://a> <http://b", encoding="utf-8")
    done = kg("query", "hosts", "-g", path)
    assert (done.returncode, done.err.count("\n")) == (2, 1)
    assert "half.ttl" in done.err


def test_what_could_steer_a_terminal_is_escaped(ask):
    done = ask('SELECT ("\\u001b[31m红\\u202e\\n" AS ?x) {}')
    assert done.out.splitlines()[2] == r"\x1b[31m红\u202e\n"


# -- on a terminal ------------------------------------------------------------------------------


def on_terminal(columns, *arguments):
    """What a terminal of so many columns is shown."""
    leader, follower = pty.openpty()
    subprocess.run(["stty", "cols", str(columns)], stdin=follower, check=True)
    command = [sys.executable, "-m", "kg", "query", *arguments, "-g", str(GOLDEN)]
    process = subprocess.Popen(
        command, stdout=follower, stderr=follower, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    os.close(follower)
    data = b""
    while True:
        try:
            part = os.read(leader, 4096)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        data += part
    os.close(leader)
    process.wait()
    return data.decode().replace("\r\n", "\n").splitlines()


def test_a_narrow_terminal_cuts_and_says_so():
    lines = on_terminal(60, "career")
    assert all(width(line) <= 60 for line in lines[:-1])
    assert any("…" in line for line in lines)
    assert lines[-2] == "3 rows"
    assert lines[-1].startswith("6 cells cut at …")


def test_a_wide_terminal_cuts_nothing():
    lines = on_terminal(200, "career")
    assert lines[-1] == "3 rows"
    assert not any("…" in line for line in lines)


def test_columns_narrow_from_the_widest():
    table = draw(["a", "b"], [["1", "长" * 40], ["22", "短"]], 30)
    assert table.cut == 1
    assert {width(line) for line in table.lines[1:2]} == {30}
    assert table.lines[3].startswith("22  短")


@pytest.mark.parametrize("columns", range(1, 12))
def test_what_is_cut_fits(columns):
    assert width(fit("上a合b作c组织", columns)) <= max(1, columns)


def test_a_cell_stays_in_its_cell():
    head, _, row = markdown(["a"], [["x|y\n<b>z\\"]])
    assert head == "| a |"
    assert row == "| x\\|y &lt;b>z\\\\ |"


# -- a store on the disk ------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--store", "-g"])
def test_a_store_is_asked_like_a_file(kg, ask, golden_store, option):
    done = kg("query", "hosts", option, golden_store)
    assert (done.returncode, done.err) == (0, "")
    assert done.out == ask("hosts").out
    assert kg("query", "career", option, golden_store, "-p", "leader=托卡耶夫").returncode == 0


@pytest.mark.parametrize("command", [["query", "hosts"], ["serve", "--port", "0"]])
def test_what_is_no_store_is_said_in_one_line(kg, tmp_path, command):
    done = kg(*command, "--store", tmp_path)
    assert (done.returncode, done.err.count("\n")) == (2, 1)
    assert "there is no store" in done.err


@pytest.mark.parametrize("command", [["query", "hosts", "-g", GOLDEN], ["serve", GOLDEN]])
def test_a_file_and_a_store_are_one_too_many(kg, golden_store, command):
    done = kg(*command, "--store", golden_store)
    assert done.returncode == 2
    assert "not allowed with argument" in done.err


def test_the_background_cannot_be_left_out_of_a_store(kg, golden_store):
    done = kg("query", "hosts", "--store", golden_store, "--no-background")
    assert (done.returncode, done.err.count("\n")) == (2, 1)
    assert "background" in done.err
