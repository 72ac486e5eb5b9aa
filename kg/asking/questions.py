"""Named queries: ``ontology/queries/*.rq``, each complete and ready for any SPARQL program.

A file begins with its titles and says which of its variables may be given another value::

    # title@zh: 谁签署了这份文件？
    # title@en: Who signed this document?
    # param document: Document

The variable must stand in one ``VALUES ?document { … }``: there is the value that the query
has by itself, and it is what a parameter replaces. So a query is whole without us, and a
value can only ever become a term: text of a user is never pasted into a query.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.asking.sparql import QueryError, tokens
from kg.model import DataError
from kg.namespaces import XSD
from kg.ontology import ontology_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.asking.sparql import Token

_TITLE = re.compile(r"# title@(zh|en): (.+)")
_PARAMETER = re.compile(r"# param (\w+): (\w+)")
_PREFIX = re.compile(r"^@prefix ([\w-]*): <([^>]+)> \.$", re.MULTILINE)
#: The class of a parameter that may be anything, and those that are no things.
THING = "Thing"
_PLAIN = {"integer": r"[+-]?[0-9]{1,18}", "date": r"\d{4}-\d{2}-\d{2}"}
_NAME = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Question:
    """A named query: titles, text, and the class of each parameter."""

    name: str
    zh: str
    en: str
    text: str
    parameters: Mapping[str, str]


def read_questions(folder: Path | None = None) -> dict[str, Question]:
    """All named queries by name. Raises DataError for one that is not as it should be."""
    folder = folder or ontology_folder() / "queries"
    paths = sorted(folder.glob("*.rq"))
    return {path.stem: read_question(path.stem, path.read_text("utf-8")) for path in paths}


def find_question(name: str, folder: Path | None = None) -> Question | None:
    """The named query, if there is one; only its own file is read."""
    path = (folder or ontology_folder() / "queries") / f"{name}.rq"
    if not _NAME.fullmatch(name) or not path.is_file():
        return None
    return read_question(name, path.read_text(encoding="utf-8"))


def read_question(name: str, text: str) -> Question:
    """The query in ``text``, with what its head says."""
    titles = dict(_TITLE.findall(text))
    if missing := [tag for tag in ("zh", "en") if tag not in titles]:
        raise DataError(f"{name}.rq", f"there is no title@{missing[0]}")
    parameters = dict(_PARAMETER.findall(text))
    for parameter in parameters:
        _values_of(text, parameter)
    return Question(name, titles["zh"], titles["en"], text, parameters)


def query_prefixes(path: Path | None = None) -> dict[str, str]:
    """The prefixes that every query may use: those of ``ontology.ttl``, read line by line.

    >>> query_prefixes()["sm"]
    'https://w3id.org/summitkg/ontology#'
    """
    path = path or ontology_folder() / "ontology.ttl"
    return dict(_PREFIX.findall(path.read_text(encoding="utf-8")))


def set_values(text: str, values: Mapping[str, Sequence[str]]) -> str:
    """The query with other values: ``values`` are terms as SPARQL writes them.

    >>> set_values("SELECT * { VALUES ?x { 1 } ?x ?y ?z }", {"x": ["<http://a>", "2"]})
    'SELECT * { VALUES ?x { <http://a> 2 } ?x ?y ?z }'
    """
    for name, terms in values.items():
        start, end = _values_of(text, name)
        text = f"{text[:start]} {' '.join(terms)} {text[end:]}"
    return text


def plain_term(text: str, cls: str = "") -> str | None:
    """A number or date as SPARQL writes it; None for what can only be the name of a thing.

    >>> plain_term("2024", "integer"), plain_term("2024-07-04"), plain_term("普京")
    ('2024', '"2024-07-04"^^<http://www.w3.org/2001/XMLSchema#date>', None)
    """
    kinds = [cls] if cls else list(_PLAIN)
    fitting = (kind for kind in kinds if re.fullmatch(_PLAIN.get(kind, ""), text, re.ASCII))
    kind = next(fitting, "")
    if cls in _PLAIN and not kind:
        raise QueryError("parameter", f"{text} is no {cls}")
    if kind == "date":
        return f'"{text}"^^<{XSD}date>'
    return text if kind else None


def _values_of(text: str, name: str) -> tuple[int, int]:
    """Where the values of a variable stand, between the braces."""
    found = list(_blocks(tuple(tokens(text)), name))
    if len(found) != 1:
        count = "more than one" if found else "no"
        reason = f"the query has {count} VALUES ?{name} {{ … }}, so {name} is no parameter of it"
        raise QueryError("parameter", reason)
    return found[0]


def _blocks(found: Sequence[Token], name: str) -> Iterator[tuple[int, int]]:
    for place, token in enumerate(found[:-2]):
        variable, brace = found[place + 1], found[place + 2]
        fits = token.text.upper() == "VALUES" and variable.kind == "variable"
        if fits and variable.text[1:] == name and brace.text == "{":
            end = next((t.start for t in found[place + 3 :] if t.text == "}"), brace.start + 1)
            yield brace.start + 1, end
