"""The background file: what only the gazetteer knows, and never a fact."""

import pyoxigraph as ox
import sample

from kg.model import Entity
from kg.namespaces import SM
from kg.ontology import load_ontology, ontology_folder
from kg.writing.rdf import write_background, write_turtle

ONTOLOGY = load_ontology()


def triples(turtle):
    return set(ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE))


def background(*appendix):
    known = (
        Entity(
            "city/bicheng-1",
            "City",
            ("碧城", "碧城市"),
            "Bicheng",
            (("capital", "DDD"), ("country", "DDD"), ("geonames", "1")),
        ),
        Entity("country/DDD", "Country", ("丁国",), "Deltaland", (("iso2", "DD"), ("iso3", "DDD"))),
        Entity("country/EEE", "Country", ("戊国",)),
        Entity("leader/lin-mu", "Leader", ("林木",), "Lin Mu", (("country", "BBB"),)),
        Entity(
            "organisation/lakeside-forum",
            "Organisation",
            ("湖畔", "湖畔论坛"),
            "Forum",
            (("parent", "waters"),),
        ),
        Entity("organisation/waters", "Organisation", ("诸水组织",)),
    )
    return write_background(sample.GRAPH, known, ONTOLOGY, appendix)


def test_background_says_what_only_the_gazetteer_knows():
    turtle = background()
    for line in (
        "sm:locatedIn country:DDD",
        "skos:exactMatch <https://sws.geonames.org/1/>",
        'skos:notation "DDD"',
        'skos:altLabel "碧城市"@zh',
        "org:subOrganizationOf organisation:waters",
        'rdfs:label "丁国"@zh',
    ):
        assert line in turtle
    assert "EEE" not in turtle  # neither named in a document nor needed to place what is


def test_background_states_no_facts():
    """Facts stand only with evidence, so capitals and offices of the gazetteer stay out."""
    carriers = {p.iri for p in ONTOLOGY.fact_properties()}
    assert not carriers & {quad.predicate.value for quad in triples(background())}


def test_both_files_together_give_one_label_per_language():
    labels = [
        (quad.subject, quad.object.language)
        for quad in triples(write_turtle(sample.GRAPH, ONTOLOGY) + background())
        if quad.predicate.value.endswith("#label")
    ]
    assert len(labels) == len(set(labels))


def test_background_brings_the_ontology_along():
    texts = [(ontology_folder() / f"{n}.ttl").read_text("utf-8") for n in ("ontology", "alignment")]
    found = {quad.subject.value for quad in triples(background(*texts)) if quad.subject}
    assert SM + "Leader" in found


def test_every_property_we_write_is_declared():
    declared = {p.iri for p in ONTOLOGY.properties.values()}
    free = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#")
    free += ("http://www.w3.org/2004/02/skos/core#",)
    for quad in triples(background()):
        assert quad.predicate.value in declared or quad.predicate.value.startswith(free)
