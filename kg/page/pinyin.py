"""How Chinese names sound, so that they can be found without a Chinese keyboard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.page.things import Things

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_RUNS = re.compile(f"[{_HAN}]+|[A-Za-z0-9]+")


def spell_all(things: Things) -> dict[str, str]:
    """The Chinese names of each thing in pinyin without tones: syllables apart, names by a bar."""
    syllables: dict[str, str] = {}
    return {
        key: "|".join(
            dict.fromkeys(_spell(name, syllables) for name in entity.names if _is_chinese(name))
        )
        for key, entity in things.entities.items()
    }


def _is_chinese(name: str) -> bool:
    return re.search(f"[{_HAN}]", name) is not None


def _spell(name: str, syllables: dict[str, str]) -> str:
    """``syllables`` remembers words: pypinyin takes 60 µs for each character."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - loading it takes 250 ms

    for word in (words := list(_words(name))):
        if word not in syllables:
            syllables[word] = " ".join(lazy_pinyin([word])).lower()
    return " ".join(syllables[word] for word in words)


def _words(name: str) -> Iterator[str]:
    """The words and phrases that decide how a character sounds: 重 in 重庆 is *chong*."""
    from pypinyin.contrib.mmseg import seg  # noqa: PLC0415

    for run in _RUNS.findall(name):
        yield from [run] if run.isascii() else seg.cut(run)
