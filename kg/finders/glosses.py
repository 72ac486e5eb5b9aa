"""Behind a body or its meeting the short form may stand: 某组织(ABC)总干事, 第三届某会议(ABC3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.mentions import ORGANISATION, Masked, Mention
from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.gazetteers.lexicon import Hit

#: A short form in brackets that no list holds.
_LETTERS = re.compile(r"\([A-Za-z][A-Za-z0-9&+.-]{1,11}\)")

#: The same behind a meeting, with its number or without.
_SHORT_MEETING = re.compile(r"\([A-Za-z][A-Za-z&+-]{1,11}(?:[ -]?\d{1,3})?\)")

#: Between a body and its meeting, what it is called from now on: 某组织(以下简称“某组”)|第六次会议.
_CALLED = re.compile(r"\([^()]{0,4}简称[^()]{1,24}\)")


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


def with_body(sentence: Masked, shadow: str, meeting: Mention) -> Mention:
    """``meeting`` together with the body before it, of which its short form is told in between."""
    name = meeting.value
    if name is None or name.organisations or name.series or shadow[meeting.start - 1] != ")":
        return meeting
    for body in sentence.mentions:
        if body.kind == ORGANISATION and _CALLED.fullmatch(shadow, body.end, meeting.start):
            told = name._replace(organisations=body.value.keys[:1], generic=False)
            return meeting._replace(start=body.start, value=told)
    return meeting


def with_gloss(sentence: Masked, shadow: str, meeting: Mention) -> Mention:
    """``meeting`` together with the short form behind it, if that is of no other body."""
    found = _SHORT_MEETING.match(shadow, meeting.end)
    if found is None or meeting.value is None:
        return meeting
    held = meeting.value.organisations
    others = held and any(
        one.kind == ORGANISATION and one.value.keys[0] not in held
        for one in sentence.mentions
        if found.start() < one.start < found.end()
    )
    return meeting if others else meeting._replace(end=found.end())


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
