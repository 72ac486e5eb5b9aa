"""``kg serve``: a graph over HTTP."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cli.exits import Exit
from kg.cli.terminal import complain, count, positive, show

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

_TOKEN = "KG_TOKEN"  # noqa: S105 - the name of a variable
_SECONDS = 10
#: Bytes of memory for one query, and of its answer: many run at once.
_MOST_MEMORY, _MOST_ANSWER = 512 << 20, 64 << 20


def add_parser(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "serve",
        help="answer SPARQL and show every thing in the browser",
        description="Serve a graph over HTTP: SPARQL endpoint, query page, a page for every "
        "thing, the picture of the graph. Read-only; only this machine can reach it unless "
        f"--host says otherwise, and then a token in the variable {_TOKEN} is needed.",
    )
    parser.set_defaults(run=run)
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "graph", nargs="?", type=Path, default=Path("output/graph.ttl"), metavar="GRAPH",
        help="Turtle file, or the folder of a build (default: output/graph.ttl)",
    )  # fmt: skip
    source.add_argument(
        "--store", type=Path, metavar="DIR",
        help="store that kg build --store made, which may be larger than memory",
    )  # fmt: skip
    parser.add_argument(
        "--port", type=count, default=8000, help="port (default: 8000; 0: any that is free)"
    )
    parser.add_argument("--host", default="127.0.0.1", help="address (default: 127.0.0.1)")
    parser.add_argument(
        "--name", action="append", default=[], metavar="HOST",
        help="another name under which clients reach the server, such as that of a proxy",
    )  # fmt: skip
    parser.add_argument(
        "--timeout", type=positive, default=_SECONDS, metavar="SECONDS",
        help=f"stop a query after (default: {_SECONDS})",
    )  # fmt: skip


def run(args: Namespace) -> Exit:
    """Serve until interrupted."""
    from kg.model import Problem  # noqa: PLC0415 - `kg --help` does not need it

    try:
        from kg.serve.guard import LOOPBACK, Access, is_loopback  # noqa: PLC0415
        from kg.serve.listener import listen  # noqa: PLC0415
    except ImportError:
        message = "kg serve needs more packages: pip install 'summitkg[serve]'"
        complain(Problem("error", "missing-package", "", message))
        return Exit.USAGE
    token = os.environ.get(_TOKEN, "")
    if not (is_loopback(args.host) or token):
        message = f"others could reach it: set a token in {_TOKEN}, or stay on 127.0.0.1"
        complain(Problem("error", "no-token", args.host, message))
        return Exit.USAGE
    names = frozenset(name.lower() for name in (*LOOPBACK, args.host, *args.name))
    application = _application(args, Access(names, token))
    try:
        server = listen(application, args.host, args.port)
    except OSError as error:
        message = f"port {args.port} cannot be had: {error.strerror}"
        complain(Problem("error", "port", args.host, message))
        return Exit.USAGE
    _serve(server, application, args.host)
    return Exit.OK


def _application(args: Namespace, access: Any) -> Any:
    """The application over a graph that is loaded."""
    from kg.asking.disk_store import check_store  # noqa: PLC0415 - `kg --help` does not need it
    from kg.asking.graphs import KG  # noqa: PLC0415
    from kg.asking.workers import Limits  # noqa: PLC0415
    from kg.serve.app import Application  # noqa: PLC0415
    from kg.serve.site import open_site  # noqa: PLC0415

    if args.store:
        check_store(args.store)
    limits = Limits(args.timeout, _MOST_MEMORY, _MOST_ANSWER)
    return Application(open_site(KG.load(args.store or args.graph, limits=limits)), access)


def _serve(server: Any, application: Any, host: str) -> None:
    """Say where, and answer until a signal ends it."""
    kg = application.site.kg
    engine = kg.engine

    def stop(*_: object) -> None:
        engine.close()  # who waits for an answer need not wait for the server to end
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    shown = f"[{host}]" if ":" in host else host
    what = f"the store {kg.paths[0]}" if kg.on_disk else f"{engine.triples:,} triples"
    show(f"{what} at http://{shown}:{server.effective_port}/ (Ctrl-C ends)")
    try:
        server.run()
    finally:
        server.close()
        engine.close()
