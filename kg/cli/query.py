"""``kg query``: SPARQL questions to a built graph."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.exits import Exit
from kg.cli.terminal import complain, count, safe, show

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Sequence

    from kg.asking.graphs import KG
    from kg.asking.sparql import QueryError
    from kg.asking.workers import Reply

_FORMATS = ("table", "csv", "tsv", "json", "md")
#: Longer than any file name; a query often is.
_LONGEST_NAME = 255
#: How much of a long line is shown before and after the place of an error.
_BEFORE, _AFTER = 60, 20
_NO_LIMIT = 10**6  # seconds, more than a week
_STOPPED = ("timeout", "memory", "too-much-output", "crash")


def add_parser(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "query",
        help="ask a graph in SPARQL, or one of the named questions",
        description="Ask a graph: a SPARQL query, a file that holds one, a named query (--list), "
        "or - for standard input. The prefixes of the ontology need no declaration. Nothing is "
        "changed and nothing leaves this machine, whatever the query says.",
    )
    parser.set_defaults(run=run)
    parser.add_argument("query", nargs="?", metavar="QUERY", help="a query, a file, a name, or -")
    parser.add_argument("--list", action="store_true", help="show the named queries")
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "-g", "--graph", type=Path, default=Path("output/graph.ttl"), metavar="FILE",
        help="Turtle file (default: output/graph.ttl)",
    )  # fmt: skip
    source.add_argument(
        "--store", type=Path, metavar="DIR",
        help="store that kg build --store made, which may be larger than memory",
    )  # fmt: skip
    parser.add_argument(
        "--no-background", action="store_true",
        help="leave out background.ttl, which lies beside the graph (other names, codes, terms)",
    )  # fmt: skip
    parser.add_argument(
        "-f", "--format", choices=_FORMATS, default="table",
        help="of rows (default: table); CONSTRUCT and DESCRIBE give Turtle, ASK true or false",
    )  # fmt: skip
    parser.add_argument(
        "-p", "--param", action="append", default=[], type=_pair, metavar="NAME=VALUE",
        help="what the query asks about, by any name: leader=托卡耶夫; twice for two of them",
    )  # fmt: skip
    parser.add_argument(
        "--timeout", type=count, default=60, metavar="SECONDS", help="stop after (default: 60)"
    )


def run(args: Namespace) -> Exit:
    """Answer the query."""
    from kg.asking.sparql import QueryError  # noqa: PLC0415 - `kg --help` does not need it

    if args.list:
        return _list()
    if args.query is None:
        complain_of("no-query", "", "give a query, or --list to see the named ones")
        return Exit.USAGE
    label, text = _read(args.query)
    try:
        return _answer(args, text)
    except QueryError as error:
        _complain(error, label)
        return Exit.STOPPED if error.code in _STOPPED else Exit.USAGE


def complain_of(code: str, path: str, message: str) -> None:
    """Print one error."""
    from kg.model import Problem  # noqa: PLC0415 - `kg --help` does not need it

    complain(Problem("error", code, path, message))


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (name and sign and value):
        raise ValueError(text)
    return name, value


def _list() -> Exit:
    from kg.asking.questions import read_questions  # noqa: PLC0415 - `kg --help` does not need it
    from kg.text.tables import draw  # noqa: PLC0415

    rows = []
    for question in read_questions().values():
        rows += [[question.name, question.zh, " ".join(question.parameters)]]
        rows += [["", question.en, ""]]
    for line in draw(["name", "question", "about"], rows).lines:
        show(line)
    return Exit.OK


def _read(query: str) -> tuple[str, str]:
    """What to call the query in messages, and its text (or its name)."""
    if query == "-":
        return "stdin", sys.stdin.buffer.read().decode("utf-8-sig", "replace")
    short = len(query) <= _LONGEST_NAME and "\0" not in query and "\n" not in query
    if short and Path(query).is_file():
        return query, Path(query).read_text(encoding="utf-8-sig", errors="replace")
    return "query", query


def _answer(args: Namespace, text: str) -> Exit:
    from kg.asking.disk_store import check_store  # noqa: PLC0415 - `kg --help` does not need it
    from kg.asking.graphs import KG  # noqa: PLC0415
    from kg.asking.workers import Limits  # noqa: PLC0415

    if args.store:
        check_store(args.store)
    parameters: dict[str, list[str]] = {}
    for name, value in args.param:
        parameters.setdefault(name, []).append(value)
    limits = Limits(seconds=args.timeout or _NO_LIMIT)
    graph = args.store or args.graph
    with KG.load(graph, background=not args.no_background, limits=limits) as kg:
        kg.start()
        query = kg.complete(text, parameters)
        raw = args.format if args.format in ("csv", "tsv") else "json"
        _show(kg, kg.answer(query, solutions=raw), args.format)
    return Exit.OK


def _show(kg: KG, reply: Reply, form: str) -> None:
    if reply.kind == "solutions" and form in ("table", "md"):
        from kg.asking.results import read_result  # noqa: PLC0415 - other formats do without

        result = read_result(reply.kind, reply.body, kg.prefixes)
        _show_rows(result.variables, result.cells(), form)
    elif reply.kind == "boolean" and form != "json":
        show("true" if b"true" in reply.body else "false")
    else:
        _write(reply.body)


def _show_rows(names: Sequence[str], rows: Sequence[Sequence[str]], form: str) -> None:
    from kg.text.tables import draw, markdown  # noqa: PLC0415 - other formats do without

    cells = [[safe(cell) for cell in row] for row in rows]
    if form == "md":
        for line in markdown(names, cells):
            show(line)
        return
    table = draw(names, cells, _columns())
    for line in table.lines:
        show(line)
    if sys.stdout.isatty():
        show("1 row" if len(rows) == 1 else f"{len(rows)} rows")
        if table.cut:
            show(f"{table.cut} cells cut at … to fit the terminal; -f md or csv shows them whole")


def _columns() -> int:
    """The width of the terminal; 0, which cuts nothing, for a file or a pipe."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout.isatty() else 0
    except OSError:
        return 0


def _write(body: bytes) -> None:
    """Bytes as they are for a file or a pipe; on a terminal, nothing that could steer it."""
    if sys.stdout.isatty():
        for line in body.decode().splitlines():
            show(line.expandtabs(4))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(body if body.endswith(b"\n") else body + b"\n")


def _complain(error: QueryError, label: str) -> None:
    """The error in one line, then the line of the query with a mark under the place."""
    from kg.text.tables import width  # noqa: PLC0415 - only on error

    if not error.line:
        complain_of(error.code, label, error.reason)
        return
    complain_of(error.code, f"{label}:{error.line}:{error.column}", error.reason)
    start = max(0, error.column - 1 - _BEFORE)
    before, after = error.source[start : error.column - 1], error.source[error.column - 1 :]
    before = ("…" if start else "") + safe(before.expandtabs(1))
    shown = safe(after[: max(_AFTER, error.width)].expandtabs(1))
    more = "…" if len(after) > max(_AFTER, error.width) else ""
    mark = "^" * max(1, width(safe(after[: error.width])))
    print(f"    {before}{shown}{more}", file=sys.stderr)
    print(f"    {' ' * width(before)}{mark}", file=sys.stderr)
