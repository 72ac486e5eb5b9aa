"""``kg score``: precision and recall of a graph against a gold standard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.exits import Exit
from kg.cli.terminal import add_json, show, show_json

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction


def add_parser(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "score",
        help="compare a graph with a gold standard",
        description="Precision, recall and F1 per class and property of a graph against a "
        "gold standard: a folder with entities.tsv and facts.tsv.",
    )
    parser.set_defaults(run=run)
    parser.add_argument("gold", type=Path, metavar="GOLD", help="folder of the gold standard")
    parser.add_argument(
        "graph", nargs="?", type=Path, default=Path("output/graph.ttl"), metavar="GRAPH",
        help="Turtle file (default: output/graph.ttl)",
    )  # fmt: skip
    parser.add_argument("--errors", action="store_true", help="list what is wrong or missing")
    add_json(parser)


def run(args: Namespace) -> Exit:
    """Score, and show the table."""
    from kg.checking.score import score  # noqa: PLC0415 - `kg --help` does not need it

    args.graph.stat()  # an OSError if it is not there
    result = score(args.gold, args.graph)
    if args.json:
        show_json(result.to_json() | ({"errors": result.errors} if args.errors else {}))
        return Exit.OK
    for line in result.to_text().splitlines():
        show(line)
    for error in result.errors if args.errors else ():
        show("  ".join(error))
    return Exit.OK
