"""A11, A12: a view can be sent to somebody, and taken away in four forms."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from lxml import etree

from kg.model import STANDING, Literal
from page.browser import WIDE
from page.pictures import look
from page.test_filters import set_year, show_all, uncheck

XI = "leader/xi-jinping"
SVG = "{http://www.w3.org/2000/svg}"
SM = rdflib.Namespace("https://w3id.org/summitkg/ontology#")
ID = "https://w3id.org/summitkg/id/"


# -- A11 -------------------------------------------------------------------------------------


def test_the_address_brings_the_whole_view_back(opened, kg, seeds, size):
    show_all(kg)
    uncheck(kg, "City")
    if kg.find("#legend-toggle").is_visible():
        kg.find("#legend-toggle").click()
    set_year(kg, "to", 2021)
    kg.select(XI)
    kg.find("#details .group .fact").nth(3).click()
    kg.find("#tab-table").click()
    if size == WIDE:
        kg.find("#lang").click()
    state, shown = kg.state(), kg.shown()
    other = opened(seeds, size, view=kg.hash(), locale="zh-CN")
    assert other.shown() == shown
    assert {**other.state(), "eye": None} == {**state, "eye": None}
    assert other.text("#details h2") == kg.text("#details h2")
    assert other.text("#evidence blockquote") == kg.text("#evidence blockquote")
    assert other.find("#panel-table").is_visible()
    assert other.page.evaluate("document.documentElement.lang") == kg.page.evaluate(
        "document.documentElement.lang"
    )


def test_the_address_holds_names_that_mean_something(kg):
    """Numbers of rows would point elsewhere after the next build."""
    kg.select(XI)
    assert f"sel={XI}" in kg.hash()


def test_the_link_that_is_copied_is_that_of_the_view(opened, kg, seeds, size):
    kg.select(XI)
    kg.find("#close").click()
    uncheck(kg, "Leader")
    if kg.find("#legend-toggle").is_visible():
        kg.find("#legend-toggle").click()
    kg.find("#copy-link").click()
    kg.eventually(lambda: "#" in kg.page.evaluate("navigator.clipboard.readText()"))
    link = kg.page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(seeds.page.as_uri())
    other = opened(seeds, size, view=link.partition("#")[2])
    assert other.shown() == kg.shown()


def test_the_eye_is_where_it_was(opened, seeds):
    kg = opened(seeds)
    box = kg.find("#canvas").bounding_box()
    kg.page.mouse.move(box["x"] + 300, box["y"] + 200)
    kg.page.mouse.wheel(0, -400)
    kg.still()
    key = kg.nodes()[0]
    other = opened(seeds, view=kg.hash())
    one, two = kg.place(key), other.place(key)
    assert abs(one["x"] - two["x"]) < 3
    assert abs(one["y"] - two["y"]) < 3


@pytest.mark.parametrize(
    "view",
    [
        "sel=leader/nobody",
        "hide=Dragons&v=hologram",
        "%E0%A4%A",
        "<script>window.__p=1</script>",
        "from=abc&to=&at=1,2&only=,,&path=a",
        "__proto__=1&constructor=2",
        "fact=x&ev=-3",
        "lang=xx&names=klingon&org=sco&with=%00",
    ],
)
def test_an_address_that_means_nothing_gives_the_first_view_and_says_so(opened, seeds, view):
    kg, plain = opened(seeds, view=view), opened(seeds)
    assert kg.shown() == plain.shown()
    assert {**kg.state(), "eye": 0} == {**plain.state(), "eye": 0}
    assert kg.text("#status") != plain.text("#status")
    assert not kg.find("#details").is_visible()


@pytest.mark.parametrize(
    "view",
    [
        "from=2030&to=2040",
        "from=2021&to=2013",
        f"sel={XI}&ev=999",
        "at=1e9,1e9,0.0000001",
        "from=2021",
        "sort=nonsense&v=table",
    ],
)
def test_an_address_with_values_out_of_range_is_a_view_too(opened, seeds, view):
    kg = opened(seeds, view=view)
    kg.find("#tab-graph").click()
    kg.find("#zoom-fit").click()
    kg.select(XI)
    kg.find("#details .group .fact").first.click()
    assert kg.find("#evidence blockquote").is_visible()


def test_an_address_typed_into_the_open_page_is_obeyed(kg):
    kg.page.evaluate(f"location.hash = 'sel={XI}'")
    kg.eventually(lambda: kg.state()["sel"], XI)
    assert kg.find("#details").is_visible()


# -- A12 -------------------------------------------------------------------------------------


def taken(kg, kind):
    download = kg.download(kind)
    assert download.suggested_filename == f"summitkg.{kind}"
    return Path(download.path())


def test_the_picture_has_twice_the_pixels_of_the_window(kg):
    frame = kg.find("#canvas").bounding_box()
    png = look(kg.page.context, taken(kg, "png").read_bytes())
    assert png["width"] >= 2 * int(frame["width"])
    assert png["height"] >= 2 * int(frame["height"])
    assert png["colours"] > 50


def test_the_drawing_is_xml_with_text_that_can_be_searched(any_kg):
    kg = any_kg
    drawing = etree.fromstring(taken(kg, "svg").read_bytes())
    texts = ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]
    assert drawing.tag == f"{SVG}svg"
    assert not list(drawing.iter(f"{SVG}script", f"{SVG}foreignObject", f"{SVG}image"))
    assert not [name for item in drawing.iter() for name in item.attrib if name.startswith("on")]
    boxes = kg.read("labelBoxes()")
    assert len(texts) >= len(boxes) > 0
    ids = [item.get("data-id") for item in drawing.iter() if item.get("data-id")]
    assert set(kg.nodes()) <= set(ids) or len(list(drawing.iter())) > len(kg.nodes())


def test_the_drawing_holds_a_name_as_text(opened, seeds):
    kg = opened(seeds, view="sel=leader/kassym-jomart-tokayev")
    drawing = etree.fromstring(taken(kg, "svg").read_bytes())
    assert any("托卡耶夫" in "".join(text.itertext()) for text in drawing.iter(f"{SVG}text"))


def rows_of(path):
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")  # a spreadsheet on Windows reads it right
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_the_table_holds_every_passage_of_every_visible_fact(any_kg):
    kg = any_kg
    head, *rows = rows_of(taken(kg, "csv"))
    assert all(len(row) == len(head) for row in rows)
    wanted = [(name, passage) for name in kg.edges() for passage in kg.sample.told[name].evidence]
    assert len(rows) == len(wanted)
    text = {tuple(row) for row in rows}
    joined = sorted("\x00".join(row) for row in text)
    for name, passage in wanted[:: max(1, len(wanted) // 200)]:
        subject = kg.sample.facts[name].told.subject
        parts = (kg.sample.label(subject).lstrip("'"), str(passage.start), str(passage.end))
        hits = [row for row in joined if all(part in row for part in parts)]
        assert any(passage.quote[:250] in row for row in hits), name


def test_no_cell_is_a_formula(opened, hostile):
    """A cell that begins so is run by a spreadsheet."""
    kg = opened(hostile)
    for row in rows_of(taken(kg, "csv")):
        assert not [cell for cell in row if re.match(r"[=+@\t\r]|-(?!\d)", cell)]


def statements(store):
    return {
        (
            str(store.value(fact, rdflib.RDF.subject)).removeprefix(ID),
            str(store.value(fact, rdflib.RDF.predicate)).removeprefix(SM),
            str(store.value(fact, rdflib.RDF.object)).removeprefix(ID),
            str(store.value(fact, SM.factuality)).rpartition("/")[2],
        )
        for fact in store.subjects(rdflib.RDF.subject, None)
    }


def test_the_turtle_is_read_by_two_parsers_and_holds_the_visible_facts(any_kg):
    kg = any_kg
    raw = taken(kg, "ttl").read_bytes()
    store = rdflib.Graph().parse(data=raw, format="turtle")
    triples = list(pyoxigraph.parse(raw, format=pyoxigraph.RdfFormat.TURTLE))
    assert len(set(triples)) == len(store)
    told = [kg.sample.facts[name].told for name in kg.edges()]
    wanted = {(t.subject, t.predicate, t.object, str(t.factuality)) for t in told}
    found = statements(store)
    assert wanted <= found
    things = set(kg.sample.entities)
    assert not [row for row in found - wanted if row[2] in things]
    direct = {(t.subject, t.predicate, t.object) for t in told if t.factuality in STANDING}
    for subject, predicate, target in direct:
        triple = rdflib.URIRef(ID + subject), SM[predicate], rdflib.URIRef(ID + target)
        assert triple in store
    labels = {str(label) for label in store.objects(None, rdflib.RDFS.label)}
    assert {kg.sample.label(key) for key in kg.nodes()} <= labels


def test_the_turtle_says_of_each_fact_what_the_graph_says(opened, seeds):
    """The same names of facts, the same qualifiers, all passages."""
    kg = opened(seeds, view="all=1")
    store = rdflib.Graph().parse(data=taken(kg, "ttl").read_bytes(), format="turtle")
    for name, item in seeds.told.items():
        fact = rdflib.URIRef(f"{ID}fact/{name}")
        if isinstance(item.object, Literal):
            continue
        assert (fact, SM.factuality, None) in store, name
        assert len(set(store.objects(fact, SM.hasEvidence))) == len(item.evidence), name
        for key, value in item.qualifiers:
            values = {
                str(v).removeprefix(ID).rpartition("code/")[2] for v in store.objects(fact, SM[key])
            }
            assert value in values, name
