"""The hand-written files of the gazetteer: read, checked as a whole, made into entities."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from kg.gazetteers.places import Named, unique
from kg.model import DataError, Entity
from kg.text.words import read_words

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping
    from pathlib import Path

    from kg.gazetteers.places import Table

_FILES = ("countries", "cities", "organisations", "leaders", "initiatives", "offices", "shared")
_CLASS = {"organisations": "Organisation", "initiatives": "Initiative", "leaders": "Leader"}
#: From a year on, or up to one: 2004, 1973-2019, -2008.
_YEARS = re.compile(r"(\d{4})?(-\d{4})?")
#: A body that every organisation may have; it need not be listed.
_SECRETARIAT, _IN_ENGLISH, _IN_SLUG = "秘书处", "Secretariat", "secretariat"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAMES: Mapping[str, type] = {"zh*": str, "en*": str, "aliases": list}
#: The fields of an entry by file (``unlisted`` is a part of the cities' file), with the type of
#: the value; those with a star are required.
_FIELDS: Mapping[str, Mapping[str, type]] = {
    "countries": {
        "official*": str,
        "label": str,
        "en": str,
        "names": list,
        "side": list,
        "since": int,
    },
    "cities": {"names*": list, "en": str, "country": str, "capital": str},
    "unlisted": {"names*": list, "en*": str, "country*": str, "capital": str},
    "organisations": {
        **_NAMES,
        "parent": str,
        "members": list,
        "forum": bool,
        "meeting_names": list,
    },
    "leaders": {**_NAMES, "country": str, "organisation": str, "from": int, "to": int},
    "initiatives": _NAMES,
}
#: What every file must have besides entries.
_PARTS: Mapping[str, Mapping[str, type]] = {
    "countries": {"countries": dict, "no_side": list},
    "cities": {
        "cities": dict,
        "unlisted": dict,
        "territories": dict,
        "least_by_territory": dict,
        "least_by_length": list,
        "not_names": list,
    },
    "offices": {"words": dict},
    "shared": {"names": list},
}


def read_tables(root: Path) -> dict[str, Table]:
    """Read each file of the folder, by its stem.

    Raises DataError when one cannot be read or lacks a part.
    """
    tables = {stem: read_words(root / f"{stem}.toml") for stem in _FILES}
    for stem, parts in _PARTS.items():
        for part, kind in parts.items():
            if not isinstance(tables[stem].get(part), kind):
                raise DataError(f"{stem}.toml", f"must have a {kind.__name__} {part}", part)
    return tables


def with_secretariats(organisations: Table) -> Table:
    """``organisations`` and the secretariat of each that is no body of another one.

    What the file lists under such a name stays as it is.
    """
    listed = {name for table in organisations.values() for name in _names(table)}
    added = {
        f"{slug}-{_IN_SLUG}": {
            "zh": table["zh"] + _SECRETARIAT,
            "en": f"{table['en']} {_IN_ENGLISH}",
            "aliases": [name + _SECRETARIAT for name in _names(table)[1:]],
            "parent": slug,
        }
        for slug, table in organisations.items()
        if "parent" not in table
        and listed.isdisjoint(name + _SECRETARIAT for name in _names(table))
    }
    return organisations | added


def body_of(key: str) -> str:
    """The key of the body whose secretariat ``key`` is: members, meetings and head are its.

    Of any other thing the key itself.
    """
    return key.removesuffix(f"-{_IN_SLUG}")


def _names(table: Table) -> tuple[str, ...]:
    return unique((table["zh"], *table.get("aliases", ())))


def things(tables: Mapping[str, Table]) -> list[Named]:
    """Make the organisations, initiatives and leaders of checked tables."""
    return [
        _thing(cls, slug, table)
        for stem, cls in _CLASS.items()
        for slug, table in tables[stem].items()
    ]


def _thing(cls: str, slug: str, table: Table) -> Named:
    names = _names(table)
    facts = ("country", "organisation", "parent", "from", "to")
    attributes = [(name, str(table[name])) for name in facts if name in table]
    entity = Entity(f"{cls.lower()}/{slug}", cls, names, table["en"], tuple(attributes))
    homes = [f"{kind}/{table[kind]}" for kind in ("country", "organisation") if kind in table]
    return Named(entity, names, homes[0] if homes else "")


def check_tables(tables: Mapping[str, Table], codes: Container[str]) -> list[str]:
    """List everything that is wrong in the files, each with the file and the key.

    ``codes`` holds the ISO 3166 alpha-3 codes.
    """
    states = tables["countries"]["countries"]
    known = {"country": states, "organisation": tables["organisations"]}
    problems = [f"countries [{code}]: no ISO 3166 code" for code in states if code not in codes]
    for part, entries in _parts(tables).items():
        for key, entry in entries.items():
            found = [*_key(part, key), *_fields(entry, _FIELDS[part])]
            if not found:
                found = [*_texts(entry), *_references(entry, known), *_choices(part, entry)]
            problems += [f"{part} [{key}]: {problem}" for problem in found]
    return problems


def _parts(tables: Mapping[str, Table]) -> dict[str, Table]:
    """Sort the entries by the kind of thing that they describe."""
    return {stem: tables[stem] for stem in _CLASS} | {
        "countries": tables["countries"]["countries"],
        "cities": tables["cities"]["cities"],
        "unlisted": tables["cities"]["unlisted"],
    }


def _key(part: str, key: str) -> Iterator[str]:
    if part == "cities" and not key.isdecimal():
        yield "the key must be a GeoNames id"
    elif part not in ("cities", "countries") and not _SLUG.fullmatch(key):
        yield "the key must be a slug: a-z, 0-9, single hyphens"


def _fields(entry: object, fields: Mapping[str, type]) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield "must be a table"
        return
    types = {name.rstrip("*"): kind for name, kind in fields.items()}
    for name, value in entry.items():
        if name not in types:
            yield f"no such field: {name}"
        elif type(value) is not types[name]:
            yield f"{name} must be of type {types[name].__name__}"
    for name in fields:
        if name.endswith("*") and name[:-1] not in entry:
            yield f"{name[:-1]} is missing"


def _texts(entry: Table) -> Iterator[str]:
    """Find names that are empty, padded, or not in Unicode's composed form."""
    for name, value in entry.items():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(value, (str, list)) and not _is_text(text):
                yield f"{name}: {text!r} is not a proper name"


def _is_text(text: object) -> bool:
    if not isinstance(text, str) or not text.strip():
        return False
    return text == unicodedata.normalize("NFC", text.strip())


def _references(entry: Table, known: Mapping[str, Container[str]]) -> Iterator[str]:
    kinds = {"capital": "country", "parent": "organisation"}
    for name, value in entry.items():
        targets = known.get(kinds.get(name, name))
        if targets is not None and value not in targets:
            yield f"{name} {value} is not known"
    for member in entry.get("members", ()):
        code, _, years = member.partition(":")
        if code not in known["country"] or not _YEARS.fullmatch(years):
            yield f"member {member} is not known"


def _choices(part: str, entry: Table) -> Iterator[str]:
    if part == "leaders" and ("country" in entry) == ("organisation" in entry):
        yield "either country or organisation must be given"
    if part == "cities" and ("en" in entry) != ("country" in entry):
        yield "en and country go together"
