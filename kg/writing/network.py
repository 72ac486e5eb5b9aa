"""The graph as a network: for networkx, for GraphML programs such as Gephi, and in figures.

Works on the settled records, never on texts: those of a build, or of a ``graph.ttl`` read
back by ``kg.writing.load``.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kg.model import STANDING, Factuality, Graph, Literal, Statement
from kg.process.outputs import write_file

if TYPE_CHECKING:
    from pathlib import Path

    import networkx as nx

#: What XML 1.0 cannot hold in any form; GraphML programs refuse the whole file for one.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Seed of the communities, and how many shortest-path trees betweenness is estimated from:
#: exact for smaller graphs, and within a second or two for any.
_SEED, _PIVOTS = 2013, 200


def to_networkx(graph: Graph) -> nx.MultiDiGraph:
    """The facts between things as a directed multigraph, in a fixed order.

    Nodes are entity keys with ``label``, ``cls``, ``en`` and the literal facts (``edition``,
    ``year``, ``startDate``, …). Edge keys are predicates (with the factuality for those that
    do not stand) with ``predicate``, ``factuality``, ``evidence`` (number of passages),
    ``rules`` and one attribute per qualifier; several values are joined by "; ".
    """
    import networkx as nx  # noqa: PLC0415 - loading it takes 170 ms

    network = nx.MultiDiGraph()
    for entity in graph.entities:
        label = entity.names[0] if entity.names else entity.en or entity.key
        network.add_node(entity.key, label=label, cls=entity.cls, en=entity.en)
    for item in graph.statements:
        if not isinstance(item.object, Literal):
            standing = item.factuality in STANDING
            key = item.predicate if standing else f"{item.predicate} ({item.factuality})"
            network.add_edge(item.subject, item.object, key, **_edge(item))
        elif item.factuality in STANDING:
            node = network.nodes[item.subject]
            values = {*filter(None, node.get(item.predicate, "").split("; ")), item.object.value}
            node[item.predicate] = "; ".join(sorted(values))
    return network


def _edge(item: Statement) -> dict[str, str | int]:
    values: dict[str, list[str]] = {}
    for name, value in item.qualifiers:
        values.setdefault(name, []).append(value)
    return {
        "predicate": item.predicate,
        "factuality": str(item.factuality),
        "evidence": len(item.evidence),
        "rules": "; ".join(sorted({passage.rule for passage in item.evidence})),
        **{name: "; ".join(found) for name, found in sorted(values.items())},
    }


def write_graphml(graph: Graph, path: Path) -> None:
    """Write the network as GraphML, whole or not at all; the same graph, the same bytes.

    Characters that XML cannot hold become U+FFFD. Raises OutputError.
    """
    import networkx as nx  # noqa: PLC0415 - loading it takes 170 ms

    network = to_networkx(graph)
    for number, (_, _, attributes) in enumerate(network.edges(data=True), 1):
        attributes["id"] = f"e{number}"  # an edge id must not come twice, a predicate does
    for _, attributes in network.nodes(data=True):
        _purge(attributes)
    for _, _, attributes in network.edges(data=True):
        _purge(attributes)
    lines = nx.generate_graphml(network, named_key_ids=True, edge_id_from_attribute="id")
    header = '<?xml version="1.0" encoding="utf-8"?>\n'
    write_file(path, header + "\n".join(lines) + "\n")


def _purge(attributes: dict[str, Any]) -> None:
    for name, value in attributes.items():
        if isinstance(value, str):
            attributes[name] = _NOT_XML.sub("\ufffd", value)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures of a network; things go by their labels, lists have the highest first.

    ``degree`` counts facts; ``betweenness`` is the share of shortest paths through a thing
    (estimated above 200 things); ``communities`` are groups more tied to each other than
    to the rest; ``met`` are pairs of leaders and the number of summits that both attended.
    """

    things: int
    links: int
    degree: tuple[tuple[str, int], ...]
    betweenness: tuple[tuple[str, float], ...]
    communities: tuple[tuple[str, ...], ...]
    met: tuple[tuple[str, str, int], ...]


def measure(graph: Graph, most: int = 10) -> Statistics:
    """The figures of the standing facts of ``graph``; at most ``most`` rows of each kind."""
    import networkx as nx  # noqa: PLC0415 - loading it takes 170 ms

    network = nx.Graph()  # numbers as nodes: the order of sets of strings changes every run
    index = {entity.key: number for number, entity in enumerate(graph.entities)}
    network.add_nodes_from(index.values())
    links = _links(graph)
    degree = Counter(index[key] for pair in links for key in pair)
    for (one, two), weight in sorted(Counter(tuple(sorted(pair)) for pair in links).items()):
        network.add_edge(index[one], index[two], weight=weight)
    pivots = min(_PIVOTS, len(network))
    between = nx.betweenness_centrality(network, k=pivots or None, seed=_SEED)
    groups = nx.community.louvain_communities(network, seed=_SEED) if links else []
    labels = [entity.names[0] if entity.names else entity.key for entity in graph.entities]
    return Statistics(
        things=len(network),
        links=len(links),
        degree=tuple((labels[node], number) for node, number in _top(degree, most)),
        betweenness=tuple((labels[node], round(share, 4)) for node, share in _top(between, most)),
        communities=tuple(
            tuple(labels[node] for node, _ in _top({node: degree[node] for node in group}, most))
            for group in sorted(groups, key=lambda group: (-len(group), min(group)))[:most]
            if len(group) > 1
        ),
        met=count_meetings(graph)[:most],
    )


def _links(graph: Graph) -> list[tuple[str, str]]:
    return [
        (item.subject, item.object)
        for item in graph.statements
        if not isinstance(item.object, Literal) and item.factuality in STANDING
    ]


def _top(values: Counter[int] | dict[int, Any], most: int) -> list[tuple[int, Any]]:
    return sorted(values.items(), key=lambda item: (-item[1], item[0]))[:most]


def count_meetings(graph: Graph) -> tuple[tuple[str, str, int], ...]:
    """Pairs of leaders by label, with the number of summits that both attended."""
    labels = {entity.key: entity.names[0] for entity in graph.entities if entity.names}
    present: dict[str, set[str]] = {}
    for item in graph.statements:
        if item.predicate == "attended" and item.factuality is Factuality.ACTUAL:
            present.setdefault(str(item.object), set()).add(item.subject)
    pairs = Counter(
        pair for leaders in present.values() for pair in combinations(sorted(leaders), 2)
    )
    ranked = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    return tuple((labels.get(one, one), labels.get(two, two), n) for (one, two), n in ranked)
