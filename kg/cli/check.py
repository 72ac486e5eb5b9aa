"""``kg check``: whether a graph keeps the rules of the ontology, and whether its quotes stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.exits import Exit
from kg.cli.terminal import add_json, complain_all, show, show_json

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Sequence


def add_parser(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "check",
        help="check a graph against shapes, vocabulary and texts",
        description="Check Turtle files, taken as one graph, against the shapes and the "
        "vocabulary of the ontology, and on request their quotes against the documents. "
        "Exit code 8 if there are errors; warnings alone are no failure.",
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "graphs", nargs="*", type=Path, default=[Path("output/graph.ttl")], metavar="GRAPH",
        help="Turtle files (default: output/graph.ttl)",
    )  # fmt: skip
    parser.add_argument(
        "--documents", nargs="+", default=[], metavar="PATH",
        help="the files or folders that the graph was built from: compare its quotes with them",
    )  # fmt: skip
    add_json(parser)


def run(args: Namespace) -> Exit:
    """Check, and show what is wrong."""
    from kg.checking.check import check_graph  # noqa: PLC0415 - `kg --help` does not need it

    problems = check_graph(args.graphs, _texts(args.documents))
    errors = sum(problem.level == "error" for problem in problems)
    if args.json:
        show_json(problems)
    else:
        complain_all(problems)
        show(f"{errors} errors, {len(problems) - errors} warnings")
    return Exit.FAULTY if errors else Exit.OK


def _texts(paths: Sequence[str]) -> dict[str, str]:
    """The normalised texts of the documents by source id."""
    if not paths:
        return {}
    from kg.pipeline import read_documents  # noqa: PLC0415 - only on request

    documents, problems = read_documents(paths)
    complain_all(problems)
    return {document.source.id: document.text for document in documents}
