"""How often each rule speaks, on reports of yours: what nothing speaks for may go.

    python benchmarks/rules.py FOLDER

A row for each rule, the rarest first: matches of its pattern; those that fired; facts of a report
that no other rule found there. That a rule is silent on a few reports does not make it wrong.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.pipeline import read_documents
from kg.reading.conclusions import conclude
from kg.reading.extraction import read
from kg.reading.knowledge import load_knowledge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Document
    from kg.reading.knowledge import Knowledge


class Support(NamedTuple):
    """By the name of a rule: its matches, those that fired, and the facts that it alone found."""

    matched: Counter[str]
    fired: Counter[str]
    alone: Counter[str]


def support(documents: Iterable[Document], knowledge: Knowledge) -> Support:
    """What speaks for each rule in ``documents``."""
    found = Support(Counter(), Counter(), Counter())
    for document in documents:
        reading = read(document, knowledge)
        found.matched.update(trace.rule for trace in reading.traces)
        found.fired.update(trace.rule for trace in reading.traces if trace.verdict == "fired")
        told: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
        for item in conclude(reading):
            told[item[:3]].add(item.rule)
        found.alone.update(next(iter(rules)) for rules in told.values() if len(rules) == 1)
    return found


def main() -> None:
    """Read the reports, and print a row for each rule and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    documents, _ = read_documents([parser.parse_args().folder])
    knowledge = load_knowledge()
    found = support(documents, knowledge)
    names = [rule.name for rule in knowledge.rules.rules]
    rows = sorted((*(counts[name] for counts in reversed(found)), name) for name in names)
    print(f"{'matched':>8}{'fired':>8}{'alone':>8}  rule")
    for alone, fired, matched, name in rows:
        print(f"{matched:>8}{fired:>8}{alone:>8}  {name}")
    silent = sum(not found.fired[name] for name in names)
    print(f"{silent} of {len(names)} rules did not fire on {len(documents)} reports")


if __name__ == "__main__":
    main()
