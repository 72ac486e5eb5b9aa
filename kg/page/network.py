"""The rows as one HTML file: pyvis holds the network and renders our own template.

Of pyvis only the model and ``generate_html`` are used: its own template asks the network for
style sheets, and its ``title`` runs markup that a report may hold.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyvis.network import Network

    from kg.page.payload import Payload

_ASSETS = Path(__file__).resolve().parent / "assets"
#: The scripts in the order in which they need each other; the page gets them as one.
SCRIPTS = (
    *("dom", "words", "symbols", "data", "part", "select", "view", "search", "paths", "facts"),
    *("strokes", "labels", "canvas", "evidence", "period", "legend", "details", "succession"),
    *("table", "timeline", "scene", "picture", "turtle", "exports", "controls", "keys", "main"),
)
STYLES = ("style.css", "views.css")
_NODE_COLUMNS = ("id", "cls", "zh", "en", "short", "alias", "pinyin", "year", "x", "y")
_EDGE_COLUMNS = ("p", "f", "y", "name", "q", "org", "ev")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_CLOSING = re.compile("<(?=/script|/style|!--)", re.IGNORECASE)
#: No part of a JSON text in HTML may look like markup, nor end a line of a script.
_UNSAFE = re.compile("[<\u2028\u2029\ud800-\udfff]")


def make_network(payload: Payload) -> Network:
    """The model: things with place, shape and colour; parallel facts are kept."""
    from pyvis.edge import Edge  # noqa: PLC0415 - loading it takes 400 ms
    from pyvis.network import Network  # noqa: PLC0415

    network = Network(directed=True, cdn_resources="in_line")
    for row in payload.nodes:
        columns = {name: row[name] for name in _NODE_COLUMNS if name != "id"}
        network.add_node(
            row["id"], label=row["short"], shape=row["shape"], color=row["colour"], **columns
        )
    for row in payload.edges:
        columns = {name: row[name] for name in _EDGE_COLUMNS}
        # `add_edge` looks through the list of all nodes, twice for each fact.
        network.edges.append(Edge(row["s"], row["o"], directed=True, **columns).options)
    return network


def render(payload: Payload) -> str:
    """The page: template, style, scripts and data in one text."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with pyvis

    network = make_network(payload)
    words = json.loads(_read("words.json"))
    style = "\n".join(_read(name) for name in STYLES)
    script = "\n".join(['"use strict";', *(_read(f"js/{name}.js") for name in SCRIPTS)])
    scripts = {"vis": _inline(_read("vendor/vis-network.min.js")), "script": _inline(script)}
    network.set_template_dir(str(_ASSETS), "graph.html")
    network.templateEnv.autoescape = True
    network.templateEnv.filters["columns"] = lambda rest: Markup(  # noqa: S704 - escaped by to_json
        to_json({**rest, **_columns(network.nodes, network.edges)})
    )
    network.templateEnv.globals.update(
        csp=_policy(scripts.values()),
        title=words["page.title"][0],
        style=Markup(_inline(style)),  # noqa: S704 - ours
        words=Markup(to_json(words)),  # noqa: S704 - ours
        **{name: Markup(text) for name, text in scripts.items()},  # noqa: S704 - ours
    )
    network.templateEnv.globals["data"] = network.templateEnv.filters["columns"](payload.rest)
    return str(network.generate_html()) + "\n"


def _read(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _columns(nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]]) -> Any:
    """The rows of pyvis as columns, which is what the page holds."""
    numbers = {row["id"]: number for number, row in enumerate(nodes)}
    return {
        "nodes": {name: [row[name] for row in nodes] for name in _NODE_COLUMNS},
        "edges": {
            "s": [numbers[row["from"]] for row in edges],
            "o": [numbers[row["to"]] for row in edges],
            **{name: [row[name] for row in edges] for name in _EDGE_COLUMNS},
        },
    }


def to_json(value: Any) -> str:
    """``value`` as JSON that no HTML parser takes for markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return _UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    surrogate = "\ud800" <= match[0] <= "\udfff"
    return "\ufffd" if surrogate else f"\\u{ord(match[0]):04x}"


def _inline(text: str) -> str:
    r"""A script or style that cannot end its element: ``<\/script`` means the same to it."""
    return _CLOSING.sub(r"<\\", _SOURCE_MAP.sub("", text)).strip()


def _policy(scripts: Iterable[str]) -> str:
    """Nothing may be loaded or sent, and no script runs but the ones given."""
    digests = (b64encode(sha256(text.encode()).digest()).decode() for text in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; "
        "img-src data: blob:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )
