"""``kg export``: a graph in other formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.exits import Exit
from kg.cli.terminal import show

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

#: Format to what is written by default beside the graph.
_FORMATS = {
    "nt": "graph.nt",
    "nq": "graph.nq",
    "jsonld": "graph.jsonld",
    "graphml": "graph.graphml",
    "csv": "tables",
}


def add_parser(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "export",
        help="write a graph as N-Quads, JSON-LD, GraphML or CSV tables",
        description="Write a graph in another format: nt (N-Triples), nq (N-Quads, one named graph "
        "per document), jsonld (JSON-LD with its context), graphml (the network, for Gephi and "
        "others), csv (a folder of tables).",
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "graph", nargs="?", type=Path, default=Path("output/graph.ttl"), metavar="GRAPH",
        help="Turtle file (default: output/graph.ttl)",
    )  # fmt: skip
    parser.add_argument("--format", required=True, choices=_FORMATS, help="what to write")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="PATH",
        help="file, or folder for csv (default: graph.FORMAT or tables/, beside the graph)",
    )  # fmt: skip
    parser.add_argument(
        "--plain", action="store_true",
        help="csv for programs: no byte-order mark, and no apostrophe before what a "
        "spreadsheet could take for a formula",
    )  # fmt: skip


def run(args: Namespace) -> Exit:
    """Write the graph, whole or not at all."""
    args.graph.stat()  # an OSError if it is not there
    path = args.output or args.graph.parent / _FORMATS[args.format]
    if args.format == "graphml":
        _write_network(args.graph, path)
    elif args.format == "csv":
        _write_tables(args.graph, path, plain=args.plain)
    else:
        _write_text(args.graph, path, args.format)
    show(f"written to {path}{'/' if args.format == 'csv' else ''}")
    return Exit.OK


def _write_network(graph: Path, path: Path) -> None:
    from kg.writing.load import load_graph  # noqa: PLC0415 - `kg --help` does not need it
    from kg.writing.network import write_graphml  # noqa: PLC0415

    write_graphml(load_graph(graph), path)


def _write_tables(graph: Path, folder: Path, *, plain: bool) -> None:
    from kg.process.outputs import claim_folder, write_files  # noqa: PLC0415 - as above
    from kg.writing.csv_tables import write_tables  # noqa: PLC0415

    with claim_folder(folder):
        write_files(folder, write_tables(graph, plain=plain))


def _write_text(graph: Path, path: Path, name: str) -> None:
    from kg.process.outputs import write_file  # noqa: PLC0415
    from kg.writing.by_document import write_nquads, write_ntriples  # noqa: PLC0415 - as above
    from kg.writing.jsonld import write_jsonld  # noqa: PLC0415

    write = {"nt": write_ntriples, "nq": write_nquads, "jsonld": write_jsonld}[name]
    write_file(path, write(graph))
