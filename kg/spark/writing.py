"""The partitioned outputs, ``graph.nq/`` and ``tables/``, by Spark's own writers."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from pyspark.sql.types import LongType, StringType, StructField, StructType

from kg.process.outputs import OutputError
from kg.spark.parts import quads, tables
from kg.spark.remote import delete

if TYPE_CHECKING:
    from pathlib import Path

    from pyspark import RDD
    from pyspark.sql import SparkSession

    from kg.model import Graph, Statement
    from kg.writing.csv_tables import Table

QUADS, TABLES = "graph.nq", "tables"
#: Where the parts of a local build wait until all is done; hidden like all that is staged.
_STAGE = ".kg-parts.tmp"


def write_parts(spark: SparkSession, facts: RDD[Statement], graph: Graph, url: str) -> int:
    """Write both below the folder ``url``, in the place of old ones; the number of N-Quads parts.

    ``_SUCCESS`` in a folder says that it is complete.
    """
    delete(spark, f"{url}/{QUADS}")
    lines = quads(facts, graph)
    lines.saveAsTextFile(f"{url}/{QUADS}")
    for table, rows in tables(facts, graph):
        frame = spark.createDataFrame(rows, _schema(table), verifySchema=False)
        frame.write.mode("overwrite").parquet(f"{url}/{TABLES}/{table.name}")
    return lines.getNumPartitions()


def stage_parts(spark: SparkSession, facts: RDD[Statement], graph: Graph, folder: Path) -> None:
    """Write both to a hidden folder in ``folder``, a folder that every worker sees."""
    stage = folder / _STAGE
    shutil.rmtree(stage, ignore_errors=True)
    parts = write_parts(spark, facts, graph, f"file://{stage.resolve()}")
    if len(list((stage / QUADS).glob("part-*"))) != parts:
        # A worker elsewhere has written to a disk of its own, and nobody would ever miss it.
        raise OutputError(folder, "is not the same folder for all workers")


def place_parts(folder: Path) -> None:
    """Put what was staged in the place of the old. Raises OutputError."""
    stage = folder / _STAGE
    try:
        (folder / TABLES).mkdir(exist_ok=True)
        for new in (stage / QUADS, *sorted((stage / TABLES).iterdir())):
            place = folder / new.relative_to(stage)
            if place.exists():
                shutil.rmtree(place)
            new.rename(place)
        shutil.rmtree(stage)
    except OSError as error:
        raise OutputError(folder, f"cannot be written ({error.strerror or error})") from error


def _schema(table: Table) -> StructType:
    """Columns with what they hold as comments."""
    kinds: dict[bool, Any] = {True: LongType(), False: StringType()}
    return StructType(
        [
            StructField(
                name, kinds[name in table.numbers], nullable=False, metadata={"comment": text}
            )
            for name, text in table.columns
        ]
    )
