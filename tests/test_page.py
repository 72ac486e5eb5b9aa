"""``graph.html`` without a browser: the same bytes, the right numbers, a picture that holds."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import chain

import pytest
import sample
import sample_graph
from conftest import ROOT, SEEDS

from kg.model import Entity, Evidence, Factuality, Graph, Literal, Source, Statement
from kg.ontology import load_ontology
from kg.page import render_page
from kg.page.importance import order_things
from kg.page.layout import OPENING, lay_out
from kg.page.network import SCRIPTS, to_json
from kg.page.part import Part
from kg.page.payload import make_payload
from kg.page.pinyin import spell_all
from kg.page.short import shorten_all, width
from kg.page.things import read_things
from kg.pipeline import build
from kg.writing.load import load_graph
from kg.writing.rdf import write_turtle
from kg.writing.turtle import Terms

ASSETS = ROOT / "kg" / "page" / "assets"
LARGEST_PAGE = 3_000_000
SECOND = "summit/lakeside-forum-2033"


@pytest.fixture(scope="module")
def ontology():
    return load_ontology()


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("seeds")
    build([str(SEEDS)], folder)
    return folder


@pytest.fixture(scope="module")
def seeds_graph(seeds):
    return load_graph(seeds / "graph.ttl")


@pytest.fixture(scope="module")
def big():
    return sample_graph.big_graph()


@pytest.fixture(scope="module")
def big_page(big, ontology):
    return render_page(big, ontology)


def data_of(page):
    """What the scripts of the page read."""
    return json.loads(re.search(r'<script [^>]*id="kg-data">(.*?)</script>', page, re.DOTALL)[1])


def flat(lists):
    return list(chain.from_iterable(lists))


def scripts_of(page):
    return re.findall(r"<script>(.*?)</script>", page, re.DOTALL)


# -- The same graph, the same bytes -------------------------------------------------------------


def turned(graph):
    """The same graph with everything in another order."""
    statements = [
        item._replace(evidence=item.evidence[::-1], qualifiers=item.qualifiers[::-1])
        for item in graph.statements[::-1]
    ]
    return Graph(graph.sources[::-1], graph.entities[::-1], tuple(statements))


@pytest.mark.parametrize("graph", [sample.GRAPH, sample_graph.hostile_graph()], ids=["small", "x"])
def test_the_order_of_records_does_not_matter(graph, ontology):
    assert render_page(graph, ontology) == render_page(turned(graph), ontology)


def same_text_twice():
    first = sample.SOURCES[0]
    return replace(sample.GRAPH, sources=(*sample.SOURCES, first._replace(path="z.txt", title="a")))


def odd_characters():
    names = ("山\ud800石", "山\ud800石\u2028", "", "\u202e林", "林")
    entities = (sample.ENTITIES[0]._replace(names=names), *sample.ENTITIES[1:])
    return replace(sample.GRAPH, entities=entities)


def test_a_day_that_is_no_number_is_no_year(ontology):
    """As a graph from elsewhere may have it; ² is a digit, but no number. Found by fuzzing."""
    sources = tuple(source._replace(published="²") for source in sample.SOURCES)
    assert render_page(replace(sample.GRAPH, sources=sources), ontology)


@pytest.mark.parametrize(
    "graph",
    [sample.GRAPH, sample_graph.hostile_graph(), same_text_twice(), odd_characters()],
    ids=["small", "hostile", "same text twice", "odd characters"],
)
def test_a_graph_read_back_has_the_same_page(graph, ontology, tmp_path):
    (tmp_path / "graph.ttl").write_text(write_turtle(graph, ontology), encoding="utf-8")
    assert render_page(load_graph(tmp_path / "graph.ttl"), ontology) == render_page(graph, ontology)


@pytest.mark.parametrize("surroundings", [{"LC_ALL": "C"}, {"PYTHONHASHSEED": "77"}], ids=str)
def test_the_command_writes_the_page_of_the_build(seeds, kg, tmp_path, surroundings):
    done = kg("page", seeds / "graph.ttl", "-o", tmp_path / "page.html", **surroundings)
    assert done.returncode == 0, done.err
    assert (tmp_path / "page.html").read_bytes() == (seeds / "graph.html").read_bytes()


def test_the_page_goes_beside_its_graph(seeds, kg, tmp_path):
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "graph.ttl").write_bytes((seeds / "graph.ttl").read_bytes())
    assert kg("page").returncode == 0
    assert (tmp_path / "output" / "graph.html").is_file()


def test_the_report_has_the_hash_of_the_page(seeds):
    files = json.loads((seeds / "report.json").read_text(encoding="utf-8"))["files"]
    page = (seeds / "graph.html").read_bytes()
    assert files["graph.html"] == {"bytes": len(page), "sha256": sha256(page).hexdigest()}


def test_a_build_without_a_page_loads_none_of_its_libraries(kg, tmp_path):
    code = (
        "import sys; from kg.pipeline import build\n"
        "build([sys.argv[1]], 'out', page=False); print(*sys.modules)"
    )
    command = [sys.executable, "-c", code, str(SEEDS)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert {"pyvis", "pypinyin", "jinja2", "IPython"}.isdisjoint(done.stdout.split())
    assert not (tmp_path / "out" / "graph.html").exists()
    assert kg("build", SEEDS, "-o", "two", "--no-page", "--quiet").returncode == 0
    assert not (tmp_path / "two" / "graph.html").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["missing.ttl"], 4), (["bad.ttl"], 2), (["graph.ttl", "-o", "no/folder/x.html"], 5)],
    ids=["no graph", "no Turtle", "no folder"],
)
def test_what_goes_wrong_is_told_in_a_line(kg, tmp_path, seeds, arguments, code):
    (tmp_path / "bad.ttl").write_text("no turtle", encoding="utf-8")
    (tmp_path / "graph.ttl").write_bytes((seeds / "graph.ttl").read_bytes())
    done = kg("page", *arguments)
    assert done.returncode == code
    assert done.err.startswith("kg: error ")
    assert done.err.count("\n") == 1


# -- What the page holds --------------------------------------------------------------------


@pytest.fixture(params=["small", "seeds", "hostile", "big"])
def shown(request, ontology):
    """A graph, and the data in its page."""
    name = request.param
    if name == "big":
        return request.getfixturevalue("big"), data_of(request.getfixturevalue("big_page"))
    graphs = {"small": sample.GRAPH, "hostile": sample_graph.hostile_graph()}
    graph = graphs[name] if name in graphs else request.getfixturevalue("seeds_graph")
    return graph, data_of(render_page(graph, ontology))


def test_every_thing_and_fact_is_there_once(shown):
    graph, data = shown
    edges = [item for item in graph.statements if not isinstance(item.object, Literal)]
    assert sorted(data["nodes"]["id"]) == sorted(entity.key for entity in graph.entities)
    assert len(data["edges"]["s"]) == len(edges)
    assert len(data["literals"]["s"]) == len(graph.statements) - len(edges)
    assert data["meta"]["facts"] == len(graph.statements)
    assert data["meta"]["entities"] == len(graph.entities)


def test_columns_are_equally_long_and_numbers_lead_somewhere(shown):
    _, data = shown
    things = len(data["nodes"]["id"])
    for table in ("nodes", "edges", "literals", "evidence"):
        assert len({len(column) for column in data[table].values()}) == 1, table
    limits = [
        (data["nodes"]["cls"], data["classes"]),
        (data["edges"]["p"] + data["literals"]["p"], data["properties"]),
        (data["edges"]["f"] + data["literals"]["f"], data["factualities"]),
        (data["edges"]["s"] + data["edges"]["o"] + data["literals"]["s"], range(things)),
        (flat(data["edges"]["org"]), range(things)),
        (data["evidence"]["src"], data["sources"]),
        (data["evidence"]["quote"], data["quotes"]),
        (data["evidence"]["rule"], data["rules"]),
        (flat(data["edges"]["ev"] + data["literals"]["ev"]), data["evidence"]["src"]),
        ([number for row in data["edges"]["q"] for number, _ in row], data["qualifiers"]),
    ]
    for numbers, aims in limits:
        assert all(0 <= number < len(aims) for number in numbers)
        assert set(numbers) == set(range(len(aims))) or isinstance(aims, range) or len(aims) == 5


def test_every_fact_has_its_evidence_word_for_word(shown, ontology):
    graph, data = shown
    terms = Terms(ontology)
    told = {}
    for item in graph.statements:
        told[terms.fact_name(item)] = {
            (one.source, one.start, one.end, one.quote, one.rule) for one in item.evidence
        }
    names, table = {}, data["evidence"]
    for kind in ("edges", "literals"):
        for number in range(len(data[kind]["s"])):
            names[fact_name(data, kind, number)] = {
                (
                    data["sources"][table["src"][at]]["id"],
                    table["start"][at],
                    table["end"][at],
                    data["quotes"][table["quote"][at]],
                    data["rules"][table["rule"][at]],
                )
                for at in data[kind]["ev"][number]
            }
    assert names == told


def local(key):
    return key.partition("/")[2]


def fact_name(data, kind, number):
    """The name of a fact's node, put together as the page does it."""
    rows = data[kind]
    if rows["name"][number]:
        return rows["name"][number]
    ids, relation = data["nodes"]["id"], data["properties"][rows["p"][number]]
    subject = named(ids[rows["s"][number]], relation["kinds"][0])
    if kind == "literals":
        target = rows["v"][number]
    else:
        target = named(ids[rows["o"][number]], relation["kinds"][1])
    name = f"{relation['key']}.{subject}.{target}"
    told = data["factualities"][rows["f"][number]]["key"]
    return name if told == "actual" else f"{name}.{told}"


def named(key, only_kind):
    kind, _, rest = key.partition("/")
    return rest if kind == only_kind else f"{kind}-{rest}"


def test_long_sentences_are_cut(ontology):
    quote = "长" * 400
    passage = Evidence(sample.SOURCES[0].id, 0, 400, quote, "long.one")
    statements = (sample.GRAPH.statements[0]._replace(evidence=(passage,)),)
    data = data_of(render_page(replace(sample.GRAPH, statements=statements), ontology))
    assert data["quotes"] == ["长" * 300 + "…"]


def rows(graph, ontology):
    """The facts between things by (subject, property, object)."""
    payload = make_payload(Part(graph), ontology)
    keys = [row["id"] for row in payload.nodes]
    properties = [item["key"] for item in payload.rest["properties"]]
    return {
        (row["s"], properties[row["p"]], row["o"]): {**row, "org": {keys[n] for n in row["org"]}}
        for row in payload.edges
    }


def test_facts_have_the_year_of_their_summit_and_its_body(ontology):
    found = rows(sample.GRAPH, ontology)
    forum = {"organisation/lakeside-forum"}
    attended = found["leader/lin-mu", "attended", sample.SUMMIT]
    assert (attended["y"], attended["org"]) == (2031, forum)
    adopted = found[sample.SUMMIT, "adopted", "document/lakeside-declaration-2031"]
    assert (adopted["y"], adopted["org"]) == (2031, forum)
    chair = found["country/BBB", "succeededAsChair", "country/AAA"]
    assert (chair["y"], chair["org"]) == (2031, forum)
    represents = found["leader/lin-mu", "represents", "country/BBB"]
    assert (represents["y"], represents["org"]) == (2031, set())


def test_a_term_and_then_the_report_give_a_year_where_no_summit_does(ontology):
    kept = [item for item in sample.GRAPH.statements if not isinstance(item.object, Literal)]
    chair = next(item for item in kept if item.predicate == "succeededAsChair")
    term = chair._replace(qualifiers=(("termStartYear", "2032"),))
    refused = next(item for item in kept if item.predicate == "accededTo")
    found = rows(replace(sample.GRAPH, statements=(term, refused)), ontology)
    assert sorted(row["y"] for row in found.values()) == [2031, 2032]


def test_what_did_not_happen_dates_nothing():
    refused = Statement(SECOND, "adopted", sample.ENTITIES[-1].key, Factuality.NEGATED)
    graph = Graph((), sample.ENTITIES, (refused,))
    assert read_things(graph).summits == {}


def test_facts_about_what_is_not_in_the_graph_are_left_out(ontology):
    stray = Statement("leader/nobody", "attended", sample.SUMMIT)
    graph = replace(sample.GRAPH, statements=(*sample.GRAPH.statements, stray))
    assert render_page(graph, ontology) == render_page(sample.GRAPH, ontology)


def test_an_empty_graph_has_a_page_too(ontology):
    data = data_of(render_page(Graph(), ontology))
    assert (data["nodes"]["id"], data["axis"], data["meta"]["from"]) == ([], [], "")


def test_classes_have_signs_of_their_own(shown):
    _, data = shown
    assert len({item["shape"] for item in data["classes"]}) == len(data["classes"])
    assert len({item["colour"] for item in data["classes"]}) == len(data["classes"])


# -- One file that lets nothing in or out ------------------------------------------------------


def test_hostile_text_is_never_markup(ontology):
    page = render_page(sample_graph.hostile_graph(), ontology)
    assert "onerror=window.__p=1>" in page  # as text of the data
    assert "<img" not in page
    assert "<a href" not in page
    assert len(re.findall("</script>", page, re.IGNORECASE)) == 4
    assert "<!--" not in page
    assert not re.search("[\u2028\u2029\ud800-\udfff]", data_text(page))


def data_text(page):
    return page[page.index('id="kg-data">') : page.index("<script>")]


def test_json_in_the_page_is_the_value_and_no_markup():
    value = ["</script>", "<!--", "\u2028\u2029", "$&\\u003c{{x}}"]
    assert json.loads(to_json(value)) == value
    assert "<" not in to_json(value)
    assert to_json("a\ud800b") == '"a\ufffdb"'


def test_only_the_scripts_of_the_page_may_run(ontology):
    page = render_page(sample.GRAPH, ontology)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)[1]
    policy = policy.replace("&#39;", "'")
    allowed = set(re.findall(r"'sha256-([^']+)'", policy))
    hashes = {b64encode(sha256(text.encode()).digest()).decode() for text in scripts_of(page)}
    assert len(hashes) == 2
    assert allowed == hashes
    for rule in ("default-src 'none'", "connect-src 'none'", "base-uri 'none'"):
        assert rule in policy
    assert "unsafe-inline" not in policy.partition("style-src")[0]
    assert "unsafe-eval" not in policy


def test_the_page_asks_no_network(ontology):
    page = render_page(sample.GRAPH, ontology)
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    assert not re.search(r"""(?:src|href|url)\s*=\s*["']?\s*(?:https?:)?//""", markup)
    assert "sourceMappingURL" not in page
    assert "jsdelivr" not in page
    assert "\r" not in page


def test_every_script_is_in_the_page():
    files = {path.stem for path in (ASSETS / "js").glob("*.js")}
    assert files == set(SCRIPTS)
    assert len(SCRIPTS) == len(files)


def test_vendored_files_are_what_they_claim():
    folder = ASSETS / "vendor"
    claims = json.loads((folder / "VENDOR.json").read_text(encoding="utf-8"))
    for claim in claims:
        assert sha256((folder / claim["file"]).read_bytes()).hexdigest() == claim["sha256"]
        assert claim["version"] in claim["source"]
        assert claim["version"].encode() in (folder / claim["file"]).read_bytes()
        assert "Permission is hereby granted" in (folder / claim["licence_file"]).read_text()
    named = {claim[name] for claim in claims for name in ("file", "licence_file")}
    assert {path.name for path in folder.iterdir()} == {*named, "VENDOR.json"}


def test_a_large_page_is_no_download_to_wait_for(big_page):
    assert len(big_page.encode()) <= LARGEST_PAGE


# -- The picture ------------------------------------------------------------------------------


def picture(graph):
    things = read_things(graph)
    order = order_things(things)
    return things, order, lay_out(things, order)


@pytest.fixture(params=["small", "seeds", "hostile", "big"])
def laid_out(request):
    graphs = {"small": sample.GRAPH, "hostile": sample_graph.hostile_graph()}
    name = request.param
    fixture = {"seeds": "seeds_graph"}.get(name, name)
    return picture(graphs[name] if name in graphs else request.getfixturevalue(fixture))


def test_summits_run_from_left_to_right(laid_out):
    things, _, layout = laid_out
    dated = {key for key in layout.places if things.entities[key].cls == "Summit"} & {*things.years}
    ordered = sorted(dated, key=lambda key: (things.years[key], layout.places[key][0]))
    xs = [layout.places[key][0] for key in ordered]
    assert xs == sorted(xs)
    assert len(xs) > 0
    assert [year for year, _ in layout.axis] == sorted({year for year, _ in layout.axis})
    assert [x for _, x in layout.axis] == sorted(x for _, x in layout.axis)


def test_no_two_things_are_in_one_place(laid_out):
    things, _, layout = laid_out
    assert set(layout.places) == things.linked()
    assert len(set(layout.places.values())) == len(layout.places)


def test_the_first_view_is_a_compact_block(laid_out):
    _, order, layout = laid_out
    first = [layout.places[key] for key in order[:OPENING] if key in layout.places]
    xs, ys = zip(*first, strict=True)
    assert max(xs) - min(xs) <= 1100
    assert max(ys) - min(ys) <= 850


def test_leaders_stand_above_summits_and_papers_below(laid_out):
    things, order, layout = laid_out
    rows = {}
    for key in order[:OPENING]:
        if key in layout.places:
            rows.setdefault(things.entities[key].cls, []).append(layout.places[key][1])
    assert max(rows["Leader"]) < min(rows["Summit"])
    assert max(rows["Summit"]) < min(rows["City"]) < min(rows["Declaration"])


def test_who_is_in_every_report_comes_first_and_the_unconnected_last(seeds_graph):
    things, order, _ = picture(seeds_graph)
    leaders = [key for key in order if things.entities[key].cls == "Leader"]
    assert leaders[0] == "leader/xi-jinping"
    linked = [key in things.linked() for key in order]
    assert linked == sorted(linked, reverse=True)


def test_the_first_view_has_something_of_everything(big):
    things, order, _ = picture(big)
    classes = {things.entities[key].cls for key in order[:OPENING]}
    assert classes == {entity.cls for entity in big.entities}


def test_another_document_moves_little(seeds_graph):
    _, order, layout = picture(seeds_graph)
    source = max(source.id for source in seeds_graph.sources)
    fewer = [
        item._replace(evidence=kept)
        for item in seeds_graph.statements
        if (kept := tuple(one for one in item.evidence if one.source != source))
    ]
    _, _, before = picture(replace(seeds_graph, statements=tuple(fewer)))
    common = [key for key in order[:OPENING] if key in before.places and key in layout.places]
    moved = sorted(abs(before.places[key][0] - layout.places[key][0]) for key in common)
    assert moved[len(moved) // 2] <= 112, "half of the things keep to their column or the next"


# -- Short labels and sounds --------------------------------------------------------------------


def short_of(*entities, statements=()):
    things = read_things(Graph((), entities, tuple(statements)))
    return shorten_all(things, order_things(things))


LEAGUE = Entity("organisation/league", "Organisation", ("湖畔国家合作联盟", "湖盟"))


def meeting(key, name, year=0, body="organisation/league"):
    facts = [Statement(key, "organisedBy", body)]
    if year:
        facts.append(Statement(key, "year", Literal(str(year), "integer")))
    return Entity(key, "Summit", (name,)), facts


def test_a_summit_is_its_body_and_year():
    summit, facts = meeting(
        "summit/league-2031", "湖畔国家合作联盟成员国元首理事会第三次会议", 2031
    )
    assert short_of(LEAGUE, summit, statements=facts)[summit.key] == "湖盟 2031"


def test_a_summit_without_a_year_is_its_body_and_city():
    summit, facts = meeting("summit/league-bicheng-1", "湖畔国家合作联盟峰会")
    city = Entity("city/bicheng-1", "City", ("碧城",))
    held = Statement(summit.key, "heldIn", city.key)
    assert short_of(LEAGUE, summit, city, statements=[*facts, held])[summit.key] == "湖盟 碧城"


def test_a_side_meeting_keeps_its_own_name():
    main, facts = meeting("summit/league-2031", "湖畔国家合作联盟峰会", 2031)
    side, more = meeting("summit/league-ministers-2031", "湖畔国家合作联盟外长会议", 2031)
    short = short_of(LEAGUE, main, side, statements=facts + more)
    assert short == {LEAGUE.key: "湖盟", main.key: "湖盟 2031", side.key: "湖盟外长会议 2031"}


@pytest.mark.parametrize(
    ("cls", "name", "short"),
    [
        ("Leader", "林木", "林木"),
        ("Leader", "伊万·林木", "伊万·林木"),
        ("Leader", "阿历山大·林木诺维奇", "林木诺维奇"),
        ("Declaration", "湖畔国家合作联盟成员国元首碧城宣言", "碧城宣言"),
        ("Instrument", "〈湖畔国家合作联盟宪章〉", "湖盟宪章"),
        ("Initiative", "湖畔国家合作联盟绿色发展论坛", "湖盟绿色发展论坛"),
        ("Initiative", "“绿色湖畔”行动", "绿色湖畔行动"),
        ("Initiative", "跨越山海的青年科学技术交流与合作伙伴计划", "跨越山海的青…合作伙伴计划"),
        ("Speech", "携手同行 共建家园 为未来的湖畔地区注入力量", "携手同行 共建家园…"),
        ("City", "</script>", "</script>"),
    ],
)
def test_short_labels_keep_what_tells_things_apart(cls, name, short):
    summit, _ = meeting("summit/x", "湖畔国家合作联盟成员国元首理事会第三次会议")
    thing = Entity("thing/x", cls, (name,))
    assert short_of(LEAGUE, summit, thing)["thing/x"] == short


def test_short_labels_are_short_and_never_empty(laid_out):
    things, order, _ = laid_out
    short = shorten_all(things, order)
    assert set(short) == set(order)
    assert all(0 < width(label) <= 13 for label in short.values())


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("重庆", "chong qing"),
        ("长春", "chang chun"),
        ("厦门", "xia men"),
        ("阿斯塔纳", "a si ta na"),
        ("二十国集团（G20）", "er shi guo ji tuan g20"),
        ("APEC", ""),
        ("“一带一路”", "yi dai yi lu"),
        ("吕", "lv"),
        ("\u202e<img>|", ""),
    ],
)
def test_names_can_be_found_by_their_sound(name, sound):
    entity = Entity("city/x", "City", (name,))
    assert spell_all(read_things(Graph((), (entity,)))) == {"city/x": sound}


def test_every_name_has_a_sound():
    entity = Entity("city/x", "City", ("重庆", "渝", "陪都", "Chongqing"))
    things = read_things(Graph((Source("a", "a.txt"),), (entity,)))
    assert set(spell_all(things)["city/x"].split("|")) == {"chong qing", "yu", "pei du"}
