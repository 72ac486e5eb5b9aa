"""What a clause tells around the name of a meeting: that it is going on, and in which year."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg.grammar.mentions import CITY, DATE, DOCUMENT, OFFICE, ORGANISATION
from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def held(present: Mapping[str, Any]) -> dict[str, re.Pattern[str]]:
    """What tells that a meeting goes on, that it follows another one, that it was long ago."""
    ago, verbs = present["ago"], any_of(present["hold"])
    told = rf"(?:{any_of(ago['from'])})[{DATE}\d][^,;:\u3002]*?(?:{verbs})"
    return {
        "after": _held_after(present),
        "founded": _founded(present),
        "behind": re.compile(f"(?:{any_of(present['behind'])})$"),
        "ago": re.compile(f"(?:{told})?{ago['end']}"),
    }


def _founded(words: Mapping[str, Any]) -> re.Pattern[str]:
    """A body founded in the clause before its first meeting: 某组织于某年成立,同年在某地举行."""
    rest, held = rf"[^{ORGANISATION};\u3002]", any_of(words["hold"])
    born = any_of(words["founded"])
    return re.compile(
        rf"(?P<body>{ORGANISATION}){rest}{{0,16}}(?:{born}),[^{ORGANISATION},;\u3002]{{0,16}}(?:{held})了?$"
    )


def _held_after(words: Mapping[str, Any]) -> re.Pattern[str]:
    """After a meeting: it is held, or brings a text at its place (4日在某地通过《…》)."""
    apart = rf"[”』」]?(?:{any_of(words['next_to'])})|.*(?:{any_of(words['not_after'])})"
    held = f"(?:{any_of(words['after'])})(?!{words['ceremony']})"
    day = rf"(?:{DATE}|(?:\d+月)?\d+日)"
    brings = f"{day}{words['at']}.*{CITY}.*(?:{any_of(words['brings'])})了?{DOCUMENT}"
    return re.compile(f"^(?!{apart})(?:.*{held}|{brings}|{any_of(words['close'])})")


def opening_years(dated: Mapping[str, Any]) -> re.Pattern[str]:
    """The year, month or day that ends before the body that meets then: 去年11月,某组织…."""
    year, rest = rf"{any_of(dated['years'])}|(?:19|20)\d\d", any_of(dated["parts"])
    return re.compile(rf"(?P<year>{year})[\d{dated['marks']}]{{0,8}}(?:{rest})?,?$")


def since(parts: Mapping[str, Any]) -> re.Pattern[str]:
    """Before 第一次峰会: the first since something (扩员后的); the first that somebody attends."""
    theirs = any_of(parts["theirs"])
    return re.compile(f"(?:{any_of(parts['first_since'])}|(?P<theirs>{theirs}))$")


def chaired(words: Mapping[str, Any]) -> re.Pattern[str]:
    """A body whose chair is told in the clause before a meeting (某组织轮值主席国是甲国,…)."""
    chair = f"(?:{any_of(words['parts']['chair'])}|{OFFICE})"
    rest = rf"[^{ORGANISATION};\u3002]"
    return re.compile(rf"(?P<body>{ORGANISATION}){rest}{{0,8}}{chair}{rest}{{0,13}},$")


def own_meeting(words: Mapping[str, Any], told: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An organisation that is called a meeting (东亚峰会) is one by its turn or a verb beside it.

    ``told`` is the regex of turns. Not where it tells how often (某峰会每年举行).
    """
    present = words["present"]
    last = "".join(sorted({word[-1] for word in chain(*words["relative"].values())}))
    rest = rf"(?:(?!{any_of(present['often'])})[^,;:。“”《》{ORGANISATION}]){{0,16}}"
    when = rf"(?:[将于在\d{DATE}]|[今昨当][天日]){rest}"
    held = rf"(?:{when})?(?:{any_of(present['held'])})[,;。]"
    verbs, no = "(?<=出席)|(?<=召开)|(?<=举行)", "总秘主框部级"
    return (
        re.compile(f"{ORGANISATION}(?:(?<=[年届次席开行{last}]{ORGANISATION})|(?={held}))"),
        re.compile(rf"(?:{told}|{verbs}){ORGANISATION}(?![的{no}])|{ORGANISATION}(?={held})"),
    )
