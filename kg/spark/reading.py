"""Reports to batches on the executors: the same reader and the same ``extract`` as anywhere.

A batch is a pure function of labels and contents. So it does not matter how files are shared
out, and whatever is computed twice (a lost executor, a speculative twin) comes out the same.
"""

from __future__ import annotations

import gc
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.building.batches import Manner, join_batches, read_content, read_files, without_collector
from kg.building.records import Batch, unpack
from kg.sources.files import find_files
from kg.spark.remote import find_remote, is_url, read_remote
from kg.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyspark import RDD
    from pyspark.sql import SparkSession

    from kg.model import Problem
    from kg.sources.files import FoundFile

#: Files per task; fewer where that leaves cores idle. A second of work or more hides what
#: starting a task costs.
_FILES = 1000
_TASKS_PER_CORE = 4


class Order(NamedTuple):
    """How files are read; ``version`` is that of the program that asks for it."""

    manner: Manner = Manner()
    version: str = VERSION

    def accept(self) -> Manner:
        """What a worker does; it refuses to read with another version: two minds, one graph."""
        if self.version != VERSION:
            raise RuntimeError(f"a worker has summitkg {VERSION}, not {self.version}")
        return self.manner


class Inputs(NamedTuple):
    """What the files yielded, one batch per partition, and what is known not to be read."""

    batches: RDD[Batch]
    problems: tuple[Problem, ...]


def read_inputs(
    spark: SparkSession, paths: Sequence[str], order: Order, *, follow_symlinks: bool = False
) -> Inputs:
    """The batches of all files at ``paths``: plain ones as everywhere, URLs by Spark.

    Files at plain paths are opened by the workers, who must see them under the same path.
    """
    plain = [path for path in paths if not is_url(path)]
    found = tuple(find_files(plain, follow_symlinks=follow_symlinks))
    # Workers have another working folder.
    files = [
        replace(file, path=str(Path(file.path).absolute())) for file in found if not file.problem
    ]
    problems = [file.problem for file in found if file.problem]
    context = spark.sparkContext
    tasks = max(len(files) // _FILES, min(len(files), _TASKS_PER_CORE * context.defaultParallelism))
    batches = context.parallelize(files, max(1, tasks)).mapPartitions(partial(_read_files, order))
    remote = find_remote(spark, [path for path in paths if is_url(path)])
    if remote.place.roots:
        read = partial(_read_content, order)
        batches = batches.union(read_remote(spark, remote.place, read).mapPartitions(_joined))
        problems += join_batches(read(file, b"") for file in remote.empty).problems
    return Inputs(batches, (*problems, *remote.problems))


def _read_files(order: Order, files: Iterable[FoundFile]) -> Iterator[Batch]:
    manner = order.accept()
    gc.freeze()  # Spark has every worker search all it holds after each task: not what we know
    with without_collector():
        read = (outcome for some in read_files(tuple(files), 1, manner) for outcome in some)
        yield join_batches(unpack(outcome.data, Batch) for outcome in read)


def _read_content(order: Order, file: FoundFile, data: bytes) -> Batch:
    return unpack(read_content(file, data, order.accept()).data, Batch)


def _joined(batches: Iterable[Batch]) -> Iterator[Batch]:
    with without_collector():
        yield join_batches(batches)
