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
        "follow facts to the sentences that say them. `kg build` writes the same page. Of a graph "
        "with more than 5,000 things or 13,000 facts the page holds the most important part, and "
        "says so.",
    )
    parser.set_defaults(run=run)
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "graph", nargs="?", type=Path, default=Path("output/graph.ttl"), metavar="GRAPH",
        help="Turtle file (default: output/graph.ttl)",
    )  # fmt: skip
    source.add_argument(
        "--store", type=Path, metavar="DIR",
        help="a store on the disk instead, which may be larger than memory (kg build --store)",
    )  # fmt: skip
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE",
        help="the page (default: graph.html beside the graph or the store)",
    )  # fmt: skip


def run(args: Namespace) -> Exit:
    """Read the graph, write its page."""
    from kg.process.outputs import write_file  # noqa: PLC0415 - `kg --help` does not need it

    source = args.store.absolute() if args.store else args.graph
    page = args.output or source.with_name("graph.html")
    write_file(page, _page_of_store(source) if args.store else _page_of_file(source))
    show(f"written to {page}")
    return Exit.OK


def _page_of_file(path: Path) -> str:
    from kg.ontology import load_ontology  # noqa: PLC0415
    from kg.page import render_page  # noqa: PLC0415
    from kg.writing.load import load_graph  # noqa: PLC0415 - `kg --help` does not need it

    path.stat()  # an OSError if it is not there
    ontology = load_ontology()
    return render_page(load_graph(path, ontology), ontology)


def _page_of_store(folder: Path) -> str:
    from kg.asking.disk_store import held_store  # noqa: PLC0415 - `kg --help` does not need it
    from kg.asking.store_part import read_part  # noqa: PLC0415
    from kg.ontology import load_ontology  # noqa: PLC0415
    from kg.page import render_part  # noqa: PLC0415

    ontology = load_ontology()
    with held_store(folder) as store:
        part = read_part(store, ontology)
    return render_part(part, ontology)
