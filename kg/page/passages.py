"""Sources, passages and quotes: each is written once, and facts point to passages by number."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.page.things import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Evidence, Source, Statement

#: Longer sentences are cut; the whole of them is in graph.ttl.
_LONGEST_QUOTE = 300
_FIELDS = ("id", "path", "title", "published", "publisher", "url", "sha256")


def order_passages(facts: Iterable[Statement], sources: Iterable[str]) -> list[Evidence]:
    """Every passage once, in the order of the sources and of reading."""
    rank = {key: number for number, key in enumerate(sources)}
    found = {passage for item in facts for passage in item.evidence}
    return sorted(found, key=lambda one: (rank[one.source], one.start, one.end, one.rule))


def make_texts(sources: Mapping[str, Source], passages: Sequence[Evidence]) -> dict[str, Any]:
    """Columns of the passages, and the sources, rules and quotes that they point to."""
    rank = {key: number for number, key in enumerate(sources)}
    rules = {name: n for n, name in enumerate(sorted({passage.rule for passage in passages}))}
    quotes: dict[str, int] = defaultdict(lambda: len(quotes))
    return {
        "sources": [{name: getattr(one, name) for name in _FIELDS} for one in sources.values()],
        "rules": list(rules),
        "evidence": {
            "src": [rank[passage.source] for passage in passages],
            "start": [passage.start for passage in passages],
            "end": [passage.end for passage in passages],
            "quote": [quotes[_cut(clean(passage.quote))] for passage in passages],
            "rule": [rules[passage.rule] for passage in passages],
        },
        "quotes": list(quotes),
    }


def _cut(quote: str) -> str:
    return quote if len(quote) <= _LONGEST_QUOTE else f"{quote[:_LONGEST_QUOTE]}…"
