"""Queries run in a process that can be stopped, and that reaches nothing."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from contextlib import suppress

import pytest
from test_golden import GOLDEN

from kg.asking.engine import Engine
from kg.asking.questions import query_prefixes
from kg.asking.sparql import QueryError
from kg.asking.workers import Limits
from kg.model import DataError

PREFIXES = query_prefixes()
CROSS = "SELECT (COUNT(*) AS ?n) {?a ?p ?b. ?c ?q ?d. ?e ?r ?f. ?g ?s ?h}"
BOMB = 'REPLACE("' + "a" * 32 + '", "a", "' + "$0" * 32 + '")'
for _ in range(5):
    BOMB = f'REPLACE({BOMB}, "a", "{"$0" * 32}")'


@pytest.fixture(scope="module")
def engine():
    with Engine([GOLDEN], Limits(seconds=20, memory=256 << 20, output=100 << 10)) as engine:
        yield engine


def ask(engine, query, **options):
    return engine.ask(query, PREFIXES, **options)


def code(engine, query, **options):
    with pytest.raises(QueryError) as caught:
        ask(engine, query, **options)
    return caught.value.code


def alive(engine):
    return ask(engine, "ASK { ?a sm:hosted ?b }").body == b'{"head":{},"boolean":true}'


def test_it_knows_how_much_it_holds(engine):
    count = ask(engine, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }", solutions="csv").body
    assert count.split() == [b"n", str(engine.triples).encode()]


@pytest.mark.parametrize(
    ("form", "start"),
    [("csv", b"b\r\n"), ("tsv", b"?b\n"), ("json", b'{"head"'), ("xml", b"<?xml")],
)
def test_rows_come_in_every_standard_format(engine, form, start):
    reply = ask(engine, "SELECT ?b { ?a sm:hosted ?b }", solutions=form)
    assert reply.kind == "solutions"
    assert reply.body.startswith(start)


@pytest.mark.parametrize(
    ("form", "part"),
    [("ttl", b"summit:cica-2014 "), ("nt", b"<https://"), ("rdf", b"<?xml"), ("jsonld", b"[{")],
)
def test_graphs_come_in_every_standard_format_and_the_same_each_time(engine, form, part):
    replies = {ask(engine, "DESCRIBE summit:cica-2014", graph=form) for _ in range(3)}
    (reply,) = replies
    assert reply.kind == "graph"
    assert part in reply.body


@pytest.mark.parametrize(
    ("query", "form"),
    [("SELECT (<urn:f>(1) AS ?a) {}", "ttl"),
     ("SELECT (SUM(<urn:f>(?c)) AS ?a) { ?a ?b ?c }", "ttl"),
     ("CONSTRUCT { ?a ?b <<( ?a ?b ?c )>> } { ?a ?b ?c }", "jsonld")],
)  # fmt: skip
def test_what_the_engine_cannot_do_is_no_failure_of_it(engine, query, form):
    assert code(engine, query, graph=form) == "unsupported"


def test_only_prefixes_in_use_are_written(engine):
    body = ask(engine, "CONSTRUCT { ?a sm:year ?y } { ?a sm:year ?y }").body.decode()
    assert "@prefix sm:" in body
    assert "oa:" not in body


def test_a_runaway_query_is_stopped_in_time_and_others_go_on(engine):
    assert alive(engine)
    start = time.monotonic()
    thread = threading.Thread(target=lambda: code(engine, CROSS, seconds=2))
    thread.start()
    for _ in range(5):
        assert alive(engine)
    thread.join()
    assert 2 <= time.monotonic() - start < 4
    assert alive(engine)


def test_memory_has_a_limit(engine):
    assert code(engine, "SELECT * {?a ?p ?b. ?c ?q ?d} ORDER BY ?a ?d") in ("memory", "timeout")
    assert code(engine, f"SELECT (STRLEN({BOMB}) AS ?n) {{}}", seconds=5) in ("memory", "timeout")
    assert alive(engine)


def test_an_answer_has_a_limit_and_is_never_cut(engine):
    assert code(engine, "SELECT * { ?a ?b ?c }") == "too-much-output"
    assert code(engine, "CONSTRUCT WHERE { ?a ?b ?c }") == "too-much-output"
    assert alive(engine)


def test_a_wrong_query_costs_no_worker(engine):
    worker = engine.worker()
    order = {"prefixes": {}, "solutions": "json", "graph": "ttl"}
    for _ in range(2):
        with pytest.raises(QueryError, match="ends too early"):
            worker.ask("ASK {", order, 5)
        assert worker.alive
    worker.end()


def test_a_worker_that_dies_is_told_and_replaced(engine):
    worker = engine.worker()
    os.kill(worker.number, signal.SIGSEGV)
    order = {"prefixes": {}, "solutions": "json", "graph": "ttl"}
    with pytest.raises(QueryError) as caught:
        worker.ask("ASK {}", order, 5)
    assert caught.value.code == "crash"
    assert not worker.alive
    assert alive(engine)


def test_a_query_can_be_cancelled_from_another_thread(engine):
    """As when the client of a server has gone."""
    worker, order = engine.worker(), {"prefixes": {}, "solutions": "json", "graph": "ttl"}
    timer = threading.Timer(0.5, worker.end)
    timer.start()
    start = time.monotonic()
    with pytest.raises(QueryError) as caught:
        worker.ask(CROSS, order, 20)
    timer.join()
    assert caught.value.code == "cancelled"
    assert time.monotonic() - start < 5
    assert worker.end() == 0
    assert alive(engine)


def test_no_query_reaches_out_even_past_the_gate(engine):
    """The gate is not asked here: the process itself cannot open anything."""
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.5)
        url = f"http://127.0.0.1:{trap.getsockname()[1]}/"
        worker = engine.worker()
        order = {"prefixes": {}, "solutions": "json", "graph": "ttl"}
        for query in (
            f"SELECT * {{ SERVICE <{url}> {{ ?a ?b ?c }} }}",
            f"ASK FROM <{url}> {{ ?a ?b ?c }}",
            "SELECT * FROM <file:///etc/passwd> { ?a ?b ?c }",
        ):
            with suppress(QueryError):
                body = worker.ask(query, order, 5).body
                assert b'"bindings":[]' in body or b"false" in body
        with pytest.raises(TimeoutError):
            trap.accept()
        worker.end()


def test_a_file_that_is_no_turtle_is_named_with_the_place(tmp_path):
    path = tmp_path / "half.ttl"
    path.write_text('<http://a> <http://b>\n"half', encoding="utf-8")
    with Engine([path]) as engine, pytest.raises(DataError, match=r"half\.ttl"):
        _ = engine.triples


def test_nothing_is_left_running():
    engine = Engine([GOLDEN])
    worker = engine.worker()
    engine.close()
    with pytest.raises(ProcessLookupError):
        os.kill(worker.number, 0)


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:  # noqa: PTH123
        return [int(child) for child in file.read().split()]


def kill(pid):
    """Kill a process and wait until it is gone."""
    os.kill(pid, signal.SIGKILL)
    while os.path.exists(f"/proc/{pid}/fd/0"):  # noqa: PTH110
        time.sleep(0.01)


@pytest.fixture
def own():
    """An engine that may come to harm, and the process that holds its graph."""
    before = set(children(os.getpid()))
    with Engine([GOLDEN]) as engine:
        assert alive(engine)
        (holder,) = set(children(os.getpid())) - before
        yield engine, holder


def test_a_worker_that_was_killed_while_idle_is_nobodys_fault(own):
    engine, holder = own
    for worker in children(holder):
        os.kill(worker, signal.SIGKILL)
    time.sleep(0.1)
    assert alive(engine)


def test_a_holder_that_died_is_started_again(own):
    engine, holder = own
    orphans = children(holder)
    kill(holder)
    for orphan in orphans:
        os.kill(orphan, signal.SIGKILL)
    time.sleep(0.1)
    assert alive(engine)


def test_a_query_whose_holder_died_can_still_be_stopped(own):
    engine, holder = own
    orphans = children(holder)
    kill(holder)
    assert code(engine, CROSS, seconds=0.5) == "timeout"
    time.sleep(0.1)
    assert not [pid for pid in orphans if os.path.exists(f"/proc/{pid}/fd/0")]  # noqa: PTH110
    assert alive(engine)


def test_what_was_replaced_is_not_loaded_in_its_place(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_bytes(GOLDEN.read_bytes())
    before = set(children(os.getpid()))
    with Engine([path]) as engine:
        assert engine.triples
        (holder,) = set(children(os.getpid())) - before
        path.write_text("<http://a> <http://b> <http://c> .")
        kill(holder)
        with pytest.raises(DataError, match="was replaced"):
            ask(engine, "ASK {}")


def test_who_waits_when_the_engine_is_closed_is_told(own):
    engine, _ = own
    threading.Timer(0.5, engine.close).start()
    assert code(engine, CROSS) == "cancelled"
    assert code(engine, "ASK {}") == "cancelled"
