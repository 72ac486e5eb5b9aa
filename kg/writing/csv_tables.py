"""The graph as CSV tables: documents, entities, facts and evidence, and what is in them.

For spreadsheets and for data frames. Keys are paths below the base of our IRIs
(``leader/xi-jinping``); several values in one cell are joined by ``|``.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.namespaces import CODE, ID, OA, RDF, RDFS, SKOS, SM
from kg.ontology import load_ontology
from kg.triples import TurtleFile
from kg.writing.described import SOURCE_FIELDS, find_things

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.ontology import Ontology

#: A cell that begins so may be run as a formula (the full-width signs in East Asian settings).
_FORMULA = re.compile("[=+\\-@'\t\r\n＝＋－＠]")
_BOM = "\ufeff"
_SPECIAL = re.compile(r"([\\|])")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``columns`` with what they hold, ``rows`` sorted by the first of them.

    ``keys`` are the columns that hold keys of other tables, with the names of these.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    keys: tuple[tuple[str, str], ...] = ()
    numbers: tuple[str, ...] = ()


def write_tables(path: Path, ontology: Ontology | None = None, *, plain: bool) -> dict[str, str]:
    """The tables of the Turtle file at ``path`` as file name to content.

    For spreadsheets, unless ``plain``: a byte-order mark, without which they take Chinese for
    something else, and an apostrophe before what they could run as a formula. Raises DataError.
    """
    tables = read_tables(path, ontology or load_ontology())
    files = {f"{table.name}.csv": _csv(table, plain=plain) for table in tables}
    return {**files, "datapackage.json": _package(tables, plain=plain)}


def read_tables(path: Path, ontology: Ontology) -> tuple[Table, ...]:
    """The four tables."""
    file = TurtleFile(path)
    return _documents(file), _entities(file, ontology), _facts(file, ontology), _evidence(file)


def join_values(values: Iterable[str]) -> str:
    r"""Several values in one cell, sorted; ``|`` and ``\`` in them follow a ``\``.

    >>> join_values(["b|c", "a"])
    'a|b\\|c'
    """
    return "|".join(_SPECIAL.sub(r"\\\1", value) for value in sorted(values))


def _documents(file: TurtleFile) -> Table:
    columns = [("id", "key of the document: the beginning of sha256")]
    columns += [(name, f"{name} of the document") for name in SOURCE_FIELDS]
    rows = (
        (_key(iri), *(join_values(file.values(iri, name)) for name in SOURCE_FIELDS.values()))
        for iri in file.of_type(f"{SM}SourceDocument")
    )
    return Table("documents", tuple(columns), tuple(sorted(rows)))


def _entities(file: TurtleFile, ontology: Ontology) -> Table:
    columns = (
        ("id", f"key of the thing: its IRI without {ID}"),
        ("class", "the most special class"),
        ("label_zh", "usual name in Chinese"),
        ("label_en", "usual name in English"),
        ("other_names", "other names seen"),
        ("iri", "the IRI"),
    )
    rows = []
    for iri, name in find_things(file, ontology).items():
        zh, en = (file.text(iri, f"{RDFS}label", language) for language in ("zh", "en"))
        others = join_values(file.values(iri, f"{SKOS}altLabel"))
        rows.append((_key(iri), name, zh, en, others, iri))
    return Table("entities", columns, tuple(sorted(rows)))


def _facts(file: TurtleFile, ontology: Ontology) -> Table:
    qualifiers = [
        prop for _, prop in sorted(ontology.properties.items())
        if prop.domain == "Fact" and prop.name not in {"factuality", "hasEvidence"}
    ]  # fmt: skip
    columns = (
        ("id", "key of the fact"),
        ("subject", "key of a thing"),
        ("subject_label", "its name"),
        ("predicate", "property of the ontology"),
        ("object", "key of a thing, or a value"),
        ("object_label", "its name, or the value again"),
        ("object_type", "thing, integer or date"),
        ("factuality", "actual, decided, planned, negated or uncertain"),
        *((prop.name, prop.definition_en) for prop in qualifiers),
        ("evidence", "number of passages"),
        ("documents", "number of documents"),
    )
    names = [prop.iri for prop in qualifiers]
    rows = tuple(sorted(_fact(file, iri, names) for iri in file.of_type(f"{SM}Fact")))
    numbers = ("evidence", "documents")
    return Table("facts", columns, rows, (("subject", "entities"),), numbers)


def _fact(file: TurtleFile, iri: str, qualifiers: Iterable[str]) -> tuple[str, ...]:
    subject = file.value(iri, f"{RDF}subject")
    (target,) = file.terms(iri, f"{RDF}object")
    datatype = getattr(target, "datatype", None)
    evidence = file.values(iri, f"{SM}hasEvidence")
    documents = {source for node in evidence for source in file.values(node, f"{OA}hasSource")}
    return (
        _key(iri),
        _key(subject),
        _label(file, subject),
        file.value(iri, f"{RDF}predicate").rpartition("#")[2].rpartition("/")[2],
        _key(target.value),
        target.value if datatype else _label(file, target.value),
        datatype.value.rpartition("#")[2] if datatype else "thing",
        file.value(iri, f"{SM}factuality").removeprefix(CODE),
        *(join_values(map(_key, file.values(iri, name))) for name in qualifiers),
        str(len(evidence)),
        str(len(documents)),
    )


def _evidence(file: TurtleFile) -> Table:
    columns = (
        ("id", "key of the evidence"),
        ("fact", "key of the fact that it supports"),
        ("document", "key of the document"),
        ("start", "first character of the passage, counted in code points from 0"),
        ("end", "the character behind its last"),
        ("quote", "the passage, literally"),
        ("rule", "the rule that read it"),
    )
    rows = []
    for fact in file.of_type(f"{SM}Fact"):
        for node in file.values(fact, f"{SM}hasEvidence"):
            place = file.value(node, f"{OA}hasSelector")
            passage = (file.value(place, f"{OA}{name}") for name in ("start", "end", "exact"))
            source, rule = file.value(node, f"{OA}hasSource"), file.value(node, f"{SM}rule")
            rows.append((_key(node), _key(fact), _key(source), *passage, rule))
    keys = (("fact", "facts"), ("document", "documents"))
    return Table("evidence", columns, tuple(sorted(rows)), keys, ("start", "end"))


def _label(file: TurtleFile, iri: str) -> str:
    label = f"{RDFS}label"
    return file.text(iri, label, "zh") or file.text(iri, label, "en") or _key(iri)


def _key(iri: str) -> str:
    return iri.removeprefix(ID).removeprefix(CODE)


def _csv(table: Table, *, plain: bool) -> str:
    text = io.StringIO()
    writer = csv.writer(text)  # lines end in CR LF (RFC 4180), and cells with either are quoted
    writer.writerow(name for name, _ in table.columns)
    writer.writerows(table.rows if plain else (map(_guarded, row) for row in table.rows))
    return text.getvalue() if plain else _BOM + text.getvalue()


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _package(tables: Iterable[Table], *, plain: bool) -> str:
    """The description of the tables as a Tabular Data Package."""
    note = "Several values in one cell are joined by |; a | or \\ in a value follows a \\."
    guard = " A cell that would begin with one of = + - @ ' has an apostrophe before it."
    content = {
        "profile": "tabular-data-package",
        "name": "summitkg",
        "description": note if plain else note + guard,
        "resources": [_resource(table, plain=plain) for table in tables],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _resource(table: Table, *, plain: bool) -> dict[str, Any]:
    fields = [
        {
            "name": name,
            "type": "integer" if name in table.numbers else "string",
            "description": text,
        }
        for name, text in table.columns
    ]
    references = [
        {"fields": column, "reference": {"resource": name, "fields": "id"}}
        for column, name in table.keys
    ]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "encoding": "utf-8" if plain else "utf-8-sig",
        "dialect": {"lineTerminator": "\r\n"},
        "schema": {"fields": fields, "primaryKey": "id", "foreignKeys": references},
    }
