"""``kg load``: a graph into a running triple store."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.exits import Exit
from kg.cli.terminal import add_json, complain, positive, show, show_json

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable, Iterator

    from kg.loading.upload import Outcome, Plan
    from kg.process.remote import Credentials

_TIMEOUT, _CHUNK = 300, 50_000


def add_parser(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "load",
        help="load a graph into a running triple store",
        description="Send Turtle or N-Triples files, taken as one graph, to a triple store by the "
        "Graph Store Protocol, and compare the counts. Only the server given is spoken to; "
        "redirects are not followed. A token is read from the environment variable KG_TOKEN, user "
        "and password from KG_USER and KG_PASSWORD. Exit code 7 if the store is not reached, "
        "refuses, or does not hold what was sent.",
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "graphs", nargs="*", type=Path, default=[Path("output/graph.ttl")], metavar="GRAPH",
        help="Turtle or N-Triples files (default: output/graph.ttl)",
    )  # fmt: skip
    parser.add_argument(
        "--to", required=True, metavar="STORE",
        help="KIND:URL, with oxigraph, fuseki, graphdb, virtuoso or qlever as KIND, "
        "or the URL of a graph store itself",
    )  # fmt: skip
    parser.add_argument(
        "--graph-iri", default="", metavar="IRI",
        help="the graph to load into (default: the store's default graph)",
    )  # fmt: skip
    parser.add_argument("--replace", action="store_true", help="empty that graph first")
    parser.add_argument(
        "--chunk", type=positive, default=_CHUNK, metavar="N",
        help=f"triples per request (default: {_CHUNK:,})",
    )  # fmt: skip
    parser.add_argument(
        "--resume", default="", metavar="MARK",
        help="go on with a load that broke off, by the mark that it printed",
    )  # fmt: skip
    parser.add_argument(
        "--timeout", type=positive, default=_TIMEOUT, metavar="SECONDS",
        help=f"how long to wait for an answer (default: {_TIMEOUT})",
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="say what would be sent, only")
    add_json(parser)


def run(args: Namespace) -> Exit:
    """Load the graph, and show the counts."""
    from kg.loading.upload import upload  # noqa: PLC0415
    from kg.model import Problem  # noqa: PLC0415 - `kg --help` does not need it
    from kg.process.remote import Remote, RemoteError  # noqa: PLC0415

    plan = _plan(args)
    start = plan.start(args.resume) if args.resume else 0
    if args.dry_run:
        _announce(plan, start, as_json=args.json)
        return Exit.OK
    remote = Remote(plan.url, _credentials(plan.url), args.timeout)
    try:
        with _told_how_to_go_on(plan, start) as progress:
            outcome = upload(plan, remote, start, progress)
    except RemoteError as error:
        complain(Problem("error", error.code, error.url, error.reason))
        return Exit.REMOTE
    finally:
        remote.close()
    _show(plan, outcome, as_json=args.json)
    return Exit.OK if outcome.holds else Exit.REMOTE


def _plan(args: Namespace) -> Plan:
    from kg.loading.stores import find_store  # noqa: PLC0415
    from kg.loading.upload import Plan  # noqa: PLC0415
    from kg.writing.ntriples import check_iri, read_lines  # noqa: PLC0415 - `kg --help` does not need it

    if args.graph_iri:
        check_iri(args.graph_iri, "--graph-iri")
    store = find_store(args.to, args.graph_iri)
    return Plan(store, read_lines(args.graphs), args.graph_iri, args.replace, args.chunk)


def _credentials(url: str) -> Credentials:
    """What the environment holds; said aloud when it goes over the network unencrypted."""
    from kg.model import Problem  # noqa: PLC0415 - `kg --help` does not need it
    from kg.process.remote import Credentials, is_private  # noqa: PLC0415

    names = ("KG_TOKEN", "KG_USER", "KG_PASSWORD")
    found = Credentials(*(os.environ.get(name, "") for name in names))
    if (found.token or found.password) and not is_private(url):
        message = "what proves who you are is sent unencrypted (http)"
        complain(Problem("warning", "insecure", url, message))
    return found


@contextmanager
def _told_how_to_go_on(plan: Plan, start: int) -> Iterator[Callable[[int], None]]:
    """Whatever breaks the load off, the way to go on is printed."""
    done = start

    def progress(number: int) -> None:
        nonlocal done
        done = number

    try:
        yield progress
    except BaseException:
        if 0 < done < plan.chunks:
            from kg.cli.terminal import safe  # noqa: PLC0415 - here only

            line = f"kg: {done} of {plan.chunks} chunks are in the store; the same command goes on"
            print(safe(f"{line} with --resume {plan.mark(done)}"), file=sys.stderr)
        raise


def _announce(plan: Plan, start: int, *, as_json: bool) -> None:
    if as_json:
        fields = {"url": plan.url, "triples": len(plan.lines), "chunks": plan.chunks}
        show_json({**fields, "from": start, "replace": plan.replace, "sent": False})
        return
    how = "in place of what is there" if plan.replace else "beside what is there"
    chunks = f"{plan.chunks - start} of {plan.chunks} requests" if start else _requests(plan.chunks)
    show(f"would send {len(plan.lines):,} triples in {chunks} to {plan.url}")
    show(f"{how}; nothing was sent")


def _show(plan: Plan, outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        show_json({"url": plan.url, **{name: getattr(outcome, name) for name in outcome.__slots__}})
        return
    show(f"sent {outcome.triples:,}, the store answers {outcome.after:,}: {outcome.explanation}")


def _requests(number: int) -> str:
    return "1 request" if number == 1 else f"{number} requests"
