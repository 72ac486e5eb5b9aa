"""Between a body and an office, or what it holds, its short form may stand: 某组织(ABC)总干事."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.mentions import ORGANISATION
from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.gazetteers.lexicon import Hit

#: A short form in brackets that no list holds.
_LETTERS = re.compile(r"\([A-Za-z][A-Za-z0-9&+.-]{1,11}\)")


def glossed(called: Iterable[str]) -> str:
    """What may stand in brackets behind a body beside letters alone: ABC,简称某组; 某组,ABC."""
    letters = "[A-Za-z][A-Za-z&-]{1,11}"
    told = f"(?:{any_of(called)})[^(),;\u3002\n]{{1,8}}"
    return f"(?:{letters}, ?)?(?:{told}|{ORGANISATION})|{ORGANISATION}, ?{letters}"


def join_glosses(shadow: str, hits: Sequence[Hit]) -> list[Hit]:
    """The hits, sorted, each body together with the short form behind it."""
    joined: list[Hit] = []
    for index, hit in enumerate(hits):
        if joined and hit.start < joined[-1].end:
            continue  # the short form
        end = _gloss(shadow, hit, hits[index + 1 : index + 2]) if _opens(shadow, hit) else 0
        joined.append(hit._replace(end=end) if end else hit)
    return joined


def _opens(shadow: str, hit: Hit) -> bool:
    return hit.kind == ORGANISATION and shadow.startswith("(", hit.end)


def _gloss(shadow: str, body: Hit, after: Sequence[Hit]) -> int:
    """The end of the short form of ``body``; 0 if the brackets tell something else."""
    short = after[0] if after and after[0].start == body.end + 1 else None
    if short:
        same = set(short.keys) & set(body.keys) and shadow.startswith(")", short.end)
        return short.end + 1 if same else 0
    letters = _LETTERS.match(shadow, body.end)
    inside = letters and after and after[0].start < letters.end()
    return letters.end() if letters and not inside else 0
