"""The texts of all outputs of a build, made from its graph and checked; nothing is written here."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kg.check import check_turtle
from kg.ontology import load_ontology, ontology_folder
from kg.processes import alongside
from kg.rdf import write_background, write_turtle
from kg.report import write_report
from kg.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.knowledge import Knowledge
    from kg.model import Graph
    from kg.ontology import Ontology
    from kg.report import Report

#: Terms that the graph uses but does not define; ``background.ttl`` brings them along.
_APPENDIX = ("ontology.ttl", "alignment.ttl")


def render(
    report: Report, knowledge: Knowledge, root: Path | None, *, page: bool, jobs: int = 1
) -> tuple[Report, Mapping[str, str]]:
    """The report with what the checks found, and the texts of all outputs by name.

    ``report.json``, the last, holds the hashes of the others. The graph is checked while the
    page is made if there are ``jobs`` for both.
    """
    data = root or ontology_folder()
    ontology = load_ontology(data / "ontology.ttl")
    files = {
        "graph.ttl": write_turtle(report.graph, ontology),
        "background.ttl": render_background(report.graph, knowledge, data),
    }
    beside = jobs if page else 1
    with alongside(beside, partial(check_turtle, files["graph.ttl"], folder=data)) as faults:
        if page:
            files["graph.html"] = _page(report.graph, ontology)
        report = replace(report, faults=faults(), files=tuple(files.items()))
    return report, {**files, "report.json": render_report(report, data)}


def render_background(graph: Graph, knowledge: Knowledge, data: Path) -> str:
    """What only the gazetteer knows of the things in ``graph``, and the ontology in ``data``."""
    appendix = [(data / name).read_text(encoding="utf-8") for name in _APPENDIX]
    known = knowledge.gazetteer.entities.values()
    return write_background(graph, known, load_ontology(data / "ontology.ttl"), appendix)


def render_report(report: Report, data: Path) -> str:
    """``report.json``, with the version of the ontology in ``data``."""
    ontology = load_ontology(data / "ontology.ttl")
    return write_report(report, {"summitkg": VERSION, "ontology": ontology.version})


def _page(graph: Graph, ontology: Ontology) -> str:
    from kg.page import render_page  # noqa: PLC0415 - its libraries take 600 ms to load

    return render_page(graph, ontology)
