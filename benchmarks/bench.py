"""How fast a build is, in ratios that one run on one machine gives.

    python benchmarks/bench.py [FOLDER] [--rounds N]

See README.md beside this file for what the rows mean.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kg.building.batches import join_batches, read_files
from kg.building.records import Batch, unpack
from kg.pipeline import read_documents
from kg.sources.files import find_files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.sources.files import FoundFile

_SAMPLE = 100  # documents for posseg, which is slow
_STARTS = 9


def main() -> None:
    """Measure, and print one row after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default="../shared/corpus/wild")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    gc.disable()  # as in a build
    texts = [document.text for document in read_documents([args.folder])[0]]
    if not texts:
        sys.exit(f"no texts in {args.folder}")
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} documents, {size / 1e6:.1f} MB, {os.cpu_count()} cores")
    _compare_with_jieba(texts, args.folder, args.rounds)
    _compare_jobs(args.folder, args.rounds)
    _compare_again(args.folder, args.rounds)
    _compare_starts()


def _compare_with_jieba(texts: Sequence[str], folder: str, rounds: int) -> None:
    import jieba  # noqa: PLC0415
    import jieba.posseg  # noqa: PLC0415

    jieba.setLogLevel(60)
    list(jieba.posseg.cut("热身"))
    cut, (build, memory) = _alternate(texts, folder, rounds)
    sample = texts[:: max(1, len(texts) // _SAMPLE)]
    cut_sample = _best(lambda: [list(jieba.cut(text)) for text in sample], rounds)
    tag_sample = _best(lambda: [list(jieba.posseg.cut(text)) for text in sample], 1)
    files = [file for file in find_files([folder]) if file.problem is None]
    _read(files[:1], 1)
    reading = _best(lambda: _read(files, 1), 1)
    tagging = cut * tag_sample / cut_sample
    _row("jieba.cut", f"{cut:.2f} s")
    _row("jieba.posseg.cut", f"{tag_sample / cut_sample:.2f} × the time of jieba.cut")
    _row("build, one process", f"{build / cut:.2f} × the time of jieba.cut, {build:.2f} s")
    _row("", f"{build / tagging:.2f} × the time of jieba.posseg.cut")
    _row("build, reading only", f"{reading / cut:.2f} × the time of jieba.cut")
    _row("memory of the build", f"{memory:.0f} MB")


def _alternate(texts: Sequence[str], folder: str, rounds: int) -> tuple[float, tuple[float, float]]:
    """CPU seconds of jieba.cut, and of a build (with its memory): the best of several in turn."""
    import jieba  # noqa: PLC0415

    cuts, builds = [], []
    for _ in range(rounds):
        cuts.append(_best(lambda: [list(jieba.cut(text)) for text in texts], 1))
        builds.append(_build_anew(folder, 1, "--no-page")[1:])
    return min(cuts), min(builds)


def _compare_jobs(folder: str, rounds: int) -> None:
    """Alternate, so that what else the machine does meets both."""
    for name, options in (("two processes", ("--no-page",)), ("two, with the page", ())):
        times: dict[int, list[float]] = {1: [], 2: []}
        for _ in range(rounds):
            for jobs, found in times.items():
                found.append(_build_anew(folder, jobs, *options)[0])
        one, two = min(times[1]), min(times[2])
        _row(name, f"{one / two:.2f} × one process ({one:.1f} s, {two:.1f} s)")
    files = [file for file in find_files([folder]) if file.problem is None]
    reading = {
        jobs: _best(lambda jobs=jobs: _read(files, jobs), rounds, time.perf_counter)
        for jobs in (1, 2)
    }
    _row("two, reading only", f"{reading[1] / reading[2]:.2f} × one process")


def _read(files: Sequence[FoundFile], jobs: int) -> Batch:
    outcomes = (outcome for chunk in read_files(files, jobs) for outcome in chunk)
    return join_batches(unpack(outcome.data, Batch) for outcome in outcomes)


def _compare_again(folder: str, rounds: int) -> None:
    """CPU seconds of a build, of the same again, and with one file more."""
    with tempfile.TemporaryDirectory() as output, tempfile.TemporaryDirectory() as more:
        full = _build(folder, 1, output)[1]
        again = min(_build(folder, 1, output)[1] for _ in range(rounds))
        (Path(more) / "more.txt").write_text("上海合作组织比什凯克峰会举行。", encoding="utf-8")
        one = _build(folder, 1, output, more)[1]
    _row("nothing changed", f"{again / full:.2f} × a full build, {again:.2f} s")
    _row("one file more", f"{one / full:.2f} × a full build, {one:.2f} s")


def _compare_starts() -> None:
    bare = _start("-c", "pass")
    shown = _start("-m", "kg", "--help")
    _row("kg --help", f"{shown / bare:.1f} × bare Python, {(shown - bare) * 1000:.0f} ms more")
    told = _start("-m", "kg", "explain", "法国总统德高乐出席二十国集团领导人杭州峰会。")
    _row("one sentence", f"{told / bare:.0f} × bare Python, {told:.2f} s")


def _start(*arguments: str) -> float:
    return statistics.median(
        _best(
            lambda: subprocess.run(
                [sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL
            ),
            1,
            time.perf_counter,
        )
        for _ in range(_STARTS)
    )


def _build_anew(folder: str, jobs: int, *options: str) -> tuple[float, float, float]:
    with tempfile.TemporaryDirectory() as output:
        return _build(folder, jobs, output, *options)


def _build(folder: str, jobs: int, output: str, *more: str) -> tuple[float, float, float]:
    """Seconds, CPU seconds and largest resident size (MB) of a whole build in its own process."""
    command = ["-m", "kg", "build", folder, *more, "-o", output, "--quiet"]
    start = time.perf_counter()
    pid = os.posix_spawn(
        sys.executable,
        [sys.executable, *command, "--jobs", str(jobs)],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)],
    )
    usage = os.wait4(pid, 0)[2]
    seconds = time.perf_counter() - start
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit


def _best(
    work: Callable[[], object], rounds: int, clock: Callable[[], float] = time.process_time
) -> float:
    times = []
    for _ in range(rounds):
        start = clock()
        work()
        times.append(clock() - start)
    return min(times)


def _row(name: str, value: str) -> None:
    print(f"{name:<24}{value}")


if __name__ == "__main__":
    main()
