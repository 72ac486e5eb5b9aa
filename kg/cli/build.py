"""``kg build``: reports to a graph."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.exits import Exit
from kg.cli.terminal import add_json, complain, complain_all, count, show

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable, Iterator

    from kg.building.report import Report


def add_parser(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "build",
        help="read reports and write the graph",
        description="Read Chinese reports (txt, md, html) and write graph.ttl, background.ttl, "
        "graph.html (a page to look at) and report.json. Exit codes: 0 all read, 3 some inputs "
        "rejected, 4 no usable input, 5 output not written, 6 folder in use, 8 the graph breaks "
        "a rule of the ontology.",
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "paths", nargs="*", default=["seeds"], metavar="PATH",
        help="files, folders, patterns or - for standard input (default: seeds)",
    )  # fmt: skip
    parser.add_argument(
        "-o", "--output", default="output", metavar="FOLDER",
        help="where to write (default: output)",
    )  # fmt: skip
    parser.add_argument(
        "-j", "--jobs", type=count, metavar="N",
        help="number of processes; 0: one per core (default: decided by the number of files)",
    )  # fmt: skip
    parser.add_argument("--encoding", default="", help="encoding of all files (default: found out)")
    parser.add_argument(
        "--follow-symlinks", action="store_true", help="follow links out of the given folders"
    )
    parser.add_argument(
        "--no-page", dest="page", action="store_false", help="do not write graph.html"
    )
    parser.add_argument(
        "--fresh", action="store_true",
        help="read all files again, not only those that changed since the last build",
    )  # fmt: skip
    _add_scale(parser)
    parser.add_argument("--quiet", action="store_true", help="print problems only")
    add_json(parser)


def _add_scale(parser: ArgumentParser) -> None:
    """What is for more than the memory, or more machines than one."""
    parser.add_argument(
        "--store", metavar="FOLDER",
        help="for graphs larger than memory: write to an Oxigraph store in this folder instead "
        "of graph.ttl and background.ttl, to be asked by kg query and kg serve --store",
    )  # fmt: skip
    parser.add_argument(
        "--engine", choices=("local", "spark"), default="local",
        help="local: this machine alone (default); spark: Apache Spark, for inputs and output "
        "also URLs such as hdfs: or s3a:",
    )  # fmt: skip
    parser.add_argument(
        "--no-parts", dest="parts", action="store_false",
        help="for spark: do not write graph.nq/ and tables/ beside graph.ttl",
    )  # fmt: skip
    parser.add_argument(
        "--master", metavar="URL", default="",
        help="for spark: local[2], spark://HOST:PORT, yarn … (default: as Spark is configured)",
    )  # fmt: skip


def run(args: Namespace) -> Exit:
    """Build, show the problems, then the summary."""
    misuse = _misuse(args)
    if misuse:
        return _fail(Exit.USAGE, "usage", misuse)
    if args.engine == "spark":
        return _build_with_spark(args)
    with _bar(shown=sys.stderr.isatty() and not args.quiet) as progress:
        report = _builder(args)(
            args.paths,
            args.output,
            jobs=args.jobs,
            encoding=args.encoding,
            follow_symlinks=args.follow_symlinks,
            page=args.page,
            fresh=args.fresh,
            progress=progress,
            debug=args.debug,
        )
    return _tell(report, args)


def _builder(args: Namespace) -> Callable[..., Report]:
    if not args.store:
        from kg.pipeline import build  # noqa: PLC0415 - `kg --help` does not need it

        return build
    from kg.large import build_store  # noqa: PLC0415

    return partial(build_store, store=args.store)


def _build_with_spark(args: Namespace) -> Exit:
    try:
        from kg.spark.building import build  # noqa: PLC0415 - half a gigabyte few have
        from kg.spark.session import SparkError  # noqa: PLC0415
    except ImportError:
        return _fail(Exit.USAGE, "missing-package", "needed: pip install 'summitkg[spark]'")
    try:
        report = build(
            args.paths,
            args.output,
            master=args.master,
            encoding=args.encoding,
            follow_symlinks=args.follow_symlinks,
            page=args.page,
            parts=args.parts,
            debug=args.debug,
        )
    except SparkError as error:
        if args.debug:
            raise
        return _fail(Exit.REMOTE, "spark", str(error))
    return _tell(report, args)


def _misuse(args: Namespace) -> str:
    """Which options do not go together, if any."""
    from kg.sources.files import STDIN  # noqa: PLC0415 - `kg --help` does not need it
    from kg.spark.remote import is_url  # noqa: PLC0415

    if is_url(args.store or ""):
        return "a store lies in a folder of this machine"
    if args.engine == "local" and any(map(is_url, (*args.paths, args.output))):
        return "URLs are read and written by Spark: --engine spark"
    if args.engine == "spark" and args.store:
        return "Spark writes no store: graph.nq/ can be loaded into one"
    if is_url(args.output) and (args.json or not args.parts):
        return "to a URL only graph.nq/ and tables/ are written, no report.json"
    if args.engine == "spark" and (args.jobs is not None or STDIN in args.paths):
        return "Spark has workers of its own (--master), and does not read standard input"
    return ""


def _fail(code: Exit, reason: str, message: str) -> Exit:
    from kg.model import Problem  # noqa: PLC0415 - `kg --help` does not need it

    complain(Problem("error", reason, "", message))
    return code


def _tell(report: Report, args: Namespace) -> Exit:
    """Show what the build found; its exit code."""
    complain_all(report.notices())
    if not report.documents:
        return _fail(Exit.NO_INPUT, "no-input", "nothing could be read; nothing is written")
    _summary(report, args)
    if any(fault.level == "error" for fault in report.faults):
        return Exit.FAULTY
    rejected = any(problem.level == "error" for problem in report.problems)
    return Exit.REJECTED if rejected else Exit.OK


def _summary(report: Report, args: Namespace) -> None:
    from kg.building.report import summarise  # noqa: PLC0415 - `kg --help` does not need it

    if args.json:
        print((Path(args.output) / "report.json").read_text(encoding="utf-8"), end="")
    elif not args.quiet:
        for line in summarise(report):
            for part in line.splitlines():
                show(part)
        done = "nothing has changed in" if report.up_to_date else "written to"
        places = filter(None, (args.store, args.output))
        show(f"{done} {' and '.join(f'{place}/' for place in places)}")


@contextmanager
def _bar(*, shown: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar that appears when the build takes more than a moment."""
    if not shown:
        yield None
        return
    from tqdm import tqdm  # noqa: PLC0415 - most builds show none

    tqdm.monitor_interval = 0  # no thread: the processes of the build are forked
    with tqdm(unit=" files", leave=False, delay=1) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield progress
