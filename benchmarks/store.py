"""The named queries over a store on the disk beside the same graph in memory.

    python benchmarks/store.py GRAPH [--triples N] [--rounds N]

See README.md beside this file for what the rows mean.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

import pyoxigraph as ox
from serve import multiply

from kg.asking.disk_store import open_store
from kg.asking.questions import read_questions
from kg.large.placing import make_store, put_store, workspace


def main() -> None:
    """Measure, and print one row for each query."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--triples", type=int, default=400_000)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        big = Path(folder) / "big.ttl"
        print(f"{multiply(args.graph, big, args.triples):,} triples")
        compare(*_stores(big, Path(folder) / "store"), args.rounds)


def _stores(graph: Path, folder: Path) -> tuple[ox.Store, ox.Store]:
    memory = ox.Store()
    memory.bulk_load(path=str(graph), format=ox.RdfFormat.TURTLE)
    with workspace(folder) as work:
        put_store(make_store(work, [graph]), folder)
    return memory, open_store(folder)


def compare(memory: ox.Store, disk: ox.Store, rounds: int) -> None:
    """CPU seconds of each query by turns: the median in memory, on the disk, and their ratio."""
    ratios, totals = [], [0.0, 0.0]
    for name, question in read_questions().items():
        times = [[_ask(store, question.text) for store in (memory, disk)] for _ in range(rounds)]
        one, other = (statistics.median(column) for column in zip(*times, strict=True))
        ratios.append(other / one)
        totals = [totals[0] + one, totals[1] + other]
        print(f"{name:20} {one * 1000:8.1f} ms {other * 1000:8.1f} ms {other / one:6.2f}")
    print(f"median of the ratios {statistics.median(ratios):.2f}, all {totals[1] / totals[0]:.2f}")


def _ask(store: ox.Store, query: str) -> float:
    start = getrusage(RUSAGE_SELF)
    store.query(query).serialize(format=ox.QueryResultsFormat.JSON)
    end = getrusage(RUSAGE_SELF)
    return end.ru_utime - start.ru_utime + end.ru_stime - start.ru_stime


if __name__ == "__main__":
    main()
