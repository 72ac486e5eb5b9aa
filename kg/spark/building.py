"""``kg build --engine spark``: the flow, from paths and URLs to outputs.

To a folder of this machine: the same ``graph.ttl``, ``background.ttl``, ``graph.html`` and
``report.json``, byte for byte, as a build without Spark, and beside them ``graph.nq/`` and
``tables/`` in parts. To a URL: only the parts, and the driver never holds the evidence; they
hold what the exports of the one graph would hold, but the whole is not checked against the
shapes, since that needs all of it in one place.

What limits it: the driver holds the things of every report by name (identity is decided there),
every fact without its evidence, and the titles of documents; each worker the keys of things, and
the passages of any one fact.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.building.batches import Manner, knowledge_at, without_collector
from kg.building.rendering import render
from kg.building.report import Report
from kg.building.shares import Style
from kg.ontology import ontology_folder
from kg.process.outputs import claim_folder, write_files
from kg.spark.merging import collect_documents, identify, join_facts, settle_facts
from kg.spark.reading import Order, read_inputs
from kg.spark.remote import is_url
from kg.spark.session import open_session
from kg.spark.writing import place_parts, stage_parts, write_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyspark import RDD
    from pyspark.sql import SparkSession

    from kg.model import Statement
    from kg.spark.reading import Inputs


def build(  # noqa: PLR0913 - options by name, each with a default
    paths: Sequence[str],
    output: str,
    *,
    master: str = "",
    encoding: str = "",
    follow_symlinks: bool = False,
    page: bool = True,
    parts: bool = True,
    debug: bool = False,
) -> Report:
    """Read ``paths`` (plain ones and URLs) and write the graph to ``output``, folder or URL.

    ``master`` is Spark's (``local[2]``, ``spark://…``; empty: as Spark is configured); a running
    session is used as it is. Without ``parts`` a folder gets no ``graph.nq/`` and ``tables/``.
    The other options are those of ``kg.pipeline.build``. The report
    of a build to a URL has facts without evidence. Raises SparkError, too.
    """
    order = Order(Manner(encoding=encoding, debug=debug))
    with _claimed(output), without_collector(), open_session(master) as spark:
        inputs = read_inputs(spark, paths, order, follow_symlinks=follow_symlinks)
        report, facts = _merge(inputs, whole=not is_url(output))
        if not report.documents:
            return report
        if is_url(output):
            write_parts(spark, facts, report.graph, output.rstrip("/"))
            return report
        return _write(spark, report, facts if parts else None, Path(output), page=page)


@contextmanager
def _claimed(output: str) -> Iterator[None]:
    """Hold a folder of this machine; at a URL, Spark's own ``_SUCCESS`` must do."""
    if is_url(output):
        yield
    else:
        with claim_folder(Path(output)):
            yield


def _merge(inputs: Inputs, *, whole: bool) -> tuple[Report, RDD[Statement]]:
    """What the build found, and the finished facts where they are."""
    batches = inputs.batches.persist()
    read = collect_documents(batches)
    naming = identify(batches, read, knowledge_at(None).gazetteer)
    facts = join_facts(batches, naming.keys).persist()
    graph, finished = settle_facts(facts, naming, read, whole=whole)
    problems = tuple(sorted((*inputs.problems, *read.problems)))
    return Report(graph, read.documents, problems), finished


def _write(
    spark: SparkSession, report: Report, facts: RDD[Statement] | None, folder: Path, *, page: bool
) -> Report:
    """Have the workers write ``facts`` in parts while the whole is rendered; put all in place."""
    with ThreadPoolExecutor(1) as beside:
        parts = facts and beside.submit(stage_parts, spark, facts, report.graph, folder)
        report, outputs = render(report, knowledge_at(None), Style(ontology_folder()), page=page)
        if parts:
            parts.result()
            place_parts(folder)
    write_files(folder, outputs)
    return report
