"""A meeting on one state: how many states meet (某国问题三方峰会), or what for (某国和平峰会)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.grammar.mentions import COUNTRY
from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Between what is wrong there and who meets.
OF = "的"


def on_a_state(words: Mapping[str, Any], turn: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What such a name is not without, and its regex; a turn may lead it."""
    about, who, heads = (any_of(words["counted"][kind]) for kind in ("about", "who", "heads"))
    aims, aimed = (any_of(words["counted"][kind]) for kind in ("aims", "aimed"))
    end, wish = rf"(?:{who})(?:{heads})", rf"(?:{aims})(?:{aimed})"
    theme = rf"{COUNTRY}(?:[\u4e00-\u9fff]{{0,4}}?(?:{about}){OF}?{end}|{wish})"
    needed = re.compile(f"{end}|{wish}")
    return needed, re.compile(rf"(?:{turn})?{theme}(?!{any_of(words['venues'])})")
