"""Bytes to text: which encoding, what was damaged.

The order of decision: byte order mark, strict UTF-8, then the reading (damaged UTF-8,
GB18030, Big5 with the Hong Kong characters, UTF-16 without mark) whose characters are the
most usual ones. That bytes can be decoded proves nothing: nearly all Big5 is valid GB18030.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from kg.model import DataError, Problem
from kg.text.hanzi import character_weights, simplified_forms

#: Longest first: the mark of UTF-32-LE begins with that of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: How well-known files that are not text begin: zip, gzip, PDF, OLE, PNG, JPEG, RAR, 7z.
_NOT_TEXT = (
    b"PK\x03\x04", b"\x1f\x8b", b"%PDF-", b"\xd0\xcf\x11\xe0", b"\x89PNG",
    b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf",
)  # fmt: skip
_GUESSES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
#: Names that a page may declare, and the reading of ours that includes it.
_FAMILIES = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs"}
_FAMILIES |= {"cp950": "big5hkscs", "utf-16": "utf-16-le"}
#: Bytes that are looked at to guess; more adds nothing but time.
_SAMPLE = 32_768
# Costs in nats (the logarithm of a likelihood) of one character. Common characters cost 4
# to 9; the others are put in between those and U+FFFD, which no right reading should need.
_COST_ASCII, _COST_RARE, _COST_WRONG = 4.5, 15.0, 20.0
#: Nats for each byte: Chinese and ASCII text costs up to 4.6 in each encoding, two encodings
#: in one file above 5, random bytes above 7. A short text may be unusual.
_TEXT, _NO_TEXT, _LENIENCE = 5.0, 6.2, 40
#: How many nats the best reading must lead by before the guess goes without a warning.
_SURE = 12.0
#: A share of damaged characters above this means two encodings, or no text.
_MOST_DAMAGED = 0.1
_FEW = 3
_MOJIBAKE = re.compile("[\u00c3-\u00e9][\u0080-\u00bf\u2010-\u2030\u20ac\u0152-\u017e]{1,2}")
_WESTERN = re.compile("[\u00c3-\u00e9]")
_DECLARED = re.compile(
    rb"""(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_:-]{2,20})""", re.IGNORECASE
)


class Decoded(NamedTuple):
    """The text of a file (without byte order mark), how it was encoded, and warnings."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, path: str, *, encoding: str = "", declared: str = "") -> Decoded:
    """Read ``data``; ``encoding`` forces one, ``declared`` is what the file says of itself.

    Raises DataError (``not-text``, ``encoding-damaged`` or ``encoding-unknown``) naming
    ``path``; damage that leaves the rest readable is a warning.
    """
    if data.startswith(_NOT_TEXT):
        raise DataError(path, "this is not a text file", "not-text")
    if encoding:
        return _forced(data, encoding, path)
    for mark, name in _MARKS:
        if data.startswith(mark) and not (name.startswith("utf-32") and len(data) % 4):
            return _read(data[len(mark) :], name, path)
    return _unmarked(data, path, _family(declared))


def declared_encoding(data: bytes) -> str:
    """The encoding that a page names in its first 2,048 bytes, or nothing."""
    found = _DECLARED.search(data, 0, 2048)
    return found[1].decode("ascii").lower() if found else ""


def _unmarked(data: bytes, path: str, declared: str) -> Decoded:
    text = _strict(data, "utf-8")
    # UTF-16 of pure ASCII is valid UTF-8, too, with every other byte a NUL.
    if text is not None and data.count(0) * 4 <= len(data):
        problems = _conflict(path, declared, "utf-8") + _mojibake(path, text)
        return Decoded(text.lstrip("\ufeff"), "utf-8", problems)
    costs = sorted((_cost(data, name), name != declared, name) for name in _GUESSES)
    (least, _, best), (second, _, _) = costs[:2]
    if least > _NO_TEXT:
        raise DataError(path, "neither UTF-8, UTF-16, GB18030 nor Big5 text", "not-text")
    if least > _TEXT + _LENIENCE / len(data):
        raise DataError(path, "two encodings in one file, or badly damaged", "encoding-damaged")
    lead = (second - least) * min(len(data), _SAMPLE)
    problems = _conflict(path, declared, best)
    if lead < _SURE and best != declared:
        message = f"read as {best}, which is a guess (use --encoding if it is wrong)"
        problems += (Problem("warning", "encoding-guessed", path, message),)
    return _read(data, best, path, problems)


def _read(data: bytes, name: str, path: str, problems: tuple[Problem, ...] = ()) -> Decoded:
    """Decode with a warning for what is damaged; too much of that is an error."""
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        text = data.decode(name, "replace")
        problems += (_damage(path, name, text, error.start),)
    return Decoded(text.lstrip("\ufeff"), name, problems)


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _damage(path: str, name: str, text: str, first: int) -> Problem:
    places = text.count("\ufffd")
    message = f"{places} damaged place(s) in {name} text, the first at byte {first}"
    if places > max(_FEW, _MOST_DAMAGED * len(text)):
        raise DataError(path, f"{message}; perhaps two encodings in one file", "encoding-damaged")
    return Problem("warning", "encoding-damaged", path, message)


def _forced(data: bytes, encoding: str, path: str) -> Decoded:
    try:
        return _read(data, codecs.lookup(encoding).name, path)
    except LookupError as error:
        raise DataError(path, f"unknown encoding {encoding!r}", "encoding-unknown") from error
    except UnicodeError as error:  # a codec that cannot skip what is damaged
        raise DataError(path, f"not {encoding} text: {error}", "encoding-damaged") from error


def _family(declared: str) -> str:
    """The reading of ours for a declared name; nothing if it is none of ours."""
    try:
        name = codecs.lookup(declared).name if declared else ""
    except LookupError:
        return ""
    return _FAMILIES.get(name, name)


def _conflict(path: str, declared: str, found: str) -> tuple[Problem, ...]:
    if not declared or declared == found:
        return ()
    message = f"says it is {declared}, but its bytes are {found}"
    return (Problem("warning", "encoding-conflict", path, message),)


def _mojibake(path: str, text: str) -> tuple[Problem, ...]:
    """UTF-8 that was read as Latin-1 and written as UTF-8 again."""
    if not _WESTERN.search(text, 0, 200):
        return ()
    head = text[:4000]
    if 6 * len(_MOJIBAKE.findall(head)) <= len(head):
        return ()
    message = "looks like UTF-8 that was encoded twice (decode it once more)"
    return (Problem("warning", "mojibake-suspected", path, message),)


def _cost(data: bytes, name: str) -> float:
    """How unlikely the text is if read so: nats for each byte of the sample."""
    sample = data[:_SAMPLE]
    weights, simplified = character_weights(), simplified_forms()
    total = 0.0
    for char in sample.decode(name, "replace"):
        if "\x20" <= char < "\x7f" or char in _PUNCTUATION:
            total += _COST_ASCII
        elif char < "\x20" or char == "\ufffd" or "\ud800" <= char < "\uf900":
            total += _COST_WRONG
        else:
            total -= weights.get(simplified.get(char, char), -_COST_RARE)
    return total / max(1, len(sample))


_PUNCTUATION = frozenset(
    "\n\r\t\u3000\u3001\u3002\u300a\u300b\u201c\u201d\uff08\uff09\uff0c\uff1a\uff1b"
)
