"""The vocabulary is complete, small, in order, and consistent under real reasoners."""

import re
import shutil
from pathlib import Path

import pytest
import sample

from kg.model import DataError
from kg.namespaces import ID, SM
from kg.ontology import load_ontology, ontology_folder
from kg.triples import TurtleFile
from kg.writing.ontology_docs import render_page
from kg.writing.rdf import write_turtle

FOLDER = ontology_folder()
ONTOLOGY = load_ontology()
OURS = {name: p for name, p in ONTOLOGY.properties.items() if p.iri.startswith(SM)}
CONTRACT = {
    "attended": ("Leader", "Summit"),
    "participatedIn": ("Actor", "Summit"),
    "represents": ("Leader", "Actor"),
    "chaired": ("Leader", "Summit"),
    "hosted": ("Country", "Summit"),
    "heldIn": ("Summit", "City"),
    "organisedBy": ("Summit", "Organisation"),
    "edition": ("Summit", "xsd:integer"),
    "year": ("Summit", "xsd:integer"),
    "startDate": ("Summit", "xsd:date"),
    "endDate": ("Summit", "xsd:date"),
    "signed": ("Leader", "Document"),
    "adopted": ("Summit", "Document"),
    "delivered": ("Leader", "Speech"),
    "deliveredAt": ("Speech", "Summit"),
    "proposed": ("Actor", "Initiative"),
    "supports": ("Supporter", "Initiative"),
    "succeededAsChair": ("Country", "Country"),
    "memberOf": ("Country", "Organisation"),
    "observerOf": ("Country", "Organisation"),
    "dialoguePartnerOf": ("Country", "Organisation"),
    "accededTo": ("Country", "Organisation"),
    "startedAccessionTo": ("Country", "Organisation"),
    "becameObserverOf": ("Country", "Organisation"),
    "becameDialoguePartnerOf": ("Country", "Organisation"),
    "capitalOf": ("City", "Country"),
}


def test_it_is_small():
    assert len(ONTOLOGY.classes) < 25
    assert len(OURS) < 45


def test_the_contract_names_are_there_with_their_domains_and_ranges():
    carriers = {p.name: (p.domain, p.range) for p in ONTOLOGY.fact_properties()}
    assert carriers == CONTRACT
    assert {"role", "mode", "capacity", "onBehalfOf", "atSummit", "organisation"} <= OURS.keys()
    assert {"termStartYear", "termEndYear", "factuality", "hasEvidence", "rule"} <= OURS.keys()
    assert ONTOLOGY.properties["locatedIn"].range == "Place"


def test_a_country_is_an_actor_and_a_place_and_may_be_both():
    assert ONTOLOGY.is_a("Country", "Actor")
    assert ONTOLOGY.is_a("Country", "Place")
    assert "Actor" not in ONTOLOGY.disjoint
    assert ONTOLOGY.is_a("Leader", "Person")


def test_allows_follows_the_hierarchy():
    assert ONTOLOGY.allows("proposed", "Leader", "Initiative")
    assert ONTOLOGY.allows("edition", "Summit")
    assert not ONTOLOGY.allows("proposed", "Summit", "Initiative")
    assert not ONTOLOGY.allows("attended", "Leader", "City")
    assert not ONTOLOGY.allows("invented", "Leader", "City")


def test_the_code_lists_hold_the_contract_codes():
    codes = {name: {code.name for code in codes} for name, codes in ONTOLOGY.codes.items()}
    assert codes == {
        "factuality": {"actual", "decided", "planned", "negated", "uncertain"},
        "role": {"member", "observer", "guest", "partner", "organisation", "delegation", "host"},
        "mode": {"in-person", "by-video"},
    }


@pytest.mark.parametrize("term", [*ONTOLOGY.classes.values(), *OURS.values()], ids=lambda t: t.name)
def test_terms_are_named_by_one_style_and_say_who_defines_them(term):
    first = "[A-Z]" if term.name in ONTOLOGY.classes else "[a-z]"
    assert re.fullmatch(f"{first}[A-Za-z0-9]*", term.name)
    assert re.search("[一-鿿]", term.definition_zh)
    assert term.definition_en[0].isupper()
    assert term.definition_en.endswith(".")
    file = TurtleFile(FOLDER / "ontology.ttl")
    defined = file.values(term.iri, "http://www.w3.org/2000/01/rdf-schema#isDefinedBy")
    assert defined == ("https://w3id.org/summitkg/ontology",)


@pytest.mark.parametrize("name", ["rdfs:domain", "rdfs:range", "skos:definition", "rdfs:label"])
def test_a_term_without_its_parts_is_refused(tmp_path, name):
    text = (FOLDER / "ontology.ttl").read_text(encoding="utf-8")
    start = text.index("sm:hosted a owl:ObjectProperty")
    end = text.index("sm:heldIn a", start)
    broken = re.sub(rf"{name} [^;]*;", "", text[start:end], count=1)
    path = tmp_path / "ontology.ttl"
    path.write_text(text[:start] + broken + text[end:], encoding="utf-8")
    with pytest.raises(DataError, match="hosted"):
        load_ontology(path)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            "sm:Supporter a owl:Class ;",
            "sm:Supporter a owl:Class ; rdfs:subClassOf sm:Leader ;",
            "own",
        ),
        ("rdfs:range sm:City ;", "rdfs:range sm:Town ;", "no class Town"),
        ("rdfs:range sm:City ;", "rdfs:range sm:City, sm:Place ;", "more than one rdfs:range"),
        ("sm:City a owl:Class ;", "sm:City a owl:Class", "ontology.ttl"),
    ],
    ids=["cycle", "unknown class", "two ranges", "syntax"],
)
def test_a_wrong_file_is_refused_with_the_reason(tmp_path, old, new, reason):
    text = (FOLDER / "ontology.ttl").read_text(encoding="utf-8")
    path = tmp_path / "ontology.ttl"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=reason):
        load_ontology(path)


def test_every_class_is_connected():
    """A class that nothing is a kind of, and no property speaks of, is dead weight."""
    used = {name for p in ONTOLOGY.properties.values() for name in (p.domain, p.range)}
    used |= {p.fact_class for p in ONTOLOGY.fact_properties()}
    used |= {name for cls in ONTOLOGY.classes.values() for name in cls.parents}
    used |= {cls.name for cls in ONTOLOGY.classes.values() if cls.parents}
    assert set(ONTOLOGY.classes) <= used


def test_the_shapes_list_every_property_that_carries_facts():
    shapes = TurtleFile(FOLDER / "shapes.ttl")
    target = "http://www.w3.org/ns/shacl#targetSubjectsOf"
    listed = shapes.values("https://w3id.org/summitkg/shapes#DirectTriple", target)
    assert set(listed) == {p.iri for p in ONTOLOGY.fact_properties()}


@pytest.mark.parametrize("name", ["shapes.ttl", "alignment.ttl"])
def test_other_files_use_declared_terms_only(name):
    text = re.sub(r"#(?!\w).*", "", (FOLDER / name).read_text(encoding="utf-8"))
    used = set(re.findall(r"\bsm:(\w+)", text))
    assert used <= ONTOLOGY.classes.keys() | OURS.keys()
    codes = {code.name for codes in ONTOLOGY.codes.values() for code in codes}
    assert set(re.findall(r"\bcode:([\w-]+)", text)) <= codes


def test_the_page_in_docs_is_up_to_date():
    page = FOLDER.parent / "docs" / "ontology.md"
    if not page.exists():
        pytest.skip("docs/ is not part of an installed package")
    assert page.read_text(encoding="utf-8") == render_page(ONTOLOGY), (
        "run: python -m kg.writing.ontology_docs > docs/ontology.md"
    )


ERROR = "http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage"  # as owlrl reports


def test_owl_rl_finds_no_contradiction_and_the_wanted_conclusions():
    owlrl = pytest.importorskip("owlrl")
    rdflib = pytest.importorskip("rdflib")
    graph = _with_ontology(rdflib)
    lin, summit, forum = map(
        rdflib.URIRef(ID).__add__, ("leader/lin-mu", sample.SUMMIT, "organisation/lakeside-forum")
    )
    speech = rdflib.URIRef(ID + "speech/lin-mu-2031")
    graph.add((lin, rdflib.URIRef(SM + "delivered"), speech))
    graph.add((speech, rdflib.URIRef(SM + "deliveredAt"), summit))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert not set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(ERROR)))
    assert (lin, rdflib.URIRef(SM + "spokeAt"), summit) in graph
    assert (lin, rdflib.RDF.type, rdflib.URIRef(SM + "Person")) in graph
    denied = rdflib.URIRef(ID + "country/CCC")
    assert (denied, rdflib.URIRef(SM + "hasStatusIn"), forum) not in graph


def test_owl_rl_notices_a_thing_of_two_kinds():
    """Guards the guard: the test above must not pass by never looking."""
    owlrl = pytest.importorskip("owlrl")
    rdflib = pytest.importorskip("rdflib")
    graph = _with_ontology(rdflib)
    lin = rdflib.URIRef(ID + "leader/lin-mu")
    graph.add((lin, rdflib.RDF.type, rdflib.URIRef(SM + "City")))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(ERROR)))


def _with_ontology(rdflib):
    graph = rdflib.Graph().parse(FOLDER / "ontology.ttl")
    return graph.parse(data=write_turtle(sample.GRAPH, ONTOLOGY), format="turtle")


@pytest.mark.parametrize("extra", ["", "City"], ids=["as it is", "with a contradiction"])
def test_hermit_agrees(tmp_path, extra):
    """A complete OWL DL reasoner; owlready2 brings it along and needs Java."""
    owlready2 = pytest.importorskip("owlready2", reason="owlready2 (LGPL) is not installed")
    if shutil.which("java") is None:
        pytest.skip("HermiT needs Java, which is not installed")
    path = _as_ntriples(tmp_path, extra)
    world = owlready2.World()
    world.get_ontology(path.as_uri()).load()
    if extra:
        with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
            owlready2.sync_reasoner_hermit(world, debug=0)
    else:
        owlready2.sync_reasoner_hermit(world, debug=0)
        assert not list(world.inconsistent_classes())


def _as_ntriples(folder: Path, extra: str) -> Path:
    """Write ontology and sample as N-Triples, without dates: OWL 2 has no xsd:date."""
    ox = pytest.importorskip("pyoxigraph")
    store = ox.Store()
    store.load(path=FOLDER / "ontology.ttl", format=ox.RdfFormat.TURTLE)
    store.load(write_turtle(sample.GRAPH, ONTOLOGY), format=ox.RdfFormat.TURTLE)
    store.update(
        'DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(STRENDS(STR(DATATYPE(?o)), "#date")) }'
    )
    if extra:
        store.update(f"INSERT DATA {{ <{ID}leader/lin-mu> a <{SM}{extra}> }}")
    path = folder / "all.nt"
    store.dump(path, format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    return path
