"""Text to what the rules read: one form for each character, whole sentences, offsets.

The shadow has the same length as the text for most reports, and then needs no offsets:
NFKC, simplified characters and punctuation change one character into one. What does not
(invisible characters, ligatures, joined lines) becomes an edit with its place.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from kg.text.hanzi import simplified_forms
from kg.text.lines import Edit, join_edits
from kg.text.wording import Wording, default_wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Quotation marks, dashes, middle dots and tildes that Unicode keeps apart, and our form.
_OURS = {
    "“": "\u300c\u300e\u301d\uff62",
    "”": "\u300d\u300f\u301e\u301f\uff63",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\ufe58\ufe63\uff0d",
    "\u00b7": "\u2022\u2027\u2219\u22c5\u30fb\uff65",
    "~": "\u301c\uff5e",
    "●": "".join(map(chr, (*range(0x2460, 0x2474), *range(0x2776, 0x2780)))),  # ①②…, ❶❷…
    " ": "\t\u00a0\u3000|\uff5c",
}
#: What NFKC would change, but is good as it is: … and the accents that stand alone.
_KEPT = frozenset("\u2026\u00a8\u00af\u00b4\u00b8\u02d8\u02d9\u02da\u02db\u02dc\u02dd")
_INVISIBLE = (
    "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e0fff"
)
#: Blocks beyond the first plane that NFKC changes: styled letters, squared words, variants.
_HIGH = "\U0001d400-\U0001d7ff\U0001ee00-\U0001eeff\U0001f100-\U0001f2ff\U0002f800-\U0002fa1f"
#: Nobody stacks more accents on one letter; sorting thousands takes quadratic time.
_MOST_MARKS = 8
#: The only characters that plain reports need changed; replacing these few is ten times
#: faster than translating every character.
_COMMON = "|\u2014\u3000\uff01\uff05\uff08\uff09\uff0c\uff1a\uff1b\uff1f"
_ODD = re.compile(f"[^\\n !#-~、。《》〈〉【】“”‘’…\u00b7\u4e00-\u9fff{_COMMON}]")
_HIDDEN = re.compile(f"[{_INVISIBLE}]")
_ASCII_QUOTES = re.compile('"([^"\\n]*)"')


_nfkc = partial(unicodedata.normalize, "NFKC")
_PLANE = 0x10000


class Shadow(NamedTuple):
    """What the rules read, and for each character (and the end) its place in the text.

    ``offsets`` is None if all places are the same.
    """

    text: str
    offsets: tuple[int, ...] | None = None


def normalise(text: str, wording: Wording | None = None) -> Shadow:
    """The shadow of ``text``. Pure and total: any string is accepted."""
    shadow, edits = _one_form(text)
    joins = join_edits(shadow, wording or default_wording())
    return _apply(shadow, _sorted_apart([*edits, *joins]))


def is_traditional(text: str) -> bool:
    """Whether ``text`` has characters that its shadow has in another, simplified form."""
    return _traditional().search(text) is not None


def _one_form(text: str) -> tuple[str, list[Edit]]:
    """Change what can be changed one to one; the rest as edits."""
    if not _ODD.search(text) and not is_traditional(text):
        for char, form in _common_forms():
            text = text.replace(char, form)
        return text, []
    shadow = _ASCII_QUOTES.sub("“\\1”", text.translate(_table()))
    return shadow, [*_expansions(shadow)]


@cache
def _plane_forms() -> tuple[str, ...]:
    """The NFKC form of each character of the first plane, one or more characters."""
    # One call for the whole plane is ten times faster than one for each character.
    plane = "\n".join(map(chr, range(_PLANE)))
    head, tail = plane.split("\n\n\n", 1)
    return (*head.split("\n"), "\n", *_nfkc(tail).split("\n"))


@cache
def _table() -> str:
    """Our form of each character of the first plane, by code point."""
    forms = [form if len(form) == 1 else chr(code) for code, form in enumerate(_plane_forms())]
    simplified = simplified_forms()
    forms = [simplified.get(char, char) for char in forms]
    for ours, others in _OURS.items():
        for char in others:
            forms[ord(char)] = ours
    for char in _KEPT:
        forms[ord(char)] = char
    return "".join(forms)


@cache
def _common_forms() -> tuple[tuple[str, str], ...]:
    return tuple((char, _table()[ord(char)]) for char in _COMMON)


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile("[" + "".join(simplified_forms()) + "]")


@cache
def _unlike() -> re.Pattern[str]:
    """What one character cannot stand for: invisible ones, ligatures, letters with marks."""
    longer = {chr(code) for code, form in enumerate(_plane_forms()) if len(form) > 1} - _KEPT
    marks = [char for char in map(chr, range(_PLANE)) if unicodedata.combining(char)]
    return re.compile(f"[{_INVISIBLE}{''.join(sorted(longer))}{_HIGH}]|[^\\n ]?[{''.join(marks)}]+")


def _expansions(shadow: str) -> Iterator[Edit]:
    for found in _unlike().finditer(shadow):
        seen = _HIDDEN.sub("", found[0][: _MOST_MARKS + 1])
        form = _nfkc(seen).translate(_table())
        if form != found[0]:
            yield (*found.span(), form)


def _sorted_apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits in order, without those that begin inside the one before."""
    done = 0
    for edit in sorted(edits):
        if edit[0] >= done:
            yield edit
            done = edit[1]


def _apply(shadow: str, edits: Iterable[Edit]) -> Shadow:
    parts: list[str] = []
    offsets: list[int] = []
    done = 0
    for start, end, new in edits:
        parts += (shadow[done:start], new)
        offsets += range(done, start)
        offsets += [start] * len(new)
        done = end
    if not parts:
        return Shadow(shadow)
    offsets += range(done, len(shadow) + 1)
    return Shadow("".join([*parts, shadow[done:]]), tuple(offsets))
