"""What libraries know of Chinese characters: simplified forms (OpenCC), words (jieba).

Each function reads its library's data once and returns an immutable value.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The blocks of Chinese characters in the Basic Multilingual Plane.
HAN_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000))


@cache
def simplified_forms() -> Mapping[str, str]:
    """Each traditional character with its simplified one, by OpenCC's first choice.

    Characters that are also good simplified ones (著) are left out, as OpenCC does.
    """
    from opencc import OpenCC  # noqa: PLC0415 -- costs 25 ms; not needed to import us

    han = [chr(code) for first, end in HAN_RANGES for code in range(first, end)]
    plain = OpenCC("t2s").convert("\n".join(han)).split("\n")
    return MappingProxyType({old: new for old, new in zip(han, plain, strict=True) if old != new})


@cache
def common_words() -> frozenset[str]:
    """Words of two to four characters that jieba counted at least ten times.

    Rarer ones are mostly accidents when two unrelated lines meet.
    """
    return frozenset(re.findall(r"^(\S{2,4}) \d{2,} ", _dictionary(), re.MULTILINE))


@cache
def character_weights() -> Mapping[str, float]:
    """The natural logarithm of how often a (simplified) character is met, below zero.

    Counted over jieba's words with at least 100 occurrences: about 4 000 characters.
    """
    counts: Counter[str] = Counter()
    for word, number in re.findall(r"^(\S{1,4}) (\d{3,}) ", _dictionary(), re.MULTILINE):
        counts.update(dict.fromkeys(word, int(number)))
    total = math.log(counts.total())
    return MappingProxyType({char: math.log(n) - total for char, n in counts.items()})


def _dictionary() -> str:
    """The dictionary of jieba, found without importing jieba (which costs 0.2 s)."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba")
    return Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8")
