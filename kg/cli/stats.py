"""``kg stats``: a graph in figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.exits import Exit
from kg.cli.terminal import add_json, count, pad, show, show_json

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Iterable

    from kg.model import Graph
    from kg.writing.network import Statistics

_NAME = 44


def add_parser(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "stats",
        help="figures of a graph: counts, central things, who met whom",
        description="Figures of a graph: things per class, facts per property, the things with "
        "most facts and on most paths, communities, and which leaders met how often.",
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "graph", nargs="?", type=Path, default=Path("output/graph.ttl"), metavar="GRAPH",
        help="Turtle file (default: output/graph.ttl)",
    )  # fmt: skip
    parser.add_argument("--top", type=count, default=10, metavar="N", help="rows per table")
    add_json(parser)


def run(args: Namespace) -> Exit:
    """Measure the graph."""
    from kg.writing.load import load_graph  # noqa: PLC0415 - `kg --help` does not need it
    from kg.writing.network import measure  # noqa: PLC0415

    args.graph.stat()  # an OSError if it is not there
    graph = load_graph(args.graph)
    statistics = measure(graph, args.top)
    if args.json:
        show_json({**_counts(graph), "network": statistics})
    else:
        _show(graph, statistics)
    return Exit.OK


def _counts(graph: Graph) -> dict[str, object]:
    from kg.building.report import count_classes, tally  # noqa: PLC0415

    return {"classes": count_classes(graph), "properties": tally(graph.statements).properties}


def _show(graph: Graph, statistics: Statistics) -> None:
    from kg.building.report import count_classes, tally  # noqa: PLC0415

    _table("things per class", count_classes(graph).items())
    rows = ((name, " ".join(f"{n} {kind}" for kind, n in found.items()))
            for name, found in tally(graph.statements).properties.items())  # fmt: skip
    _table("facts per property", rows)
    _table("most facts", statistics.degree)
    _table(
        "on most shortest paths", ((name, f"{share:.4f}") for name, share in statistics.betweenness)
    )
    _table("met most often", ((f"{one}, {two}", times) for one, two, times in statistics.met))
    show("communities")
    for number, members in enumerate(statistics.communities, 1):
        show(f"  {number}. {', '.join(members)}")


def _table(title: str, rows: Iterable[tuple[str, object]]) -> None:
    show(title)
    for name, value in rows:
        show(f"  {pad(name, _NAME)}{value}")
    show("")
