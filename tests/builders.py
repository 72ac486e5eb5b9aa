"""Builders for the tests of the stages: a text in, what was understood of it out.

Fixtures, so that all share the knowledge, which is loaded once; ``conftest.py`` imports them.
A report is a text, or a pair of its date and its text.
"""

from __future__ import annotations

import re

import pytest

from kg.grammar.mentions import LEADER, PARTIES, SUMMIT
from kg.large.placing import make_store, put_store, workspace
from kg.merging.merge import merge, settle
from kg.model import STANDING, Document, Graph, Literal
from kg.reading.extraction import extract, read
from kg.reading.sentences import read_sentences
from kg.sources.documents import make_document
from kg.sources.index import IndexEntry

#: Characters of a text that are enough to know a test by.
_LENGTH = 48


def pytest_make_parametrize_id(config, val):  # noqa: ARG001 - pytest asks for the name
    """Show Chinese parameters as they are; pytest would escape them."""
    name = " ".join(val.split()) if isinstance(val, str) else ""
    if name.isascii() or not name.isprintable():  # nobody could print a lone surrogate
        return None
    return name[:_LENGTH].replace("::", ":")


def store_of(folder, *turtle):
    """Make a store of Turtle (files or texts) in ``folder``, and return it."""
    with workspace(folder) as work:
        files = [work / f"{number}.ttl" for number, _ in enumerate(turtle)]
        for file, given in zip(files, turtle, strict=True):
            file.write_text(given if isinstance(given, str) else given.read_text("utf-8"), "utf-8")
        put_store(make_store(work, files), folder)
    return folder


def damage(folder, tables="*.sst"):
    """Spoil tables of a store as a bad disk does: it opens, but cannot be read to its end."""
    for table in folder.glob(tables):
        data = bytearray(table.read_bytes())
        data[8000:12000] = bytes(255 - byte for byte in data[8000:12000])
        table.write_bytes(data)
    return folder


@pytest.fixture(scope="session")
def document():
    """Make the Document of a report."""

    def build(text, published="2016-09-05", path="report.txt"):
        if isinstance(text, Document):
            return text
        if isinstance(text, tuple):
            published, text = text
        return make_document(text, path, index=IndexEntry(published=published))

    return build


@pytest.fixture(scope="session")
def read_report(document, knowledge):
    """Read one report: what the rules found, before anything is concluded."""
    return lambda text, published="2016-09-05": read(document(text, published), knowledge)


@pytest.fixture(scope="session")
def extraction(document, knowledge):
    """Extract one report: the records with keys local to it."""
    return lambda text, published="2016-09-05": extract(document(text, published), knowledge)


@pytest.fixture(scope="session")
def graph(extraction, knowledge):
    """Extract, merge and settle any number of reports."""

    def build(*texts, published="2016-09-05"):
        return settle(merge(extraction(text, published) for text in texts), knowledge.gazetteer)

    return build


def labels(graph: Graph) -> dict[str, str]:
    """Key -> label of everything in ``graph``; of a meeting without the year added to a name."""
    return {entity.key: _as_told(entity.names) for entity in graph.entities if entity.names}


def _as_told(names):
    """The label; the name that the report has, if the label is that with the year before it."""
    label = names[0]
    bare = re.sub(r"^\d{4}年", "", label)
    return bare if bare in names else label


def sentence_of(item, names: dict[str, str]) -> str:
    """A statement as 主语 谓词 宾语."""
    value = item.object.value if isinstance(item.object, Literal) else item.object
    subject = names.get(item.subject, item.subject)
    return f"{subject} {item.predicate} {names.get(value, value)}"


@pytest.fixture(scope="session")
def meant(graph):
    """Every fact of the reports as 主语 谓词 宾语, with the ways in which it is meant."""

    def build(*texts, published="2016-09-05"):
        settled = graph(*texts, published=published)
        names, found = labels(settled), {}
        for item in settled.statements:
            found.setdefault(sentence_of(item, names), set()).add(str(item.factuality))
        return found

    return build


@pytest.fixture(scope="session")
def qualified(graph):
    """Every standing fact as 主语 谓词 宾语, with its qualifiers by their labels."""

    def build(*texts, published="2016-09-05"):
        settled = graph(*texts, published=published)
        names = labels(settled)
        return {
            sentence_of(item, names): {
                name: names.get(value, value) for name, value in item.qualifiers
            }
            for item in settled.statements
            if item.factuality in STANDING
        }

    return build


@pytest.fixture(scope="session")
def facts(qualified):
    """Return the facts of the reports that stand, each as 主语 谓词 宾语."""
    return lambda *texts, published="2016-09-05": set(qualified(*texts, published=published))


@pytest.fixture(scope="session")
def mentions(document, knowledge):
    """What was seen in a text: (passage, value) of every mention of the kinds."""

    def build(text, kinds, published="2016-09-05"):
        source = document(text, published)
        return [
            (source.shadow[mention.start : mention.end], mention.value)
            for sentence in read_sentences(source, knowledge)
            for mention in sentence.mentions
            if mention.kind in kinds
        ]

    return build


@pytest.fixture(scope="session")
def parties(document, mentions):
    """Return the members of the lists in a text: (passage, role)."""

    def build(text):
        shadow = document(text).shadow
        return [
            (shadow[party.mention.start : party.mention.end], party.role)
            for _, members in mentions(text, PARTIES)
            for party in members
        ]

    return build


@pytest.fixture(scope="session")
def people(document, knowledge):
    """Everybody in a text, in lists or alone, as the reader knows them."""

    def build(text):
        found = []
        for sentence in read_sentences(document(text), knowledge):
            for mention in sentence.mentions:
                if mention.kind == LEADER:
                    found.append(mention.value)
                elif mention.kind == PARTIES:
                    found += [party.person for party in mention.value if party.person]
        return found

    return build


@pytest.fixture(scope="session")
def meetings(mentions):
    """Return the names of meetings in a text: (passage, what the name says)."""
    return lambda text: mentions(text, SUMMIT)
