"""``/id``, ``/page``, ``/data``: what is said of a thing, whole, in pages, in every format."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import RDF, RDFS, URIRef
from test_golden import GOLDEN

from kg.namespaces import ID, OA, SM
from kg.writing.load import load_graph
from kg.writing.portraits import hang
from serve.conftest import open_client
from serve.worlds import HUB, LEADER, REPORTS, SUMMITS, TOLD_OFTEN

TOKAYEV = "leader/kassym-jomart-tokayev"
EXACT, SELECTOR = URIRef(f"{OA}exact"), URIRef(f"{OA}hasSelector")
FORMS = ("ttl", "nt", "rdf", "jsonld")


@pytest.fixture(scope="module")
def gallery():
    return hang(load_graph(GOLDEN))


class Seen(HTMLParser):
    """The links, tags, texts and quotes of a page."""

    def __init__(self, html):
        super().__init__()
        self.links, self.tags, self.text, self.quotes = [], [], "", []
        self.quoting = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name == "href"]
        if tag == "blockquote":
            self.quoting = True
            self.quotes.append("")

    def handle_endtag(self, tag):
        self.quoting = self.quoting and tag != "blockquote"

    def handle_data(self, data):
        self.text += data
        if self.quoting:
            self.quotes[-1] += data


CHROMIUM = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;"
    "q=0.8,application/signed-exchange;v=b3;q=0.7"
)


def look(client, address, language="zh"):
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "text/html"
    return Seen(answer.text)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    form = RdfFormat.from_media_type(answer.mimetype)
    assert form.file_extension == address.partition("?")[0].rpartition(".")[2]
    lines = serialize(parse(answer.data, format=form), format=RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=lines, format="nt")


# -- the address of a thing ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "place"),
    [
        (None, f"/page/{TOKAYEV}"),
        ("*/*", f"/page/{TOKAYEV}"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", f"/page/{TOKAYEV}"),
        ("text/turtle", f"/data/{TOKAYEV}.ttl"),
        ("application/ld+json", f"/data/{TOKAYEV}.jsonld"),
        ("application/n-triples", f"/data/{TOKAYEV}.nt"),
        ("application/rdf+xml", f"/data/{TOKAYEV}.rdf"),
        ("text/turtle;q=0.5, application/rdf+xml;q=0.9", f"/data/{TOKAYEV}.rdf"),
    ],
)
def test_the_name_of_a_thing_leads_to_what_is_said_of_it(client, accept, place):
    answer = client.get(f"/id/{TOKAYEV}", headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.location) == (303, place)
    assert answer.headers["Vary"] == "Accept"
    assert client.get(answer.location).status_code == 200


def test_no_other_format_can_be_had(client):
    assert client.get(f"/id/{TOKAYEV}", headers={"Accept": "image/png"}).status_code == 406
    assert client.get(f"/data/{TOKAYEV}.png").status_code == 404
    assert client.get(f"/data/{TOKAYEV}").status_code == 404


@pytest.mark.parametrize("key", [
    "leader/nobody", "nothing/at-all", "leader", "leader/", "Leader/x", "leader/a/b", "leader/../x",
    "leader/x> ?p ?o } #", "leader/普京", "leader/%3E", "leader/x.",
])  # fmt: skip
@pytest.mark.parametrize("place", ["/id/{}", "/page/{}", "/data/{}.ttl"])
def test_what_the_graph_does_not_have_is_not_found(client, place, key):
    answer = client.get(place.format(key))
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("accept", ["text/html", CHROMIUM])
def test_a_browser_is_told_so_by_a_page(client, accept):
    answer = client.get("/page/leader/nobody", headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    answer = client.get("/sparql", headers={"Accept": accept})
    assert (answer.status_code, answer.location) == (303, "/query")


# -- the data -----------------------------------------------------------------------------------


def test_all_formats_say_the_same(client):
    for key in (TOKAYEV, "summit/sco-2015", "source/0f7f27e3a107bb34"):
        graphs = [set(read(client, f"/data/{key}.{form}")) for form in FORMS]
        assert all(graph == graphs[0] for graph in graphs)
        assert len(graphs[0]) > 50


def test_the_data_has_the_triples_of_the_graph_and_no_others(client):
    whole = set(rdflib.Graph().parse(GOLDEN, format="turtle"))
    described = read(client, f"/data/{TOKAYEV}.ttl")
    extra = [triple for triple in described if triple not in whole]
    assert {predicate for _, predicate, _ in extra} <= {RDFS.seeAlso}
    own = {triple for triple in whole if triple[0] == URIRef(ID + TOKAYEV)}
    assert own <= set(described)


def test_every_fact_about_a_thing_is_in_its_data_with_evidence_and_labels(client, gallery):
    for key in (TOKAYEV, "summit/sco-2021", "country/MNG", "city/dushanbe-1221874"):
        described = read(client, f"/data/{key}.ttl")
        facts = set(described.subjects(RDF.predicate, None))
        assert len(facts) == len(gallery.portrait(key).facts)
        for fact in facts:
            told = set(described.objects(fact, URIRef(f"{SM}hasEvidence")))
            assert told
            assert all(described.value(described.value(node, SELECTOR), EXACT) for node in told)
            for end in (RDF.subject, RDF.object):
                node = described.value(fact, end)
                assert not isinstance(node, URIRef) or described.value(node, RDFS.label)


def test_data_of_a_hub_comes_in_pages_that_say_so(hub):
    answer = hub.get(f"/data/{HUB}.ttl")
    assert answer.headers.getlist("Link") == [f'</data/{HUB}.ttl?page=2>; rel="next"']
    last = hub.get(f"/data/{HUB}.ttl?page=3")
    assert last.headers.getlist("Link") == [f'</data/{HUB}.ttl?page=2>; rel="prev"']
    pages = [read(hub, f"/data/{HUB}.ttl?page={number}") for number in (1, 2, 3)]
    facts = [set(page.subjects(RDF.predicate, None)) for page in pages]
    assert [len(found) for found in facts] == [100, 100, 32]
    assert len(set.union(*facts)) == SUMMITS + 2
    whole = rdflib.Graph()
    for page in pages:
        whole += page
    standing = set(whole.objects(URIRef(ID + HUB), URIRef(f"{SM}hosted")))
    assert len(standing) == SUMMITS - 2, "what was denied or planned is no direct triple"


def test_where_passages_are_left_out_the_data_says_where_they_are(hub):
    described = read(hub, f"/data/{LEADER}.ttl")
    fact = URIRef(ID + TOLD_OFTEN)
    assert len(set(described.objects(fact, URIRef(f"{SM}hasEvidence")))) == 3
    (more,) = described.objects(fact, RDFS.seeAlso)
    assert str(more) == f"http://localhost/data/{TOLD_OFTEN}.ttl"
    found, page = set(), 1
    while len(found) < REPORTS:
        described = read(hub, f"/data/{TOLD_OFTEN}.nt?page={page}")
        found |= set(described.objects(fact, URIRef(f"{SM}hasEvidence")))
        page += 1
    assert page == 4


def test_data_is_kept_by_clients_until_the_graph_is_another(client):
    answer = client.get(f"/data/{TOKAYEV}.ttl")
    again = client.get(f"/data/{TOKAYEV}.ttl", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


# -- the page -----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [TOKAYEV, "summit/sco-2021", "country/MNG", "organisation/sco"])
def test_the_page_tells_every_fact_with_its_words(client, gallery, key):
    page = look(client, f"/page/{key}")
    for fact in gallery.portrait(key).facts:
        assert fact.subject.label in page.text
        assert fact.object.label in page.text
        shown = [passage for passage in fact.evidence if passage.quote in page.quotes]
        assert len(shown) >= min(3, len(fact.evidence))
        assert any(f"/page/source/{item.source.id}" in page.links for item in shown)
        assert any(item.rule in page.text for item in shown)
        assert any(f"{item.start}–{item.end}" in page.text for item in shown)
    for name in gallery.entities[key].names:
        assert name in page.text


def test_qualifiers_are_told_in_the_words_of_the_ontology(hub):
    zh = look(hub, f"/page/{LEADER}?property=attended")
    assert "时任职务总统" in re.sub(r"\s", "", zh.text)
    for words in ("方式", "视频", "身份", "观察员", "代表方", "出席", "attended"):
        assert words in zh.text
    en = look(hub, f"/page/{LEADER}?property=attended", "en")
    for words in ("Mr A", "mode", "by video", "role", "observer", "on behalf of", "Aland", "总统"):
        assert words in en.text


def test_one_passage_that_two_rules_read_is_told_once(hub):
    page = look(hub, f"/page/{LEADER}?property=attended")
    assert page.quotes == ["甲甲出席<b>会议</b>"]
    assert "attended.one, attended.two" in page.text


def test_what_did_not_happen_says_so(hub):
    page = look(hub, "/page/summit/s-0?property=hosted")
    assert "否定" in page.text
    page = look(hub, "/page/fact/hosted.AAA.s-1.planned")
    assert "计划" in page.text
    assert "没有写成直接三元组" in page.text


def test_a_hub_is_told_in_pages_of_a_hundred_and_says_so(hub):
    page = look(hub, f"/page/{HUB}")
    assert "每页最多 100 条事实" in page.text
    assert "第 1 页，共 3 页" in page.text
    assert len(page.quotes) == 100
    assert "?page=2" in page.links
    assert f"全部 {SUMMITS + 2}" in re.sub(r"\s+", " ", page.text)
    one = look(hub, f"/page/{HUB}?property=hosted&page=3")
    assert len(one.quotes) == SUMMITS - 200
    assert "?property=hosted&page=2" in one.links


def test_facts_are_in_the_order_of_their_years(hub):
    pages = [look(hub, f"/page/{HUB}?property=hosted&page={page}") for page in (1, 2, 3)]
    quotes = [quote for page in pages for quote in page.quotes]
    assert quotes == [f"甲国主办{number}" for number in reversed(range(SUMMITS))]


@pytest.mark.parametrize("rest", [
    "?page=4", "?page=0", "?page=x", "?page=-1", "?page=9999999", "?property=chaired",
    "?property=%3E", "?property=hosted&page=4",
])  # fmt: skip
def test_a_page_that_is_not_there_is_not_found(hub, rest):
    assert hub.get(f"/page/{HUB}{rest}").status_code == 404


def test_passages_that_are_left_out_are_counted_and_to_be_had(hub):
    page = look(hub, f"/page/{LEADER}?property=represents")
    assert f"{REPORTS} 处原文中的 3 处" in page.text
    assert f"/page/{TOLD_OFTEN}" in page.links
    dates = [
        date
        for number in (1, 2, 3)
        for date in re.findall(r"2\d{3}-01-02", look(hub, f"/page/{TOLD_OFTEN}?page={number}").text)
    ]
    assert len(set(dates)) == REPORTS
    assert sorted(set(dates)) == list(dict.fromkeys(dates[:100] + dates[101:201] + dates[202:]))


def test_a_fact_can_be_cited(client, gallery):
    fact = next(fact for fact in gallery.portrait(TOKAYEV).facts if fact.predicate == "chaired")
    page = look(client, "/page/fact/chaired.kassym-jomart-tokayev.sco-2024")
    cited = page.text.rpartition("引用")[2]
    first = min(fact.evidence, key=lambda passage: (passage.source.published, passage.source.id))
    for part in (first.quote, first.source.title, first.source.published,
                 f"{ID}fact/chaired.kassym-jomart-tokayev.sco-2024"):  # fmt: skip
        assert part in cited


def test_a_document_shows_what_it_tells_and_only_its_own_words(client, gallery):
    source = gallery.sources["3a2b14357b7ae86a"]
    page = look(client, f"/page/source/{source.id}")
    for text in (source.title, source.publisher, source.published, source.sha256, source.path):
        assert text in page.text
    told = {
        passage.quote
        for facts in gallery.statements.values()
        for fact in facts
        for passage in fact.evidence
        if passage.source == source.id
    }
    assert set(page.quotes) <= told
    assert len(set(page.quotes)) > 10


def test_a_passage_has_a_page_of_its_own(client):
    graph = rdflib.Graph().parse(GOLDEN, format="turtle")
    evidence = min(graph.subjects(RDF.type, URIRef(f"{SM}Evidence")))
    selector = graph.value(evidence, SELECTOR)
    quote = str(graph.value(selector, EXACT))
    for node in (evidence, selector):
        page = look(client, f"/page/{str(node).removeprefix(ID)}")
        assert set(page.quotes) == {quote}


def test_what_is_only_background_has_a_page(hub):
    page = look(hub, "/page/country/BBB")
    assert "乙国" in page.text
    assert "只在背景资料中" in page.text


def test_codes_places_and_other_vocabularies_are_told(hub):
    page = look(hub, f"/page/{HUB}")
    assert "https://sws.geonames.org/1/" in page.links
    assert "代码" in page.text
    assert "位于" in look(hub, "/page/city/b").text


def test_only_addresses_of_the_web_become_links(hub):
    assert not [link for link in look(hub, f"/page/{HUB}").links if "javascript" in link]
    page = look(hub, f"/page/{TOLD_OFTEN}")
    assert not [link for link in page.links if "javascript" in link]
    assert "https://example.org/0?a=1&b=2" in page.links


def test_the_page_names_its_other_forms(client):
    page = look(client, f"/page/{TOKAYEV}")
    answer = client.get(f"/page/{TOKAYEV}").text
    assert f'<link rel="alternate" type="text/turtle" href="/data/{TOKAYEV}.ttl">' in answer
    assert {f"/data/{TOKAYEV}.{form}" for form in FORMS} <= set(page.links)
    assert f"/graph#sel={TOKAYEV}" in page.links
    (asked,) = [link for link in page.links if link.startswith("/query#query=")]
    query = unquote(asked.partition("=")[2])
    answer = client.get("/sparql", query_string={"query": query})
    assert len(answer.get_json(force=True)["results"]["bindings"]) > 5


def test_every_link_within_the_site_leads_somewhere(client):
    seen, todo = set(), ["/", "/class/Leader", "/class/SourceDocument", f"/page/{TOKAYEV}"]
    for address in todo:
        todo_next = [
            link.partition("#")[0]
            for link in look(client, address).links
            if link.startswith("/") and not link.startswith(("/graph", "/query", "/static"))
        ]
        seen.update(todo_next)
    assert len(seen) > 60
    for address in sorted(seen)[::2]:
        assert client.head(address).status_code in (200, 303), address


def test_a_graph_of_others_is_no_crash(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text(
        f"@prefix sm: <{SM}> . @prefix rdf: <{RDF}> . @prefix id: <{ID}x/> .\n"
        "id:a a sm:Leader . id:f a sm:Fact ; rdf:subject id:a ; rdf:predicate sm:attended ."
        f"<{ID}fact/x> sm:role id:a . <{ID}source/x> sm:role id:b . id:b sm:role id:c .",
        encoding="utf-8",
    )
    client = open_client(path)
    try:
        answer = client.get("/page/x/a")
        assert answer.status_code == 500
        assert "a fact is not as it should be" in answer.text
        for place in (
            "/",
            "/page/fact/x",
            "/page/source/x",
            "/page/x/b",
            "/void.ttl",
            "/search?q=x",
        ):
            assert client.get(place).status_code == 200
    finally:
        client.application.site.kg.close()
