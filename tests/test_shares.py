"""A graph written and checked share by share is the graph written and checked at once."""

from __future__ import annotations

import os
import signal
from multiprocessing import parent_process
from random import Random

import pytest
import sample
from sample_graph import big_graph, hostile_graph

from kg.building import shares
from kg.building.cache import open_cache
from kg.building.shares import Style, cut, write_whole
from kg.checking.check import check_turtle
from kg.model import Entity, Graph, Literal, Statement
from kg.ontology import load_ontology, ontology_folder
from kg.writing.rdf import write_turtle

STYLE = Style(ontology_folder(), "edition")
BIG = big_graph(nodes=300, edges=900)
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


@pytest.fixture(autouse=True)
def _small_shares(monkeypatch):
    monkeypatch.setattr(shares, "_FACTS", 16)


@pytest.fixture
def checked(monkeypatch):
    """The texts that are really checked in this process."""
    seen = []

    def check(turtle, **options):
        seen.append(turtle)
        return check_turtle(turtle, **options)

    monkeypatch.setattr(shares, "check_turtle", check)
    return seen


def at_once(graph):
    turtle = write_turtle(graph, load_ontology())
    return turtle, check_turtle(turtle)


# -- what can be wrong with records -----------------------------------------------------------


def other_object(item, lot):
    return item._replace(object=lot.choice(BIG.entities).key)


def other_subject(item, lot):
    return item._replace(subject=lot.choice(BIG.entities).key)


def unknown_object(item, _):
    return item._replace(object="summit/nowhere")


def no_evidence(item, _):
    return item._replace(evidence=())


def evidence_of_nothing(item, _):
    return item._replace(evidence=tuple(p._replace(source=p.source[::-1]) for p in item.evidence))


def other_quotes(item, lot):
    """Of the same length or not, so that one place may have two."""
    said = lot.choice(("。", "！"))
    return item._replace(
        evidence=tuple(p._replace(quote=p.quote[:-1] + said) for p in item.evidence)
    )


def odd_qualifiers(item, lot):
    pairs = (("mode", "in-person"), ("mode", "by-video"), ("role", "by-video"))
    return item._replace(qualifiers=(*pairs, ("onBehalfOf", lot.choice(BIG.entities).key)))


def two_days(item, _):
    day = Literal("1999-13-01", "date")
    return Statement(item.subject, "startDate", day, item.factuality, (), item.evidence)


SPOILS = (
    other_object, other_subject, unknown_object, no_evidence, evidence_of_nothing, other_quotes,
    odd_qualifiers, two_days,
)  # fmt: skip


def spoil_entity(entity, lot):
    other = lot.choice(("Leader", "Country", "Summit"))
    return lot.choice((entity._replace(names=()), entity._replace(cls=other)))


def spoiled(seed, spoils=SPOILS):
    """The big graph with some things, sources and facts gone or changed."""
    lot = Random(seed)
    statements = [lot.choice(spoils)(s, lot) if lot.random() < 0.1 else s for s in BIG.statements]
    entities = [spoil_entity(e, lot) if lot.random() < 0.05 else e for e in BIG.entities]
    sources = [s._replace(sha256="") if lot.random() < 0.1 else s for s in BIG.sources]
    return Graph(
        tuple(s for s in sources if lot.random() > 0.05),
        tuple(e for e in entities if lot.random() > 0.05),
        tuple(statements),
    )


GRAPHS = {
    "sample": sample.GRAPH,
    "big": BIG,
    "hostile": hostile_graph(),
    "empty": Graph(),
    **{f"spoiled {seed}": spoiled(seed) for seed in range(3)},
    "spoiled, of one mind on quotes": spoiled(
        3, tuple(spoil for spoil in SPOILS if spoil is not other_quotes)
    ),
}


# -- the same text and the same faults --------------------------------------------------------


@pytest.mark.parametrize("size", [1, 16, 10**6])
@pytest.mark.parametrize("name", GRAPHS)
def test_shares_make_the_same_text_and_find_the_same(name, size, monkeypatch):
    """However many they are; a fault that needs two shares to be seen would be missed."""
    monkeypatch.setattr(shares, "_FACTS", size)
    turtle, faults = at_once(GRAPHS[name])
    assert write_whole(GRAPHS[name], STYLE) == (turtle, faults)
    assert len(faults) > 100 or "spoiled" not in name


@pytest.mark.parametrize("jobs", [2, 3])
def test_the_number_of_processes_does_not_matter(jobs, checked):
    graph = GRAPHS["spoiled, of one mind on quotes"]
    assert write_whole(graph, STYLE, jobs=jobs) == at_once(graph)
    assert not checked


def test_a_process_that_dies_costs_nothing(monkeypatch):
    def die(turtle, **options):
        if parent_process() is not None:
            os.kill(os.getpid(), signal.SIGKILL)
        return check_turtle(turtle, **options)

    monkeypatch.setattr(shares, "_FACTS", 200)
    monkeypatch.setattr(shares, "check_turtle", die)
    assert write_whole(BIG, STYLE, jobs=2) == at_once(BIG)


def test_every_record_is_in_one_share():
    parts = cut(BIG)
    assert len(parts) > 20
    for name in ("sources", "entities", "statements"):
        own = [record for share in parts for record in getattr(share.own, name)]
        assert sorted(own, key=str) == sorted(getattr(BIG, name), key=str)


# -- what is kept -----------------------------------------------------------------------------


def test_only_changed_shares_are_written_again(tmp_path, checked):
    """Kept faults are told again, too."""
    graph = GRAPHS["spoiled, of one mind on quotes"]
    with open_cache(tmp_path) as cache:
        first = write_whole(graph, STYLE, cache)
        number = len(checked)
        assert number == len(cut(graph)) > 20
        checked.clear()
        assert write_whole(graph, STYLE, cache, jobs=2) == first
        assert checked == []
        fewer = Graph(graph.sources, graph.entities, graph.statements[1:])
        assert write_whole(fewer, STYLE, cache) == at_once(fewer)
        assert len(checked) == 1


def test_what_others_are_called_and_are_counts(tmp_path):
    """A range is checked, and a thing is named, where it is referred to."""
    graph = GRAPHS["spoiled, of one mind on quotes"]
    with open_cache(tmp_path) as cache:
        write_whole(graph, STYLE, cache)
        for change in ({"names": ("新名",)}, {"cls": "City"}):
            entities = tuple(
                entity._replace(**change) if entity.cls == "Country" else entity
                for entity in graph.entities
            )
            changed = Graph(graph.sources, entities, graph.statements)
            assert write_whole(changed, STYLE, cache) == at_once(changed)


def test_another_name_does_not_concern_those_who_refer_to_a_thing(tmp_path, checked):
    with open_cache(tmp_path) as cache:
        write_whole(BIG, STYLE, cache)
        checked.clear()
        entities = (*BIG.entities[:-1], BIG.entities[-1]._replace(names=("甲", "乙")))
        write_whole(Graph(BIG.sources, entities, BIG.statements), STYLE, cache)
        before = len(checked)
        entities = (*BIG.entities[:-1], BIG.entities[-1]._replace(names=("甲", "丙")))
        write_whole(Graph(BIG.sources, entities, BIG.statements), STYLE, cache)
        assert len(checked) == before + 1


@pytest.mark.parametrize("edition", ["another", ""])
def test_another_program_writes_everything_again(tmp_path, checked, edition):
    """Without an edition nothing can be known of it."""
    with open_cache(tmp_path) as cache:
        write_whole(BIG, STYLE, cache)
        number = len(checked)
        write_whole(BIG, STYLE._replace(edition=edition), cache)
        assert len(checked) == 2 * number


def test_without_an_edition_nothing_is_kept(tmp_path):
    with open_cache(tmp_path) as cache:
        write_whole(BIG, STYLE._replace(edition=""), cache)
        assert cache.keys() == []


def test_a_key_that_cannot_be_written_is_an_error():
    odd = Graph(entities=(*BIG.entities, Entity("summit/a b", "Summit")), statements=BIG.statements)
    for jobs in (1, 2):
        with pytest.raises(ValueError, match="no IRI"):
            write_whole(odd, STYLE, jobs=jobs)
