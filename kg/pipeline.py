"""The flow, from files to outputs: find, read, extract, merge, settle, write.

The one module that composes the stages; none of them knows another.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.building.batches import Manner, choose_jobs, without_collector
from kg.building.cache import open_cache
from kg.building.fingerprint import reader_fingerprint
from kg.building.incremental import find_inputs, read_all, recall, remember
from kg.building.rendering import render
from kg.building.report import Report
from kg.building.shares import Style
from kg.merging.merge import merge, settle
from kg.model import DataError, Problem
from kg.ontology import ontology_folder
from kg.process.outputs import claim_folder, write_files
from kg.reading.extraction import extract
from kg.sources.documents import read_document
from kg.sources.files import find_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.building.cache import Cache
    from kg.building.incremental import Inputs
    from kg.model import Document, Graph
    from kg.reading.knowledge import Knowledge


def build(  # noqa: PLR0913 - options by name, each with a default
    paths: Sequence[str],
    output: str | Path,
    *,
    jobs: int | None = None,
    encoding: str = "",
    root: Path | None = None,
    follow_symlinks: bool = False,
    page: bool = True,
    fresh: bool = False,
    progress: Callable[[int, int], None] | None = None,
    debug: bool = False,
) -> Report:
    """Read the files and folders ``paths`` and write the graph to the folder ``output``.

    ``jobs`` is the number of processes (0: one per core; None: decided by the work);
    ``encoding`` is forced on all files; ``root`` is another folder of knowledge; links out of
    the given folders are followed on request; without ``page`` there is no ``graph.html``.
    Only what changed since the last build into ``output`` is read, all of it with ``fresh``;
    ``progress`` is called with the number of files done and of all. The same documents give the
    same bytes, whatever was there before. Nothing is written when no document could be read.
    Raises DataError (knowledge), OutputError and FolderInUseError; what is wrong with single
    documents is in the report.
    """
    folder = Path(output)
    manner = Manner(root, encoding, reader_fingerprint(root), debug=debug)
    with claim_folder(folder), without_collector(), open_cache(folder, fresh=fresh) as cache:
        inputs = find_inputs(paths, manner, page=page, follow_symlinks=follow_symlinks)
        keys = inputs.keys(cache)
        report = recall(cache, inputs, keys, folder)
        if report is None:
            report, keys = _read(inputs, keys, cache, jobs, progress)
            if report.documents:
                report, outputs = _render(report, inputs, cache, jobs)
                write_files(folder, outputs)
                remember(cache, inputs, keys, report, outputs)
    return replace(report, notes=tuple(cache.notes))


def _read(
    inputs: Inputs,
    known: list[str],
    cache: Cache,
    jobs: int | None,
    progress: Callable[[int, int], None] | None,
) -> tuple[Report, list[str]]:
    """What the files say, and their keys; what only settling needs is let go of."""
    read = read_all(inputs, known, cache, jobs, progress)
    graph = settle(read.total.extraction, inputs.manner.knowledge().gazetteer)
    problems = tuple(sorted((*read.total.problems, *inputs.problems)))
    return Report(graph, read.total.documents, problems, unchanged=read.unchanged), read.keys


def _render(
    report: Report, inputs: Inputs, cache: Cache, jobs: int | None
) -> tuple[Report, Mapping[str, str]]:
    """The report with what the checks found, and the outputs by name."""
    manner = inputs.manner
    style = Style(manner.root or ontology_folder(), manner.reader)
    jobs = choose_jobs(jobs, len(inputs.files))
    return render(report, manner.knowledge(), style, page=inputs.page, jobs=jobs, cache=cache)


def read_documents(paths: Sequence[str]) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """The documents at ``paths``, and the problems of those that could not be read."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for file in find_files(paths):
        try:
            if file.problem is None:
                documents.append(read_document(file.path, label=file.label, index=file.index))
            elif file.problem.level == "error":
                problems.append(file.problem)
        except DataError as error:
            problems.append(Problem("error", error.key, file.label, error.reason))
    return tuple(documents), tuple(problems)


def build_graph(documents: Iterable[Document], knowledge: Knowledge) -> Graph:
    """The graph of ``documents``, in this process and without any file."""
    extractions = [extract(document, knowledge) for document in documents]
    return settle(merge(extractions), knowledge.gazetteer)
