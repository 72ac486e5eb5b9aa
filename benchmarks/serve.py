"""How fast ``kg serve`` answers, beside others, and how it bears many clients.

    python benchmarks/serve.py GRAPH [--triples N] [--rounds N] [--seconds N]

See README.md beside this file for what the rows mean.
"""

from __future__ import annotations

import argparse
import http.client
import json
import math
import multiprocessing
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import urlopen

import pyoxigraph as ox

from kg.asking.questions import read_questions
from kg.namespaces import ID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OURS, _OTHER = ("/sparql", "kg serve"), ("/query", "Oxigraph")
_PATIENCE = 30  # seconds for one query of rdflib's engine
_CLIENTS, _PROCESSES, _RUNAWAYS = 32, 4, 4
_SETTLED = 10  # seconds after which the queries without end are stopped and their memory is free
_RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h }"
_JSON = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Accept": "application/sparql-results+json",
}
_COMMON = re.compile(rf"<{re.escape(ID)}((?!country/|city/)[^>]+)>")
_LABEL = re.compile(r'(#label> "[^"]*)"')


def main() -> None:
    """Measure, and print one row after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=60)
    args = parser.parse_args()
    queries = {name: question.text for name, question in read_questions().items()}
    with tempfile.TemporaryDirectory() as folder:
        big = Path(folder) / "big.ttl"
        print(f"{multiply(args.graph, big, args.triples):,} triples")
        with kg_serve(big) as process, oxigraph(big, Path(folder)) as other:
            ours = _port(process)
            times = compare(ours, other, queries, args.rounds)
            compare_rdflib(big, queries, times)
            for runaways in (0, _RUNAWAYS):
                before = memory(process.pid)
                load(ours, list(queries.values()), args.seconds, runaways)
                time.sleep(_SETTLED)
                print(f"memory: {before:.0f} MB before, {memory(process.pid):.0f} MB after")
        print(f"cold start of kg query: {cold_start(args.graph):.2f} s")


def multiply(graph: Path, target: Path, triples: int) -> int:
    """Write a graph of copies: other things and facts each, in the same countries and cities."""
    store = ox.Store()
    store.load(path=str(graph), format=ox.RdfFormat.TURTLE)
    body = ox.serialize((quad.triple for quad in store), format=ox.RdfFormat.N_TRIPLES)
    lines = sorted(body.decode().splitlines())
    count = len(lines)
    with target.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
        for copy in range(1, max(2, round(triples / len(lines)))):
            renamed = [(_rename(line, copy), line) for line in lines]
            new = [text for text, line in renamed if text.split(" ", 1)[0] != line.split(" ", 1)[0]]
            file.writelines(f"{line}\n" for line in new)
            count += len(new)
    return count


def _rename(line: str, copy: int) -> str:
    return _LABEL.sub(rf'\1 {copy}"', _COMMON.sub(rf"<{ID}\1-{copy}>", line))


# -- servers ----------------------------------------------------------------------------------


@contextmanager
def kg_serve(graph: Path) -> Iterator[subprocess.Popen[str]]:
    """Our server."""
    command = [sys.executable, "-m", "kg", "serve", str(graph), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


def _port(process: subprocess.Popen[str]) -> int:
    """The port that it says it listens on."""
    assert process.stdout  # noqa: S101 - a pipe, see above
    return int(process.stdout.readline().rpartition(":")[2].partition("/")[0])


def memory(pid: int) -> float:
    """Megabytes of a process and all below it, what they share counted once (PSS)."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except ProcessLookupError:  # it ended while we looked
        return 0
    own = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return own / 1024 + sum(memory(int(child)) for child in children)


@contextmanager
def oxigraph(graph: Path, folder: Path) -> Iterator[int]:
    """The port of a server of Oxigraph with the same triples in an optimised store."""
    program = Path(sys.executable).with_name("oxigraph")
    place = ["--location", str(folder / "store")]
    subprocess.run([program, "load", *place, "--file", graph], check=True, capture_output=True)
    subprocess.run([program, "optimize", *place], check=True, capture_output=True)
    port = 17878
    command = [program, "serve-read-only", *place, "--bind", f"localhost:{port}"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(port)
            yield port
        finally:
            process.terminate()


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            urlopen(f"http://localhost:{port}/", timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return


# -- one client -------------------------------------------------------------------------------


class Client:
    """One connection that is kept."""

    def __init__(self, port: int, path: str) -> None:
        """Connect at the first query."""
        self.path = path
        self.connection = http.client.HTTPConnection("localhost", port, timeout=120)

    def ask(self, query: str) -> tuple[float, int, bytes]:
        """Seconds, status and body."""
        begin = time.perf_counter()
        self.connection.request("POST", self.path, urlencode({"query": query}), _JSON)
        response = self.connection.getresponse()
        body = response.read()
        return time.perf_counter() - begin, response.status, body


def compare(ours: int, other: int, queries: Mapping[str, str], rounds: int) -> dict[str, float]:
    """Each query by turns, the best of each; a comment makes each text new to our cache."""
    clients = Client(ours, _OURS[0]), Client(other, _OTHER[0])
    best: dict[str, float] = {}
    ratios = []
    for name, query in queries.items():
        texts = [f"{query}\n# {number}" for number in range(rounds)]
        answers = [[client.ask(text) for client in clients] for text in texts]
        if {_rows(body) for pair in answers for _, _, body in pair} != {_rows(answers[0][0][2])}:
            sys.exit(f"{name}: the answers differ")
        mine, theirs = (min(pair[place][0] for pair in answers) for place in (0, 1))
        best[name] = mine
        ratios.append(mine / theirs)
        print(f"  {name:20} {1000 * mine:8.1f} ms {1000 * theirs:8.1f} ms {ratios[-1]:6.2f}")
    print(f"kg serve / Oxigraph server: median {statistics.median(ratios):.2f}")
    return best


def _rows(body: bytes) -> int:
    return len(json.loads(body)["results"]["bindings"])


def compare_rdflib(graph: Path, queries: Mapping[str, str], ours: Mapping[str, float]) -> None:
    """The engine of rdflib in one process, each query with a limit."""
    script = (
        "import rdflib,sys,time,signal,json\n"
        "graph = rdflib.Graph().parse(sys.argv[1], format='nt')\n"
        "def stop(*_): raise TimeoutError\n"
        "signal.signal(signal.SIGALRM, stop)\n"
        "for name, query in json.load(sys.stdin).items():\n"
        f"    begin = time.perf_counter(); signal.alarm({_PATIENCE})\n"
        "    try: len(list(graph.query(query)))\n"
        "    except TimeoutError: pass\n"
        "    signal.alarm(0); print(name, time.perf_counter() - begin)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, graph],
        input=json.dumps(queries), text=True, capture_output=True, check=True,
    )  # fmt: skip
    times = dict(line.split() for line in done.stdout.splitlines())
    ratios = [float(seconds) / ours[name] for name, seconds in times.items()]
    stopped = sum(float(seconds) >= _PATIENCE for seconds in times.values())
    print(f"rdflib / kg serve: median {statistics.median(ratios):.0f}, "
          f"{stopped} of {len(ratios)} stopped after {_PATIENCE} s")  # fmt: skip


# -- many clients -----------------------------------------------------------------------------


def load(port: int, queries: list[str], seconds: int, runaways: int) -> None:
    """Many clients at once, with some queries going on that never end."""
    stop = time.time() + seconds
    for number in range(runaways):
        Thread(target=_run_away, args=(port, number, stop), daemon=True).start()
    with multiprocessing.get_context("spawn").Pool(_PROCESSES) as pool:
        jobs = [(port, queries, stop, number) for number in range(_PROCESSES)]
        parts = pool.starmap(_clients, jobs)
    times = sorted(second for part in parts for second in part[0])
    errors = Counter(status for part in parts for status in part[1])
    rank = times[math.ceil(0.99 * len(times)) - 1]
    print(f"{_CLIENTS} clients, {seconds} s, {runaways} queries without end: {len(times)} answers, "
          f"errors {dict(errors)}, median {1000 * statistics.median(times):.0f} ms, "
          f"p99 {1000 * rank:.0f} ms, longest {1000 * times[-1]:.0f} ms")  # fmt: skip


def _run_away(port: int, number: int, stop: float) -> None:
    while time.time() < stop:
        Client(port, _OURS[0]).ask(f"{_RUNAWAY} # {number}")


def _clients(
    port: int, queries: list[str], stop: float, number: int
) -> tuple[list[float], list[int]]:
    times: list[float] = []
    errors: list[int] = []

    def go_on(first: int) -> None:
        client = Client(port, _OURS[0])
        place = first
        while time.time() < stop:
            place += 1
            took, status, _ = client.ask(queries[place % len(queries)])
            times.append(took)
            errors.extend([status] if status != http.HTTPStatus.OK else [])

    threads = [
        Thread(target=go_on, args=(7 * number + 3 * i,)) for i in range(_CLIENTS // _PROCESSES)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, errors


def cold_start(graph: Path) -> float:
    """Seconds for the first answer of ``kg query``, from nothing; best of five."""
    command = [sys.executable, "-m", "kg", "query", "hosts", "-g", str(graph)]
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - begin)
    return min(times)


if __name__ == "__main__":
    main()
