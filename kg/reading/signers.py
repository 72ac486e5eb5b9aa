"""Who signs as one of those who meet: 成员国元首签署, and where signatures end the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.finders.participants import MINISTERS
from kg.model import Factuality
from kg.reading.roles import of_members
from kg.reading.told_roles import leads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.reading.reading import Finding, Reading

#: The rule that tells who was there by his signature.
SIGNED = "signatures.present"


def find_signers(reading: Reading, found: Iterable[Finding]) -> dict[str, dict[str, None]]:
    """Meeting -> who signs as one of its leaders, each once, in order; and ``MINISTERS`` of it.

    Leaders are who attended it for a member, or for any state where not only members meet, but no
    ministers who came with their leader; where signatures end the report, who signed there.
    Ministers are the others: what they sign for their states their leaders only see.
    """
    signers: dict[str, dict[str, None]] = {}
    lines: dict[str, dict[str, None]] = {}
    led = {_seat(item) for item in found if leads(reading, item)}
    heads = {item.subject for item in found if leads(reading, item)}
    for item in found:
        if item.predicate == "attended" and _signs(reading, item):
            if item.subject not in heads:
                signers.setdefault(f"{MINISTERS}/{item.object}", {})[item.subject] = None
            if _seat(item) in led and item.subject not in heads:
                continue
            group = lines if item.rule == SIGNED else signers
            group.setdefault(str(item.object), {})[item.subject] = None
    return signers | lines


def _seat(item: Finding) -> tuple[str, str]:
    """For whom somebody takes part, and where."""
    return item.told("onBehalfOf"), str(item.object)


def _signs(reading: Reading, item: Finding) -> bool:
    free = item.rule.startswith("chaired.") or not of_members(
        reading, reading.meeting_of(str(item.object))
    )
    state = item.told("onBehalfOf").startswith("country")
    role = item.told("role") or ("member" if state and free else "")
    return item.factuality is Factuality.ACTUAL and role in ("member", "host")
