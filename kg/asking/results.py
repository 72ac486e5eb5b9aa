"""Answers as Python sees them: rows of plain values, tables, pandas, notebooks."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.namespaces import XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import pandas as pd
    import rdflib
    from rdflib.term import Identifier

Value = str | int | float | bool | Decimal | date | None

_INTEGERS = ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
_SHOWN = 20


def _truth(text: str) -> bool:
    return text in ("true", "1")


_READERS: dict[str, Callable[[str], Value]] = {
    **{XSD + name: int for name in _INTEGERS},
    f"{XSD}decimal": Decimal,
    f"{XSD}double": float,
    f"{XSD}float": float,
    f"{XSD}boolean": _truth,
    f"{XSD}date": date.fromisoformat,
    f"{XSD}dateTime": datetime.fromisoformat,
}


class Term(NamedTuple):
    """A value as RDF has it: ``kind`` is "uri", "bnode" or "literal"."""

    kind: str
    value: str
    datatype: str = ""
    language: str = ""

    def plain(self) -> Value:
        """Numbers, dates and truth values as Python's own, all else as text.

        >>> Term("literal", "21", "http://www.w3.org/2001/XMLSchema#integer").plain()
        21
        """
        try:
            return _READERS.get(self.datatype, str)(self.value)
        except (ValueError, ArithmeticError):
            return self.value

    def shorten(self, prefixes: Mapping[str, str]) -> str:
        """As it can be written in a query or read in a table: ``leader:xi-jinping``."""
        if self.kind == "literal":
            return self.value
        if self.kind == "bnode":
            return f"_:{self.value}"
        fitting = [item for item in prefixes.items() if self.value.startswith(item[1])]
        if not fitting:
            return f"<{self.value}>"
        prefix, start = max(fitting, key=lambda item: len(item[1]))
        return f"{prefix}:{self.value[len(start) :]}"


class Row(tuple[Value, ...]):  # noqa: SLOT001 - the slots of a tuple cannot be named
    """One row: its values by place, by ``row["name"]`` or by ``row.name``; None if unbound."""

    _names: tuple[str, ...]

    @classmethod
    def of(cls, names: tuple[str, ...], values: tuple[Value, ...]) -> Row:
        """A row of ``values`` under ``names``."""
        row = cls(values)
        row._names = names
        return row

    def __getitem__(self, key: Any) -> Any:
        """The value of a variable, or at a place."""
        if isinstance(key, str):
            try:
                return self[self._names.index(key)]
            except ValueError:
                raise KeyError(key) from None
        return super().__getitem__(key)

    def __getattr__(self, name: str) -> Value:
        """The value of a variable."""
        if name.startswith("_") or name not in self._names:
            raise AttributeError(f"no column {name!r}; there are {', '.join(self._names)}")
        return self[self._names.index(name)]  # type: ignore[no-any-return]

    def asdict(self) -> dict[str, Value]:
        """Variables and values."""
        return dict(zip(self._names, self, strict=True))


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query: rows, a truth value, or a graph.

    ``terms`` are the rows as RDF terms. ``boolean`` is the answer to ASK, ``turtle`` the one
    to CONSTRUCT and DESCRIBE; both None for SELECT. A result has as many rows as triples.

    >>> year = Term("literal", "2024", "http://www.w3.org/2001/XMLSchema#integer")
    >>> result = Result(("who", "year"), ((Term("literal", "托卡耶夫", language="zh"), year),))
    >>> [(row.who, row.year) for row in result]
    [('托卡耶夫', 2024)]
    >>> print(result.to_csv(), end="")
    who,year
    托卡耶夫,2024
    """

    variables: tuple[str, ...] = ()
    terms: tuple[tuple[Term | None, ...], ...] = ()
    boolean: bool | None = None
    turtle: str | None = None
    prefixes: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.terms)

    def __bool__(self) -> bool:
        """The answer to ASK; otherwise whether anything was found."""
        return bool(self.turtle or self.terms) if self.boolean is None else self.boolean

    def __iter__(self) -> Iterator[Row]:
        """The rows as plain values."""
        for row in self.terms:
            values = tuple(None if term is None else term.plain() for term in row)
            yield Row.of(self.variables, values)

    def __getitem__(self, index: int) -> Row:
        """One row."""
        row = self.terms[index]
        return Row.of(self.variables, tuple(None if t is None else t.plain() for t in row))

    @property
    def bindings(self) -> list[dict[str, Identifier]]:
        """The rows as rdflib has them, without what is unbound."""
        return [
            {name: _rdflib(term) for name, term in zip(self.variables, row, strict=True) if term}
            for row in self.terms
        ]

    @property
    def graph(self) -> rdflib.Graph:
        """The answer to CONSTRUCT or DESCRIBE as a graph of rdflib; empty for others."""
        from rdflib import Graph  # noqa: PLC0415 - takes 200 ms

        return Graph().parse(data=self.turtle or "", format="turtle")

    def to_df(self) -> pd.DataFrame:
        """A pandas DataFrame, one column per variable. Raises ImportError without pandas."""
        try:
            import pandas as pd  # noqa: PLC0415 - not everybody has or wants it
        except ImportError as error:
            raise ImportError("to_df needs pandas: pip install pandas") from error
        return pd.DataFrame([list(row) for row in self], columns=list(self.variables))

    def to_csv(self, path: Path | str | None = None) -> str:
        """CSV with a header; also written to ``path``, then so that Excel knows it as UTF-8."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.variables)
        writer.writerows(["" if term is None else term.value for term in row] for row in self.terms)
        if path is not None:
            with open(path, "w", encoding="utf-8-sig", newline="") as file:  # noqa: PTH123
                file.write(text.getvalue())
        return text.getvalue()

    def cells(self) -> list[list[str]]:
        """The rows as texts for readers: names with known prefixes are short."""
        return [
            ["" if term is None else term.shorten(self.prefixes) for term in row]
            for row in self.terms
        ]

    def _repr_html_(self) -> str:
        """The first rows as a table for notebooks."""
        if self.boolean is not None or self.turtle is not None:
            text = str(self.boolean).lower() if self.turtle is None else self.turtle
            return f"<pre>{escape(text)}</pre>"
        head = "".join(f"<th>{escape(name)}</th>" for name in self.variables)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self.cells()[:_SHOWN]
        )
        rows = f"{len(self)} rows" if len(self) <= _SHOWN else f"{_SHOWN} of {len(self)} rows"
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{rows}</p>"


def _rdflib(term: Term) -> Identifier:
    from rdflib import BNode, Literal, URIRef  # noqa: PLC0415 - takes 200 ms

    if term.kind == "literal":
        return Literal(term.value, lang=term.language or None, datatype=term.datatype or None)
    return URIRef(term.value) if term.kind == "uri" else BNode(term.value)


def read_result(kind: str, body: bytes, prefixes: Mapping[str, str]) -> Result:
    """The result that an engine sent: SPARQL results in JSON, or Turtle."""
    if kind == "graph":
        return Result(turtle=body.decode(), prefixes=prefixes)
    data = json.loads(body)
    if kind == "boolean":
        return Result(boolean=data["boolean"], prefixes=prefixes)
    names = tuple(data["head"]["vars"])
    rows = data["results"]["bindings"]
    return Result(
        names, tuple(tuple(_read_term(row.get(name)) for name in names) for row in rows),
        prefixes=prefixes,
    )  # fmt: skip


def _read_term(data: Mapping[str, str] | None) -> Term | None:
    if data is None:
        return None
    return Term(data["type"], data["value"], data.get("datatype", ""), data.get("xml:lang", ""))
