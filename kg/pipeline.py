"""The flow, from files to outputs: find, read, extract, merge, settle, write.

The one module that composes the stages; none of them knows another.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.batches import join_batches, knowledge_at, read_batches, without_collector
from kg.documents import read_document
from kg.extraction import extract
from kg.files import find_files
from kg.merge import merge, settle
from kg.model import DataError, Problem
from kg.outputs import claim_folder, write_files
from kg.rendering import render
from kg.report import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.batches import Batch
    from kg.knowledge import Knowledge
    from kg.model import Document, Graph


def build(  # noqa: PLR0913 - options by name, each with a default
    paths: Sequence[str],
    output: str | Path,
    *,
    jobs: int | None = None,
    encoding: str = "",
    root: Path | None = None,
    follow_symlinks: bool = False,
    page: bool = True,
    progress: Callable[[int, int], None] | None = None,
    debug: bool = False,
) -> Report:
    """Read the files and folders ``paths`` and write the graph to the folder ``output``.

    ``jobs`` is the number of processes (0: one per core; None: decided by the work);
    ``encoding`` is forced on all files; ``root`` is another folder of knowledge; links out of
    the given folders are followed on request; without ``page`` there is no ``graph.html``;
    ``progress`` is called with the number of files
    done and of all. The same documents give the same bytes. Nothing is written when no document
    could be read. Raises DataError (knowledge), OutputError and FolderInUseError; what is wrong
    with single documents is in the report.
    """
    folder = Path(output)
    with claim_folder(folder), without_collector():
        found = tuple(find_files(paths, follow_symlinks=follow_symlinks))
        files = [file for file in found if file.problem is None]
        knowledge = knowledge_at(root)
        batches = read_batches(files, jobs, root=root, encoding=encoding, debug=debug)
        total = join_batches(_counted(batches, len(files), progress))
        graph = settle(total.extraction, knowledge.gazetteer)
        problems = (*total.problems, *(file.problem for file in found if file.problem))
        report = Report(graph, total.documents, tuple(sorted(problems)))
        if report.documents:
            report, outputs = render(report, knowledge, root, page=page)
            write_files(folder, outputs)
    return report


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


def _counted(
    batches: Iterable[Batch], files: int, progress: Callable[[int, int], None] | None
) -> Iterator[Batch]:
    """Pass the batches on and tell how many files are done."""
    done = 0
    for batch in batches:
        yield batch
        done += len(batch.documents) + len(batch.problems)
        if progress is not None:
            progress(done, files)
