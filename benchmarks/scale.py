"""What a build of many reports costs, stage by stage, and whether the cost of one stays the same.

    python benchmarks/scale.py FOLDER [--sizes N N ...] [--jobs N]

Makes so many reports from those in FOLDER (see reports.py) and builds a store of them. See
README.md beside this file for what the rows mean.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reports import write_reports

from kg.asking.disk_store import open_store
from kg.large import building

if TYPE_CHECKING:
    from collections.abc import Callable

#: The stages of ``kg.large.building`` in their order, by the names that the table gives them.
STAGES = {
    "find_inputs": "find",
    "read_all": "read",
    "name_all": "identify",
    "share_out": "share out",
    "join_heaps": "join",
    "frame_of": "arrange",
    "cut": "finish",
    "render_parts": "Turtle, check",
    "render_background": "background",
    "make_store": "store",
    "_page": "page",
}


def main() -> None:
    """Measure each size in a process of its own, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--sizes", type=int, nargs="+", default=[2_000, 20_000, 200_000])
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(measure(Path(args.folder), args.jobs)))
        return
    columns = [_run(args.folder, size, args.jobs) for size in args.sizes]
    for name in columns[0]:
        print(f"{name:<28}" + "".join(f"{column[name]:>14,.6g}" for column in columns))


def _run(folder: str, size: int, jobs: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as place:
        write_reports(folder, size, Path(place) / "reports")
        command = [sys.executable, __file__, place, "--one", "--jobs", str(jobs)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure(place: Path, jobs: int) -> dict[str, float]:
    """Milliseconds of CPU, bytes and counts per document."""
    reports, store, out = place / "reports", place / "store", place / "out"
    spent: dict[str, float] = {}
    for name, label in STAGES.items():
        setattr(building, name, _timed(getattr(building, name), label, spent))
    begin, start = time.perf_counter(), _cpu()
    report = building.build_store([str(reports)], out, store=store, jobs=jobs)
    total, clock = _cpu() - start, time.perf_counter() - begin
    number, facts = len(report.documents), report.tally.facts.total()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    triples = next(iter(open_store(store).query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")))[0].value
    return {
        "documents": number,
        "facts": facts,
        "facts a document": facts / number,
        "passages a fact": report.tally.evidence / facts,
        "triples a fact": int(triples) / facts,
        "things": len(report.graph.entities),
        **{f"ms {label}": 1000 * spent[label] / number for label in STAGES.values()},
        "ms CPU a document": 1000 * total / number,
        "ms clock a document": 1000 * clock / number,
        "MB largest process": peak,
        "bytes of text": _bytes(reports) / number,
        "bytes kept (cache)": _bytes(out, ".kg-cache*") / number,
        "bytes of store": _bytes(store) / number,
        "bytes of store a triple": _bytes(store) / int(triples),
    }


def _timed(stage: Callable[..., Any], label: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*args: Any, **options: Any) -> Any:
        start = _cpu()
        try:
            return stage(*args, **options)
        finally:
            spent[label] = spent.get(label, 0) + _cpu() - start

    return timed


def _cpu() -> float:
    """CPU seconds of this process and those it waited for."""
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _bytes(folder: Path, pattern: str = "*") -> int:
    return sum(path.stat().st_size for path in folder.rglob(pattern) if path.is_file())


if __name__ == "__main__":
    main()
