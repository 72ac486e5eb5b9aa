"""Turtle 1.1 as sorted text: names, literals, blocks.

A writer of our own because a library's costs 30 µs a triple and ours 1, and because the
bytes must be the same every time. ``mint`` is the only place where IRIs of data are born.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from kg.model import Factuality, Literal
from kg.namespaces import ID

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kg.model import Statement
    from kg.ontology import Ontology, Property

#: What stands between the lines of a block; a line holds no line break.
_BETWEEN = " ;\n    "
#: Subject to its lines, each "predicate object"; a set, so the same triple may come twice.
Blocks = dict[str, set[str]]

# What could not be written in an IRI or in a Turtle name is no key: no escapes, no percent.
_KEY = re.compile(r"([a-z]+)/([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)")
# Turtle forbids only " \ LF CR in a short literal. Escaped as well, so that the file reads as
# what it is in any editor: controls, line and bidi controls, other invisible characters,
# non-characters. Surrogates are no characters at all.
_SPECIAL = re.compile(
    '["\\\\\\x00-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f'
    "\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff\\ud800-\\udfff\\U000e0000-\\U000e007f]"
)
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LARGEST_BMP = 0xFFFF

# Longer names do not fit a terminal line; 12 hex digits tell 10^6 facts apart.
_LONGEST_NAME, _HASH = 120, 12
_PLAIN_NAME = re.compile(r"\w+\.[A-Za-z0-9-]+\.[A-Za-z0-9-]+")
_INTEGER = re.compile(r"-?[0-9]{1,18}")  # longer ones are no number of ours: kept as text


def mint(key: str, kinds: Collection[str]) -> str:
    """Return the Turtle term of an entity key such as ``leader/xi-jinping``.

    ``kinds`` are the kinds that have a prefix of their own. Raises ``ValueError`` for a key
    that is not ``kind/local`` in plain ASCII letters, digits and ``- _ .`` (inside).
    """
    match = _KEY.fullmatch(key)
    if match is None:
        raise ValueError(f"no IRI can be made of the key {key!r}")
    return f"{match[1]}:{match[2]}" if match[1] in kinds else f"<{ID}{key}>"


def kinds_of(prefixes: Mapping[str, str]) -> frozenset[str]:
    """Return the kinds of entities that have a prefix of their own name."""
    return frozenset(name for name, iri in prefixes.items() if iri == f"{ID}{name}/")


def quote(text: str, language: str = "") -> str:
    """Return ``text`` as a Turtle literal; a lone surrogate becomes U+FFFD."""
    if _SPECIAL.search(text):
        text = _SPECIAL.sub(_escape, text)
    return f'"{text}"@{language}' if language else f'"{text}"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    code = ord(char)
    return _SHORT.get(char) or (f"\\u{code:04X}" if code <= _LARGEST_BMP else f"\\U{code:08X}")


def render_prefixes(prefixes: Mapping[str, str]) -> str:
    """Return the head of a Turtle file, sorted."""
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items()))


def render_blocks(blocks: Blocks) -> dict[str, str]:
    """Return the text that follows each subject, its lines sorted."""
    # "a" sorts before every predicate with a prefix, so the types come first by themselves.
    return {name: _BETWEEN.join(sorted(lines)) for name, lines in blocks.items()}


def join_blocks(rendered: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return all blocks as one mapping; of a subject that several have all lines are kept."""
    joined: dict[str, str] = {}
    for blocks in rendered:
        twice = {name: {joined[name], blocks[name]} for name in joined.keys() & blocks.keys()}
        joined |= blocks
        for name, texts in twice.items():
            if len(texts) > 1:
                lines = {line for text in texts for line in text.split(_BETWEEN)}
                joined[name] = _BETWEEN.join(sorted(lines))
    return joined


def render_section(
    title: str, blocks: Mapping[str, str], order: Iterable[str] | None = None
) -> str:
    """Return the blocks under a comment line; subjects in ``order`` (by default sorted)."""
    if not blocks:
        return ""
    subjects = sorted(blocks) if order is None else order
    body = "\n".join([f"{name} {blocks[name]} .\n" for name in subjects])
    return f"\n# == {title} ==\n\n{body}"


class Terms:
    """How keys, classes and values of one ontology are written."""

    def __init__(self, ontology: Ontology) -> None:
        """Prepare what every triple needs."""
        self.kinds = kinds_of(ontology.prefixes)
        self._ontology = ontology
        self._keys: dict[str, str] = {}
        parents = {name for cls in ontology.classes.values() for name in cls.parents}
        self._leaves = frozenset(ontology.classes) - parents
        self._types = {
            cls.name: "a " + ", ".join(f"sm:{name}" for name in cls.ancestors)
            for cls in ontology.classes.values()
        }

    def key(self, key: str) -> str:
        """Return the term of an entity key."""
        if key not in self._keys:
            self._keys[key] = mint(key, self.kinds)
        return self._keys[key]

    def types(self, cls: str) -> str:
        """Return the line that says a thing is of this class and of all above it."""
        if cls not in self._types:
            raise ValueError(f"there is no class {cls!r} in the ontology")
        return self._types[cls]

    def property(self, name: str) -> Property:
        """Return a property by its local name."""
        if name not in self._ontology.properties:
            raise ValueError(f"there is no property {name!r} in the ontology")
        return self._ontology.properties[name]

    def object(self, value: str | Literal) -> str:
        """Return the object of a statement."""
        return _literal(value) if isinstance(value, Literal) else self.key(value)

    def qualifier(self, name: str, value: str) -> str:
        """Return the line of a qualifier; the range in the ontology says what its value is."""
        prop = self.property(name)
        if prop.domain != "Fact":
            raise ValueError(f"the property {name!r} is no qualifier of facts")
        if prop.range == "skos:Concept":
            return f"{prop.curie} {mint(f'code/{value}', {'code'})}"
        if prop.range == "xsd:integer":
            return f"{prop.curie} {_literal(Literal(value, 'integer'))}"
        if prop.range == "rdfs:Literal":
            return f"{prop.curie} {quote(value, 'zh')}"
        return f"{prop.curie} {self.key(value)}"

    def fact_name(self, statement: Statement) -> str:
        """Return the local name of the fact node; what is too long or odd ends in a hash."""
        predicate, subject, target = self._parts(statement)
        name = f"{predicate}.{subject}.{target}"
        if len(name) > _LONGEST_NAME or not _PLAIN_NAME.fullmatch(name):
            identity = f"{statement.subject} {target}"
            plain = re.sub(r"[^A-Za-z0-9]+", "-", f"{subject}.{target}").strip("-")
            name = f"{predicate}.{plain[: _LONGEST_NAME // 2]}-{digest(identity, _HASH)}"
        return name + _suffix(statement)

    def plain_name(self, statement: Statement) -> str:
        """Return the readable name, such as ``attended.xi-jinping.sco-2014``, however long.

        The kind of subject and object is left out where the property admits only one.
        """
        return ".".join(self._parts(statement)) + _suffix(statement)

    def _parts(self, statement: Statement) -> tuple[str, str, str]:
        one, other = self.only_kinds(statement.predicate)
        obj = statement.object
        target = obj.value if isinstance(obj, Literal) else _part(obj, other)
        return statement.predicate, _part(statement.subject, one), target

    def only_kinds(self, predicate: str) -> tuple[str, str]:
        """Return the one kind of thing that subject and object can be; empty if several can."""
        prop = self.property(predicate)
        subject, target = (
            cls.lower() if cls in self._leaves else "" for cls in (prop.domain, prop.range)
        )
        return subject, target


def _suffix(statement: Statement) -> str:
    actual = statement.factuality is Factuality.ACTUAL
    return "" if actual else f".{statement.factuality}"


def _part(key: str, only_kind: str) -> str:
    kind, _, local = key.partition("/")
    return local if kind == only_kind else f"{kind}-{local}"


def _literal(literal: Literal) -> str:
    if literal.datatype == "integer" and _INTEGER.fullmatch(literal.value):
        return str(int(literal.value))
    if literal.datatype not in {"integer", "date"}:
        raise ValueError(f"no statement has a value of type {literal.datatype!r}")
    return f"{quote(literal.value)}^^xsd:{literal.datatype}"


def digest(text: str, digits: int) -> str:
    """Return the first hex digits of the SHA-256 hash of ``text``."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:digits]
