"""A store on the disk is asked like a file: the same answers, limits and confinement.

And it is one graph: what takes its place, or takes it away, while it is asked never answers.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
from builders import damage, store_of
from test_confinement import sockets_can_be_refused
from test_engine import CROSS, alive, ask, children, code, kill
from test_golden import GOLDEN

from kg import KG
from kg.asking.engine import Engine
from kg.asking.questions import read_questions
from kg.asking.sparql import QueryError
from kg.asking.workers import Limits
from kg.model import DataError
from kg.process.confinement import open_files

ORDER = {"prefixes": {}, "solutions": "json", "graph": "ttl"}
COUNT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }"
OTHER = "<http://a> <http://b> <http://c> ."


@pytest.fixture(scope="module")
def kg(golden_store):
    with KG.load(golden_store, limits=Limits(20, 256 << 20, 4 << 20)) as kg:
        yield kg


@pytest.fixture(scope="module")
def file():
    with KG.load(GOLDEN) as kg:
        yield kg


@pytest.fixture
def own(golden_copy, links):  # noqa: ARG001 - nothing of it is left elsewhere
    """An engine over it, and the process that holds it."""
    before = set(children(os.getpid()))
    with Engine([golden_copy]) as engine:
        assert alive(engine)
        (holder,) = set(children(os.getpid())) - before
        yield engine, holder


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A store of more tables than RocksDB opens at the start (16), and their triples."""
    folder = tmp_path_factory.mktemp("many") / "store"
    store = ox.Store(folder)
    for part in range(3):  # a fourth would make RocksDB join them
        lines = (
            f'<urn:s{part}-{i}> <urn:p> "{part}" {graph} .\n'
            for i in range(9)
            for graph in ("", "<urn:g>")
        )
        store.bulk_load(input="".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
    del store
    assert len(list(folder.glob("*.sst"))) > 20
    return folder, 3 * 9


def count(engine):
    return int(ask(engine, COUNT, solutions="csv").body.split()[1])


def end_workers(holder):
    """Whoever asks next gets a new one."""
    for worker in children(holder):
        os.kill(worker, signal.SIGKILL)
    time.sleep(0.1)


# -- the same answers ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", read_questions())
def test_every_named_query_has_the_same_answer(kg, file, name):
    query = file.complete(name, {})
    assert kg.answer(query, solutions="tsv") == file.answer(query, solutions="tsv")


def test_triples_are_counted_only_when_they_are_asked_for(kg, file):
    kg.engine.wait()
    assert "triples" not in vars(kg.engine)
    assert kg.engine.triples == file.engine.triples


def test_things_go_by_the_same_names(kg, file):
    assert kg.names == file.names


def test_who_asks_for_names_while_they_are_read_does_not_wait_for_ever(golden_store):
    kg = KG.load(golden_store, limits=Limits(seconds=0.1))
    with kg._naming, pytest.raises(QueryError, match="being read"):
        _ = kg.names


def test_all_about_a_thing_is_the_same(kg, file):
    for name in (
        "托卡耶夫",
        "country:KAZ",
        "summit:sco-2021",
        "2015年上海合作组织峰会",
        "city:ufa-479561",
    ):
        assert kg.entity(name) == file.entity(name)


def test_what_needs_the_whole_graph_says_so(kg):
    for asked in (lambda: kg.records, lambda: kg.gallery, kg.to_networkx, kg.show):
        with pytest.raises(DataError, match="ask it by queries"):
            asked()


def test_the_graph_of_rdflib_reads_the_store(kg):
    assert len(kg.graph) == kg.engine.triples
    assert len(list(kg.graph.query("SELECT ?s { ?s sm:edition 21 }"))) == 1


def test_the_graph_of_rdflib_is_held_until_it_is_closed(golden_copy, links):
    """What takes its place meanwhile changes nothing; nothing of it stays open after that."""
    before = open_files()
    with KG.load(golden_copy) as kg:
        triples = len(kg.graph)
        store_of(golden_copy, OTHER)
        assert len(kg.graph) == len(list(kg.graph)) == triples
        kg.close()
        assert open_files() == before
        assert len(kg.graph) == 1
    assert open_files() == before
    assert not list(links.iterdir())


def test_the_background_is_in_the_store(golden_store):
    with pytest.raises(DataError, match="background"):
        KG.load(golden_store, background=False)


def test_eight_at_once(kg):
    queries = list(read_questions().values()) * 2
    alone = {query.name: kg.answer(query.text) for query in queries}
    with ThreadPoolExecutor(8) as pool:
        together = pool.map(lambda query: (query.name, kg.answer(query.text)), queries)
        assert all(alone[name] == reply for name, reply in together)


# -- limits -------------------------------------------------------------------------------------


def test_a_runaway_query_is_stopped_and_others_go_on(kg):
    assert code(kg.engine, CROSS, seconds=1) == "timeout"
    assert alive(kg.engine)


def test_memory_and_answer_have_limits(kg):
    greedy = "SELECT * {?a ?p ?b. ?c ?q ?d} ORDER BY ?a ?d"
    assert code(kg.engine, greedy) in ("memory", "timeout")
    assert code(kg.engine, "SELECT * { ?a ?b ?c . ?a ?d ?e }") == "too-much-output"
    assert alive(kg.engine)


def test_a_worker_that_dies_is_told_and_replaced(kg):
    worker = kg.engine.worker()
    os.kill(worker.number, signal.SIGSEGV)
    with pytest.raises(QueryError) as caught:
        worker.ask("ASK {}", ORDER, 5)
    assert caught.value.code == "crash"
    assert alive(kg.engine)


def test_tables_are_opened_later_and_nothing_else_is(many):
    """A worker has numbers left for those files that the engine has not opened yet."""
    folder, triples = many
    with Engine([folder]) as engine:
        worker = engine.worker()
        limits = Path(f"/proc/{worker.number}/limits").read_text(encoding="ascii")
        (most,) = (int(line.split()[3]) for line in limits.splitlines() if "open files" in line)
        used = len(list(Path(f"/proc/{worker.number}/fd").iterdir()))
        assert 0 < most - used < len(list(folder.glob("*.sst")))
        assert count(engine) == triples
        worker.end()


def test_no_query_reaches_out_even_past_the_gate(many):
    if sockets_can_be_refused():
        pytest.skip("this system cannot refuse sockets (seccomp, x86-64 or ARM64)")
    with socket.create_server(("127.0.0.1", 0)) as trap, Engine([many[0]]) as engine:
        trap.settimeout(0.5)
        url = f"http://127.0.0.1:{trap.getsockname()[1]}/"
        worker = engine.worker()
        for query in (
            f"SELECT * {{ SERVICE <{url}> {{ ?a ?b ?c }} }}",
            "SELECT * { SERVICE <http://localhost/> { ?a ?b ?c } }",
            f"ASK FROM <{url}> {{ ?a ?b ?c }}",
            f"ASK FROM <{Path(__file__).as_uri()}> {{ ?a ?b ?c }}",
        ):
            with suppress(QueryError):
                body = worker.ask(query, ORDER, 5).body
                assert b'"bindings":[]' in body or b"false" in body
        with pytest.raises(TimeoutError):
            trap.accept()
        worker.end()


# -- one graph ----------------------------------------------------------------------------------


def test_what_takes_its_place_does_not_answer(own, golden_copy):
    engine, holder = own
    before = count(engine)
    store_of(golden_copy, OTHER)
    assert count(engine) == before
    end_workers(holder)
    assert count(engine) == before


def test_a_store_that_is_gone_still_answers_all(many, tmp_path):
    """Tables that no worker has opened yet are held, too."""
    folder, triples = shutil.copytree(many[0], tmp_path / "store"), many[1]
    with Engine([folder]) as engine:
        engine.wait()
        shutil.rmtree(folder)
        assert count(engine) == triples
        worker = engine.worker()
        assert str(triples).encode() in worker.ask(COUNT, ORDER, 5).body
        worker.end()


def test_after_the_death_of_its_holder_a_replaced_store_is_told(own, golden_copy):
    engine, holder = own
    store_of(golden_copy, OTHER)
    kill(holder)
    end_all = engine._idle
    while end_all:
        end_all.pop().end()
    with pytest.raises(DataError, match="was replaced"):
        ask(engine, "ASK {}")


def test_after_the_death_of_its_holder_the_same_store_answers(own):
    engine, holder = own
    orphans = children(holder)
    kill(holder)
    for orphan in orphans:
        os.kill(orphan, signal.SIGKILL)
    time.sleep(0.1)
    assert alive(engine)


def test_a_broken_store_is_named(golden_copy):
    (manifest,) = golden_copy.glob("MANIFEST-*")
    manifest.write_bytes(b"nonsense")
    with Engine([golden_copy]) as engine, pytest.raises(DataError, match="cannot be opened"):
        engine.wait()


def test_a_store_that_was_copied_by_half_is_named(golden_copy):
    (manifest,) = golden_copy.glob("MANIFEST-*")
    manifest.write_bytes(manifest.read_bytes()[:1000])
    with (
        Engine([golden_copy]) as engine,
        pytest.raises(DataError, match="empty or damaged") as caught,
    ):
        engine.wait()
    assert str(caught.value).startswith(f"{golden_copy}: the store")


def test_damage_is_told_by_its_own_word_and_without_places(golden_copy):
    with Engine([damage(golden_copy)]) as engine:
        for query in ("SELECT * { ?a ?b ?c }", "CONSTRUCT WHERE { ?a ?b ?c }"):
            with pytest.raises(QueryError, match="Corruption") as caught:
                ask(engine, query)
            assert caught.value.code == "engine"
            assert "/" not in caught.value.reason


def test_a_table_that_lacks_is_named(golden_copy):
    next(iter(sorted(golden_copy.glob("*.sst")))).unlink()
    with Engine([golden_copy]) as engine, pytest.raises(DataError, match="cannot be opened"):
        engine.wait()


def test_nothing_is_left_of_a_holder_that_was_killed(own, links):
    engine, holder = own
    assert len(list(links.iterdir())) == 1
    kill(holder)
    engine.close()
    assert not list(links.iterdir())


def test_nothing_is_left_behind(golden_copy, links):
    before = sorted(golden_copy.iterdir())
    engine = Engine([golden_copy])
    worker = engine.worker()
    assert len(list(links.iterdir())) == 1
    engine.close()
    assert not list(links.iterdir())
    assert sorted(golden_copy.iterdir()) == before
    with pytest.raises(ProcessLookupError):
        os.kill(worker.number, 0)
