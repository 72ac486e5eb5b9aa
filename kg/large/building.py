"""``kg build --store``: the flow, from files to a store on the disk.

The stages are those of every build, in the same order, and the store holds the triples that
``graph.ttl`` and ``background.ttl`` would hold. But statements pass through the disk in heaps,
so that memory holds the things and the documents, and of the facts one heap at a time.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.asking.disk_store import open_store
from kg.building.batches import Manner, choose_jobs, without_collector
from kg.building.cache import open_cache
from kg.building.fingerprint import reader_fingerprint
from kg.building.incremental import find_inputs, forget_others, read_all
from kg.building.rendering import render_background, render_report
from kg.building.report import Report
from kg.building.shares import Style
from kg.large.joining import frame_of, join_heaps, join_light, share_out
from kg.large.placing import check_place, make_store, put_store, workspace
from kg.large.spool import Spool
from kg.large.writing import cut, render_parts
from kg.merging.merge import name_all
from kg.model import Graph, Problem
from kg.ontology import ontology_folder
from kg.process.outputs import OutputError, claim_folder, write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kg.building.incremental import Inputs, Read
    from kg.building.records import Batch
    from kg.gazetteers.gazetteer import Gazetteer
    from kg.large.joining import Frame
    from kg.ontology import Ontology
    from kg.reading.knowledge import Knowledge

#: Bytes of statements on one heap. As records, as Turtle and while it is checked, it takes
#: some thirty times as much memory.
_HEAP = 1 << 20


def build_store(  # noqa: PLR0913 - options by name, most with a default
    paths: Sequence[str],
    output: str | Path,
    *,
    store: str | Path,
    jobs: int | None = None,
    encoding: str = "",
    root: Path | None = None,
    follow_symlinks: bool = False,
    page: bool = True,
    fresh: bool = False,
    progress: Callable[[int, int], None] | None = None,
    debug: bool = False,
) -> Report:
    """Read ``paths``, write the graph to the folder ``store``, page and report to ``output``.

    The store holds what ``graph.ttl`` and ``background.ttl`` would; the graph of the report has
    no facts, they are counted ``elsewhere``. The options are those of ``kg.pipeline.build``.
    Raises DataError, OutputError and FolderInUseError.
    """
    folder, place = Path(output), Path(store)
    _check_places(folder, place)
    manner = Manner(root, encoding, reader_fingerprint(root), debug=debug)
    with ExitStack() as stack:
        stack.enter_context(claim_folder(folder))
        told = Spool(stack.enter_context(workspace(place)), "told")
        stack.enter_context(without_collector())
        cache = stack.enter_context(open_cache(folder, fresh=fresh))
        inputs = find_inputs(paths, manner, page=page, follow_symlinks=follow_symlinks)
        known, join = inputs.keys(cache), partial(join_light, told)
        read = read_all(inputs, known, cache, jobs, progress, join=join)
        report = _begin(inputs, read)
        if report.documents:
            forget_others(cache, inputs)
            style = Style(root or ontology_folder(), manner.reader)
            beside = choose_jobs(jobs, len(inputs.files))
            report, made = _make(report, read, told, manner.knowledge(), style, beside)
            report, outputs = _outputs(report, made, style, page=page)
            write_files(folder, outputs, first=partial(put_store, made, place))
    return replace(report, notes=(*cache.notes, *_stale(folder)))


def _stale(folder: Path) -> Iterator[Problem]:
    """A word about a graph of an earlier build, which others would take for this one."""
    for name in ("graph.ttl", "background.ttl"):
        if (folder / name).exists():
            yield Problem("warning", "stale", name, "is of another build: this one is in the store")


def _check_places(folder: Path, place: Path) -> None:
    """Raise OutputError before anything is made if either must not lie there."""
    check_place(place)
    if folder.resolve().is_relative_to(place.resolve()):
        raise OutputError(folder, "the output folder cannot be in the store, which is replaced")


def _begin(inputs: Inputs, read: Read) -> Report:
    """What is known when all is read."""
    problems = tuple(sorted((*read.total.problems, *inputs.problems)))
    return Report(Graph(), read.total.documents, problems, unchanged=read.unchanged)


def _make(  # noqa: PLR0913, PLR0917 - what was found, where it lies, how it is written
    report: Report, read: Read, told: Spool, knowledge: Knowledge, style: Style, jobs: int
) -> tuple[Report, Path]:
    """Join what lies on the heap ``told``; the report, and the store that was made of it."""
    frame, joined = _join(read.total, told, knowledge.gazetteer)
    paths, numbers = cut(frame, joined, told.folder)
    parts = render_parts(paths, style, jobs)
    background = told.folder / "background.ttl"
    background.write_text(render_background(frame.graph, knowledge, style), encoding="utf-8")
    made = make_store(told.folder, [*(part.path for part in parts), background])
    faults = tuple(sorted({fault for part in parts for fault in part.faults}))
    return replace(report, graph=frame.graph, faults=faults, elsewhere=numbers), made


def _join(total: Batch, told: Spool, gazetteer: Gazetteer) -> tuple[Frame, Spool]:
    """The graph but for its facts, and the facts, joined, on heaps."""
    naming = name_all(total.extraction, gazetteer)
    heaps = Spool(told.folder, "heap", told.size // _HEAP + 1)
    share_out(told, naming, heaps)
    joined = Spool(told.folder, "joined", heaps.heaps)
    return frame_of(total, naming, join_heaps(heaps, joined)), joined


def _outputs(
    report: Report, made: Path, style: Style, *, page: bool
) -> tuple[Report, Mapping[str, str]]:
    """The texts beside the store: the page of its most important part, and the report itself."""
    pages = {"graph.html": _page(made, style.standard().ontology)} if page else {}
    report = replace(report, files=tuple(pages.items()))
    return report, {**pages, "report.json": render_report(report, style)}


def _page(made: Path, ontology: Ontology) -> str:
    from kg.asking.store_part import read_part  # noqa: PLC0415
    from kg.page import render_part  # noqa: PLC0415 - its libraries take 600 ms to load

    return render_part(read_part(open_store(made), ontology), ontology)
