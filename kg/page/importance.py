"""Which things tell most: those first, so that the page can open on a part that makes sense.

Two measures count alike: how often the documents speak of a thing, and how central it is among
the facts that stand (PageRank). Classes take turns in fixed shares, for a picture of presidents
alone explains nothing: it needs summits, places and what came out as well.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import count
from math import log1p
from typing import TYPE_CHECKING

from kg.model import STANDING
from kg.page.things import ends

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from kg.page.things import Things

#: How many of a hundred things of the first view are of each class, as long as there are any.
_SHARES = {
    "Summit": 24,
    "Leader": 24,
    "Country": 16,
    "Organisation": 8,
    "City": 8,
    "Declaration": 8,
    "Initiative": 6,
    "Instrument": 4,
    "Speech": 2,
}
_OTHER = 1
#: Twenty rounds bring the ranks within a few per cent; the order needs no more.
_ROUNDS, _DAMPING = 20, 0.85


def order_things(things: Things) -> tuple[str, ...]:
    """All keys, the most telling first; things that no fact ties to another come last."""
    classes = {key: entity.cls for key, entity in things.entities.items()}
    return take_turns(score_things(things), classes, things.linked())


def take_turns(
    scores: Mapping[str, float], classes: Mapping[str, str], linked: Container[str]
) -> tuple[str, ...]:
    """The scored keys, each class in its shares; those that are not ``linked`` come last."""
    seats: dict[str, count[int]] = defaultdict(count)
    places = {}
    for key in sorted(scores, key=lambda key: (-scores[key], key)):
        cls = classes[key]
        seat = (next(seats[cls]) + 0.5) / _SHARES.get(cls, _OTHER)
        places[key] = (key not in linked, seat, -scores[key], key)
    return tuple(sorted(places, key=places.__getitem__))


def score_things(things: Things) -> dict[str, float]:
    """How telling each thing is; rounded, so that no last digit of a float decides."""
    spoken: Counter[str] = Counter()
    for item in (*things.edges, *things.literals):
        spoken[item.subject] += len(item.evidence)
    for edge in things.edges:
        spoken[str(edge.object)] += len(edge.evidence)
    ranks = _rank(things)
    return {key: round(log1p(spoken[key]) + log1p(ranks[key]), 6) for key in things.entities}


def _rank(things: Things) -> dict[str, float]:
    """PageRank without directions, as multiples of the average."""
    neighbours = _neighbours(things)
    ranks = dict.fromkeys(things.entities, 1.0)
    for _ in range(_ROUNDS):
        given = {key: _DAMPING * ranks[key] / len(near) for key, near in neighbours.items()}
        ranks = {
            key: 1 - _DAMPING + sum(given[other] for other in neighbours.get(key, ()))
            for key in ranks
        }
    return ranks


def _neighbours(things: Things) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for edge in things.edges:
        if edge.factuality in STANDING:
            subject, target = ends(edge)
            found[subject].append(target)
            found[target].append(subject)
    return found
