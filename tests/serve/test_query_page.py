"""The query page, as people use it: in a browser that nothing gets out of unseen."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from hashlib import sha256
from urllib.parse import quote, unquote, urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from page.browser import NARROW, WIDE
from playwright.sync_api import expect
from test_golden import GOLDEN

from kg.asking.questions import read_questions
from kg.ontology import ontology_folder
from kg.serve.site import static_files
from serve.running import Running

ANSWERS = GOLDEN.parent / "answers"
TOKAYEV = "leader:kassym-jomart-tokayev"
BEGUN = "SELECT ?s {\n  "
#: Names that would do something if they were taken for markup.
HOSTILE = (
    "<img src=x onerror=window.__p=1>",
    "</script><script>window.__p=1</script>",
    '\\" onmouseover=\\"window.__p=1\\" x=\\"',
)
HOSTILE_THING = """
<https://w3id.org/summitkg/id/leader/hostile-{number}>
  a <https://w3id.org/summitkg/ontology#Leader> ;
  <http://www.w3.org/2000/01/rdf-schema#label> "恶名{number} {name}"@zh ;
  <http://www.w3.org/2000/01/rdf-schema#seeAlso> <javascript:window.__p=1> .
"""


class Asker:
    """One opened query page."""

    def __init__(self, page, address) -> None:
        self.page, self.address, self.faults = page, address, []
        page.set_default_timeout(15_000)
        page.context.route(lambda url: not url.startswith(address), self._refuse)
        page.on("pageerror", lambda error: self.faults.append(f"exception {error}"))
        page.on("console", self._hear)
        page.on("websocket", lambda socket: self.faults.append(f"socket {socket.url}"))

    def _refuse(self, route):
        self.faults.append(f"request {route.request.url}")
        route.abort()

    def _hear(self, message):
        if message.type in {"error", "warning"}:
            self.faults.append(f"console {message.text}")

    def go(self, query="", **arguments):
        """Open the page, with a query in the hash, and wait until its script has begun."""
        search = "&".join(f"{name}={value}" for name, value in arguments.items())
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}/query?{search}#{f'query={quote(query)}' if query else ''}")
        expect(self.find("#run")).to_be_visible()
        return self

    def find(self, selector):
        return self.page.locator(selector)

    def text(self):
        return self.page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")

    def write(self, text):
        """Replace what is in the editor as a person does."""
        self.find(".CodeMirror").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def hints(self):
        self.find(".CodeMirror-hint").first.wait_for()
        return self.find(".CodeMirror-hint").all_inner_texts()

    def answered(self):
        """Wait for an answer; its rows."""
        expect(self.find("#answer")).to_have_attribute("aria-busy", "false")
        expect(self.find("#fault")).to_be_empty()
        return self.find("#rows tbody tr")

    @contextmanager
    def refused(self):
        """A browser complains on its console of an answer that is an error."""
        before = len(self.faults)
        yield
        assert all("Failed to load resource" in fault for fault in self.faults[before:])
        del self.faults[before:]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The golden graph with three hostile leaders, and the ontology beside it."""
    folder = tmp_path_factory.mktemp("served")
    things = [HOSTILE_THING.format(number=i, name=name) for i, name in enumerate(HOSTILE)]
    graph = GOLDEN.read_text(encoding="utf-8") + "".join(things)
    (folder / "graph.ttl").write_text(graph, encoding="utf-8")
    (folder / "background.ttl").symlink_to(ontology_folder() / "ontology.ttl")
    with Running(folder) as running:
        yield running


@pytest.fixture
def opened(browser, served):
    """Open the page: ``opened(NARROW, locale="en-GB")``."""
    askers = []

    def build(size=WIDE, **options):
        width, height = size
        clipboard = ["clipboard-read", "clipboard-write"]
        options = {"permissions": clipboard, **options}
        options = {"locale": "zh-CN", "viewport": {"width": width, "height": height}, **options}
        askers.append(Asker(browser.new_context(**options).new_page(), served.url))
        return askers[-1]

    yield build
    for asker in askers:
        asker.page.context.close()
    faults = [fault for asker in askers for fault in asker.faults]
    assert not faults, faults


# -- Typing --------------------------------------------------------------------------------------


def test_terms_of_the_graph_are_offered_and_their_prefix_is_declared(opened):
    """And nobody else is asked: the editor's own completers would ask the network."""
    asker = opened().go()
    asker.write(BEGUN)
    asker.page.keyboard.type("?s a sm:Sum")
    hints = asker.hints()
    assert any(hint.startswith("sm:Summit") and "峰会" in hint for hint in hints)
    assert not any("sm:SummitSeries" in hint for hint in hints)
    asker.page.keyboard.press("Enter")
    assert "?s a sm:Summit" in asker.text()
    assert asker.text().startswith("PREFIX sm: <https://w3id.org/summitkg/ontology#>\n")


def test_a_prefix_is_completed_from_ours_only(opened):
    asker = opened().go()
    asker.write("")
    asker.page.keyboard.type("PREFIX sch")
    assert asker.hints() == ["schema: <https://schema.org/>"]


@pytest.mark.parametrize(
    ("typed", "key"), [("托卡", ""), ("leader:托卡", ""), ("Tokay", "Control+Space")]
)
def test_a_thing_is_found_by_its_name(opened, typed, key):
    asker = opened().go()
    asker.write(BEGUN)
    asker.page.keyboard.insert_text(typed)
    if key:
        asker.page.keyboard.press(key)
    assert asker.hints()[0].startswith(f"{TOKAYEV}  托卡耶夫")
    asker.page.keyboard.press("Enter")
    assert asker.text().splitlines()[-1] == f"  {TOKAYEV}"


def test_plain_words_are_left_alone_until_asked(opened):
    """Enter after a keyword is a new line, not a completion."""
    asker = opened().go()
    asker.write("SELECT ?s {\n")
    asker.page.keyboard.type("sum")
    asker.page.wait_for_timeout(400)
    assert asker.find(".CodeMirror-hint").count() == 0
    asker.page.keyboard.press("Control+Space")
    assert any(hint.startswith("sm:Summit") for hint in asker.hints())


def test_the_box_tells_the_identifier_of_a_name(opened):
    asker = opened().go()
    asker.write("DESCRIBE")
    box = asker.find("#find input")
    box.fill("托卡叶夫")
    box.press("Enter")
    assert asker.find("#found input").input_value().endswith("/id/leader/kassym-jomart-tokayev")
    asker.find("#found button").first.click()
    assert asker.text() == f"DESCRIBE {TOKAYEV} "


SLOWLY = """() => {
  const ask = window.fetch;
  const later = () => new Promise((done) => setTimeout(done, 400));
  window.fetch = async (...what) => { await later(); return ask(...what); };
}"""


def test_who_types_faster_than_the_server_answers_gets_the_thing_all_the_same(opened):
    asker = opened().go()
    asker.page.evaluate(SLOWLY)
    box = asker.find("#find input")
    box.fill("托卡叶夫")
    box.press("Enter")
    assert asker.find("#found input").input_value().endswith("/id/leader/kassym-jomart-tokayev")


# -- Named queries -------------------------------------------------------------------------------


def test_every_named_query_loads_and_runs(opened):
    """And shows as many rows as it has in the golden answers."""
    asker = opened().go()
    for name, question in read_questions().items():
        asker.find(f'[data-example="{name}"]').click()
        expect(asker.find(f'[data-example="{name}"]')).to_have_attribute("aria-current", "true")
        assert asker.text() == question.text
        rows = len((ANSWERS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()) - 1
        expect(asker.answered()).to_have_count(rows)
        assert asker.find("#parameters input").count() == len(question.parameters)


def test_a_parameter_is_chosen_by_name(opened):
    asker = opened().go(example="career", lang="en")
    before = asker.answered().first.inner_text()
    field = asker.page.get_by_role("combobox", name="Another leader")
    field.fill("习近")
    expect(asker.find("#parameters [role=option]")).to_have_count(1)
    field.press("Enter")
    expect(asker.find("#rows")).to_contain_text("习近平")
    assert "id/leader/xi-jinping>" in asker.text()
    assert before not in asker.find("#rows").inner_text()


# -- Answers -------------------------------------------------------------------------------------


def test_names_link_to_the_pages_of_things(opened):
    asker = opened().go("SELECT ?s ?year { ?s sm:year ?year } ORDER BY ?s LIMIT 1")
    asker.answered()
    link = asker.find("#rows a")
    key = link.inner_text().replace(":", "/")
    assert link.get_attribute("href") == f"/id/{key}"
    assert asker.find("#rows td.number").inner_text().isdigit()


@pytest.mark.parametrize(("query", "shown"), [
    ("ASK { ?s a sm:Summit }", "是"),
    ("DESCRIBE summit:sco-2014", "summit:sco-2014"),
])  # fmt: skip
def test_answers_that_are_no_tables(opened, query, shown):
    asker = opened().go(query)
    asker.answered()
    assert shown in asker.find("#rows").inner_text()


def test_a_long_answer_says_that_it_is_cut(opened):
    asker = opened().go("SELECT * { ?s ?p ?o } LIMIT 600")
    expect(asker.answered()).to_have_count(500)
    asker.page.get_by_role("button", name="显示全部 600 行").click()
    expect(asker.answered()).to_have_count(600)


def test_the_answer_can_be_downloaded(opened, served):
    query = "SELECT ?s { ?s a sm:Summit } ORDER BY ?s"
    asker = opened().go(query)
    asker.answered()
    with asker.page.expect_download() as waiting:
        asker.page.get_by_role("button", name="CSV").click()
    assert waiting.value.path().read_bytes() == served.ask(query, "text/csv").body
    assert waiting.value.suggested_filename == "summitkg.csv"


def test_a_syntax_error_is_marked_where_it_is(opened):
    """The server counts characters, the editor UTF-16 units: 𠮷 is two of them."""
    asker = opened()
    with asker.refused():
        asker.go('SELECT * {\n  ?s ?p "𠮷" . FILTR (1)\n}')
        expect(asker.find(".fault")).to_have_text("FILTR")
    expect(asker.find("#fault")).to_contain_text("line 2, column 15")
    asker.write("ASK {}")
    expect(asker.find(".fault")).to_have_count(0)
    asker.page.keyboard.press("Control+Enter")
    asker.answered()


def test_a_query_can_be_stopped(opened):
    asker = opened().go()
    asker.write("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    asker.find("#run").click()
    expect(asker.find("#run")).to_have_text("停止")
    asker.find("#run").click()
    expect(asker.find("#status")).to_have_text("已停止")
    asker.find('[data-example="hosts"]').click()
    expect(asker.answered()).not_to_have_count(0)


# -- Links, languages, looks ---------------------------------------------------------------------


def test_the_address_holds_the_query(opened):
    query = 'SELECT ?名 { ?s rdfs:label ?名 . FILTER (STRLEN(?名) > 2 + 3 && "&" != "5%") } LIMIT 3'
    asker = opened().go(query)
    expect(asker.answered()).to_have_count(3)
    assert asker.text().endswith(query)  # after the prefix that was declared
    asker.page.reload()
    expect(asker.answered()).to_have_count(3)
    assert asker.text().endswith(query)
    asker.find('[data-example="hosts"]').click()
    asker.answered()
    asker.page.go_back()
    expect(asker.answered()).to_have_count(3)
    asker.find("#copy-link").click()
    expect(asker.find("#copy-link")).to_have_text("已复制")
    assert asker.page.evaluate("navigator.clipboard.readText()") == asker.page.url
    asker.find("a.language").click()
    expect(asker.find("h1")).to_have_text("Ask the graph")
    expect(asker.answered()).to_have_count(3)
    assert query in unquote(asker.page.url)


def test_the_address_keeps_the_language_that_was_chosen(opened):
    """For who gets the link, and where no cookies are kept."""
    asker = opened().go("ASK { ?s a sm:Summit }")
    asker.find("a.language").click()
    expect(asker.find("#rows")).to_have_text("Yes")
    asker.find('[data-example="hosts"]').click()
    expect(asker.answered()).not_to_have_count(0)
    asker.page.context.clear_cookies()
    asker.page.reload()
    expect(asker.find("h1")).to_have_text("Ask the graph")
    expect(asker.answered()).not_to_have_count(0)


def test_the_endpoint_leads_browsers_here(opened):
    asker = opened()
    asker.page.goto(f"{asker.address}/sparql?query={quote('ASK { ?s a sm:Summit }')}")
    expect(asker.find("#rows")).to_have_text("是")


@pytest.mark.parametrize(("size", "scheme", "locale"), [
    (WIDE, "light", "zh-CN"), (NARROW, "dark", "en-GB"),
])  # fmt: skip
def test_axe_finds_nothing_serious_and_nothing_sticks_out(opened, size, scheme, locale):
    asker = opened(size, color_scheme=scheme, locale=locale)
    asker.go(example="participants")
    asker.answered()
    assert asker.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert _serious(asker.page) == []
    asker.find("#parameters input").fill("上海")
    asker.find("#parameters [role=option]").first.wait_for()
    for details in ("#examples", "#finder"):
        asker.page.evaluate("id => document.querySelector(id).open = true", details)
    assert _serious(asker.page) == []
    with asker.refused():
        asker.go("SELECT")
        expect(asker.find("#fault")).not_to_be_empty()
    assert _serious(asker.page) == []


def _serious(page):
    found = Axe().run(page, context={"exclude": [[".yasqe"]]}).response["violations"]
    return [
        (fault["id"], node["target"], node["failureSummary"][:200])
        for fault in found
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]


def test_hostile_names_stay_text(opened):
    asker = opened().go("SELECT * { ?s ?p ?o . FILTER (CONTAINS(STR(?s), 'hostile')) }")
    rows = asker.answered()
    expect(rows).to_have_count(9)
    for cell in asker.find("#rows td").all():
        cell.hover()
    assert asker.find('#rows a[href^="javascript"]').count() == 0
    asker.find("#find input").fill("恶名")
    expect(asker.find("#find [role=option]")).to_have_count(3)
    asker.find("#find input").press("Enter")
    asker.write(BEGUN)
    asker.page.keyboard.insert_text("恶名")
    assert any("<img" in hint for hint in asker.hints())
    asker.page.keyboard.press("Enter")
    asker.go("CONSTRUCT WHERE { ?s rdfs:seeAlso ?o ; rdfs:label ?name }")
    asker.answered()
    assert "<img" in asker.find("#rows").inner_text()
    assert asker.page.evaluate("window.__p") is None


# -- Without a browser ---------------------------------------------------------------------------


def test_without_scripts_the_form_gives_a_file(browser, served):
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{served.url}/query?example=hosts")
    with page.expect_download(timeout=15_000) as waiting:
        page.locator("button[data-format=csv]").click()
    lines = waiting.value.path().read_text(encoding="utf-8").splitlines()
    context.close()
    assert len(lines) == len((ANSWERS / "hosts.tsv").read_text(encoding="utf-8").splitlines())


def test_without_scripts_there_is_a_form(served):
    page = served.get("/query?example=hosts").text
    area = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert area
    assert "title@en" in area[1]
    assert 'formaction="/sparql?format=csv"' in page
    assert served.get("/query?example=no-such").status == 404


def test_terms_are_those_of_the_graph(served):
    told = json.loads(served.get("/terms.json").body)
    kinds = {(term["name"], term["kind"]): term for term in told}
    assert kinds["sm:attended", "property"]["en"] == "attended"
    assert ("sm:Leader", "class") in kinds
    assert ("code:by-video", "code") in kinds
    assert ("sm:noSuch", "property") not in kinds
    assert len(kinds) == len(told)


def test_names_are_of_the_class_asked_for(served):
    def near(**asked):
        return json.loads(served.get(f"/search?{urlencode({**asked, 'format': 'json'})}").body)

    every, some = near(q="上海"), near(q="上海", **{"class": "Document"})
    assert {thing["class"] for thing in some} <= {"Declaration", "Instrument", "Speech"}
    assert {thing["class"] for thing in every} - {thing["class"] for thing in some}
    assert near(q=" ") == []


@pytest.mark.parametrize(("form", "status"), [
    ({"query": "SELECT * { VALUES ?x { 1 } ?x ?y ?z }", "x": "托卡耶夫"}, 200),
    ({"query": "SELECT * { VALUES ?x { 1 } ?x ?y ?z }", "y": "托卡耶夫"}, 400),
    ({"query": "SELECT * { VALUES ?x { 1 } ?x ?y ?z }", "x": "} DROP ALL #"}, 404),
    ({"query": "SELECT * { VALUES ?x { 1 } ?x ?y ?z }"}, 400),
    ({"query": "#" * 70_000, "x": "1"}, 400),
])  # fmt: skip
def test_a_value_becomes_a_term_or_an_error(served, form, status):
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = served.get("/query/parameters", kind, "POST", urlencode(form))
    assert answer.status == status
    if status == 200:
        assert "VALUES ?x { <https://w3id.org/summitkg/id/leader/kassym" in answer.text


def test_vendored_files_are_what_they_claim():
    held = {
        name.removeprefix("vendor/"): content
        for name, content in static_files().items()
        if name.startswith("vendor/")
    }
    claims = json.loads(held["VENDOR.json"])
    for claim in claims:
        assert sha256(held[claim["file"]]).hexdigest() == claim["sha256"]
        assert claim["version"] in claim["source"]
        assert b"Permission is hereby granted" in held[claim["licence_file"]]
    named = {claim[name] for claim in claims for name in ("file", "licence_file")}
    assert held.keys() == {*named, "VENDOR.json"}
