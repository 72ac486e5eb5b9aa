"""``docs/ontology.md``, the reference page of the vocabulary, made from ``ontology.ttl``.

To refresh it: ``python -m kg.writing.ontology_docs > docs/ontology.md``.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kg.namespaces import CODE, ID, SM
from kg.ontology import load_ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.ontology import Class, Ontology, Property, Term

_INTRODUCTION = """\
<!-- Made from ontology/ontology.ttl by `python -m kg.writing.ontology_docs`. Do not edit. -->

# {ontology.title_en} {ontology.title_zh}

Version {ontology.version}

{about}

| prefix 前缀 | namespace 命名空间 |
|---|---|
| `sm:` | `{sm}` |
| `code:` | `{code}` |
| `country:`, `leader:`, … | `{id}country/`, `{id}leader/`, … |
"""
_CLASS_HEAD = ("term 术语", "label 标签", "under 上位类", "definition 定义")
_PROPERTY_HEAD = (
    *("term 术语", "label 标签", "domain → range 定义域 → 值域"),
    *("fact class 事实类", "definition 定义"),
)
_CODE_HEAD = ("code 代码", "label 标签", "definition 定义")


def render_page(ontology: Ontology) -> str:
    """Return the page as Markdown, Chinese and English side by side."""
    ours = [p for p in ontology.properties.values() if p.iri.startswith(SM)]
    others = [p for p in ontology.properties.values() if not p.iri.startswith(SM)]
    parts = [
        _INTRODUCTION.format(
            ontology=ontology, about="\n\n".join(ontology.about), sm=SM, code=CODE, id=ID
        ),
        _section("Classes 类", _CLASS_HEAD, map(_class_row, ontology.classes.values())),
        _section(
            "Properties that carry facts 承载事实的属性",
            _PROPERTY_HEAD,
            (_property_row(p) for p in ours if p.fact_class),
        ),
        _section(
            "Other properties 其他属性",
            _PROPERTY_HEAD,
            (_property_row(p) for p in ours if not p.fact_class),
        ),
        _section("Terms of others 借用的术语", _PROPERTY_HEAD, map(_property_row, others)),
        *(
            _section(f"Codes of sm:{name} 代码表", _CODE_HEAD, map(_code_row, codes))
            for name, codes in ontology.codes.items()
        ),
    ]
    return "\n".join(parts)


def _section(title: str, head: Iterable[str], rows: Iterable[Iterator[str]]) -> str:
    cells = tuple(head)
    lines = [_line(cells), "|" + "---|" * len(cells), *map(_line, rows)]
    return f"## {title}\n\n" + "\n".join(lines) + "\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _class_row(cls: Class) -> Iterator[str]:
    yield f"`sm:{cls.name}`"
    yield _label(cls)
    yield ", ".join(f"`sm:{name}`" for name in cls.parents)
    yield _definition(cls)


def _property_row(prop: Property) -> Iterator[str]:
    yield f"`{prop.curie}`"
    yield _label(prop)
    yield f"{_reference(prop.domain)} → {_reference(prop.range)}"
    yield _reference(prop.fact_class) if prop.fact_class else ""
    parents = ", ".join(map(_reference, prop.parents))
    yield _definition(prop) + (f"<br>⊑ {parents}" if parents else "")


def _code_row(code: Term) -> Iterator[str]:
    yield f"`code:{code.name}`"
    yield _label(code)
    yield _definition(code)


def _reference(name: str) -> str:
    return f"`{name}`" if ":" in name else f"`sm:{name}`"


def _label(term: Term) -> str:
    return f"{term.zh}<br>{term.en}"


def _definition(term: Term) -> str:
    texts = (term.definition_zh, term.note_zh, term.definition_en, term.note_en)
    return "<br>".join(text for text in texts if text)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(render_page(load_ontology()))
