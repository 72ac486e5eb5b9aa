"""The hand-written files of the gazetteer: read, checked as a whole, made into entities."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from typing import TYPE_CHECKING, Any

from kg.model import DataError, Entity
from kg.places import Named, unique

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.places import Table

_FILES = ("countries", "cities", "organisations", "leaders", "initiatives", "offices", "shared")
_CLASS = {"organisations": "Organisation", "initiatives": "Initiative", "leaders": "Leader"}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: The fields of one table by file (for cities: by table) and the type of their values; those
#: with a star are required.
_FIELDS: Mapping[str, Mapping[str, type]] = {
    "countries": {"official*": str, "label": str, "en": str, "names": list, "side": list},
    "cities": {"names*": list, "en": str, "country": str, "capital": str},
    "unlisted": {"names*": list, "en*": str, "country*": str, "capital": str},
    "organisations": {
        "zh*": str, "en*": str, "aliases": list, "parent": str, "closed": bool, "meeting_names": list,
    },
    "leaders": {
        "zh*": str, "en*": str, "aliases": list, "country": str, "organisation": str,
        "from": int, "to": int,
    },
    "initiatives": {"zh*": str, "en*": str, "aliases": list},
}  # fmt: skip


def read_tables(root: Path) -> dict[str, Table]:
    """Each file of the folder by its stem. Raises DataError when one cannot be read."""
    return {stem: _read(root / f"{stem}.toml") for stem in _FILES}


def _read(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(path.name, str(error)) from error


def things(tables: Mapping[str, Table]) -> list[Named]:
    """The organisations, initiatives and leaders of checked tables."""
    return [
        _thing(cls, slug, table)
        for stem, cls in _CLASS.items()
        for slug, table in tables[stem].items()
    ]


def _thing(cls: str, slug: str, table: Table) -> Named:
    names = unique((table["zh"], *table.get("aliases", ())))
    facts = ("country", "organisation", "parent", "from", "to")
    attributes = [(name, str(table[name])) for name in facts if name in table]
    attributes += [("closed", "true")] if table.get("closed") else []
    attributes += [("meeting_name", name) for name in table.get("meeting_names", ())]
    entity = Entity(f"{cls.lower()}/{slug}", cls, names, table["en"], tuple(attributes))
    homes = [f"{kind}/{table[kind]}" for kind in ("country", "organisation") if kind in table]
    return Named(entity, names, homes[0] if homes else "")


def check_tables(tables: Mapping[str, Table], codes: Container[str]) -> list[str]:
    """Everything that is wrong in the files, each with the file and the key.

    ``codes`` holds the ISO 3166 alpha-3 codes.
    """
    states = tables["countries"]["countries"]
    parts = {stem: tables[stem] for stem in _CLASS} | {
        "countries": states,
        "cities": tables["cities"]["cities"],
        "unlisted": tables["cities"]["unlisted"],
    }
    problems = [
        f"countries.toml [{code}]: no ISO 3166 code" for code in states if code not in codes
    ]
    for part, entries in parts.items():
        for key, entry in entries.items():
            found = [*_fields(entry, _FIELDS[part]), *_key(part, key), *_texts(entry)]
            found += _references(part, entry, states, tables["organisations"])
            problems += [f"{part} [{key}]: {problem}" for problem in found]
    sides = tables["countries"]["side_ambiguous"].items()
    problems += [
        f"side_ambiguous [{side}]: no country {c}"
        for side, cs in sides
        for c in cs
        if c not in states
    ]
    return problems


def _fields(entry: Table, fields: Mapping[str, type]) -> Iterator[str]:
    types = {name.rstrip("*"): kind for name, kind in fields.items()}
    for name, value in entry.items():
        if name not in types:
            yield f"no such field: {name}"
        elif type(value) is not types[name]:
            yield f"{name} must be of type {types[name].__name__}"
    for name in fields:
        if name.endswith("*") and name[:-1] not in entry:
            yield f"{name[:-1]} is missing"


def _key(part: str, key: str) -> Iterator[str]:
    if part == "cities" and not key.isdecimal():
        yield "the key must be a GeoNames id"
    elif part not in ("cities", "countries") and not _SLUG.fullmatch(key):
        yield "the key must be a slug: a-z, 0-9, single hyphens"


def _texts(entry: Table) -> Iterator[str]:
    """Names that are empty, padded, or not in Unicode's composed form."""
    for name, value in entry.items():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and name != "capital" and not _is_text(text):
                yield f"{name}: {text!r} is not a proper name"


def _is_text(text: str) -> bool:
    return bool(text) and text == text.strip() and text == unicodedata.normalize("NFC", text)


def _references(
    part: str, entry: Table, states: Container[str], organisations: Container[str]
) -> Iterator[str]:
    targets: Iterable[tuple[str, Container[str]]] = (
        ("country", states), ("capital", states), ("parent", organisations), ("organisation", organisations),
    )  # fmt: skip
    for name, known in targets:
        if name in entry and entry[name] not in known:
            yield f"{name} {entry[name]} is not known"
    if part == "leaders" and ("country" in entry) == ("organisation" in entry):
        yield "either country or organisation must be given"
    if part == "cities" and ("en" in entry) != ("country" in entry):
        yield "en and country go together"
