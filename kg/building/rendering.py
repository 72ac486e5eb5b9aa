"""The texts of all outputs of a build, made from its graph and checked; nothing is written here."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kg.building.report import write_report
from kg.building.shares import write_whole
from kg.process.processes import alongside
from kg.version import VERSION
from kg.writing.rdf import write_background

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.building.cache import Cache
    from kg.building.report import Report
    from kg.building.shares import Style
    from kg.model import Graph
    from kg.ontology import Ontology
    from kg.reading.knowledge import Knowledge

#: Terms that the graph uses but does not define; ``background.ttl`` brings them along.
_APPENDIX = ("ontology.ttl", "alignment.ttl")


def render(  # noqa: PLR0913 - what is written, how, and what may help
    report: Report,
    knowledge: Knowledge,
    style: Style,
    *,
    page: bool,
    jobs: int = 1,
    cache: Cache | None = None,
) -> tuple[Report, Mapping[str, str]]:
    """The report with what the checks found, and the texts of all outputs by name.

    ``report.json``, the last, holds the hashes of the others. With several ``jobs`` the page is
    made while the graph is written; of it, what ``cache`` has is not made again.
    """
    ontology = style.standard().ontology
    with alongside(jobs if page else 1, partial(_page, report.graph, ontology)) as made:
        turtle, faults = write_whole(report.graph, style, cache, jobs)
        files = {
            "graph.ttl": turtle,
            "background.ttl": render_background(report.graph, knowledge, style),
            **({"graph.html": made()} if page else {}),
        }
    report = replace(report, faults=faults, files=tuple(files.items()))
    return report, {**files, "report.json": render_report(report, style)}


def render_background(graph: Graph, knowledge: Knowledge, style: Style) -> str:
    """What only the gazetteer knows of the things in ``graph``, and the ontology."""
    appendix = [(style.folder / name).read_text(encoding="utf-8") for name in _APPENDIX]
    known = knowledge.gazetteer.entities.values()
    return write_background(graph, known, style.standard().ontology, appendix)


def render_report(report: Report, style: Style) -> str:
    """``report.json``, with the versions of program and ontology."""
    versions = {"summitkg": VERSION, "ontology": style.standard().ontology.version}
    return write_report(report, versions)


def _page(graph: Graph, ontology: Ontology) -> str:
    from kg.page import render_page  # noqa: PLC0415 - its libraries take 600 ms to load

    return render_page(graph, ontology)
