"""``kg page``: a graph as one interactive page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.exits import Exit
from kg.cli.terminal import show

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction


def add_parser(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "page",
        help="write a graph as one interactive page",
        description="Write the graph as one HTML page that needs no network: search, filter, "
        "follow facts to the sentences that say them. `kg build` writes the same page.",
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "graph", nargs="?", type=Path, default=Path("output/graph.ttl"), metavar="GRAPH",
        help="Turtle file (default: output/graph.ttl)",
    )  # fmt: skip
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE",
        help="the page (default: graph.html beside the graph)",
    )  # fmt: skip


def run(args: Namespace) -> Exit:
    """Read the graph, write its page."""
    from kg.load import load_graph  # noqa: PLC0415 - `kg --help` does not need it
    from kg.ontology import load_ontology  # noqa: PLC0415
    from kg.outputs import write_file  # noqa: PLC0415
    from kg.page import render_page  # noqa: PLC0415

    args.graph.stat()  # an OSError if it is not there
    ontology = load_ontology()
    page = args.output or args.graph.with_name("graph.html")
    write_file(page, render_page(load_graph(args.graph, ontology), ontology))
    show(f"written to {page}")
    return Exit.OK
