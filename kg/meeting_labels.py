"""The label of a meeting: the name that tells most, fit to be read outside its report."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.identity import attributes
from kg.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Entity

_RELATIVE = re.compile("下一?[届次]|上一?[届次]|本[届次]|[这此]次|这届|去年|明年|今年")
_FIRST = re.compile("首[届次]")
_TURN = re.compile(rf"^(?:{_RELATIVE.pattern})(?:的)?")
_ORDINAL = re.compile("第[0-9零〇一二三四五六七八九十百]+[届次]|首[届次]")
_YEAR = re.compile(r"(?:19|20)\d\d年")
#: A name that begins like this does not say of what it is the meeting.
_NOBODY = re.compile(
    "领导人|成员国|部长|对话会|会[议晤]|峰会|非正式|工商|首脑|元首|理事会|圆桌|协调人"
)


def merged(entities: Iterable[Entity]) -> dict[str, str]:
    """What local meetings tell together; the first that tells something counts."""
    own: dict[str, str] = {}
    for entity in entities:
        for name, value in attributes(entity).items():
            own.setdefault(name, value)
    return own


def name_meeting(
    names: Sequence[str], own: Mapping[str, str], known: Mapping[str, Sequence[str]]
) -> tuple[str, list[str]]:
    """The label of a meeting, and its names that mean it outside their report too.

    All names where none is lasting. ``known`` are the names of organisations and cities.
    """
    lasting = [name for name in names if not _RELATIVE.search(_plain(name))]
    if not names:
        return _compose(own, known), []
    best = max(names, key=_weight)
    return _complete(_absolute(best, own), own, known), lasting or list(names)


@lru_cache(maxsize=1024)  # of each name it is asked several times in a row
def _plain(name: str) -> str:
    """The name in simplified characters; as it is, where that would shift its parts."""
    plain = normalise(name).text
    return plain if len(plain) == len(name) else name


def _weight(name: str) -> tuple[bool, bool, bool, int, str]:
    """How much a name tells: its ordinal first, then what holds outside the report."""
    plain = _plain(name)
    return (
        bool(_ORDINAL.search(_FIRST.sub("", plain))),
        not _RELATIVE.search(plain),
        bool(_YEAR.search(plain) or _FIRST.search(plain)),
        len(name),
        name,
    )


def _absolute(name: str, own: Mapping[str, str]) -> str:
    """今年峰会 and 下届峰会 with their year, without the word that only the report explains."""
    turn = _TURN.match(_plain(name))
    if turn is None:
        return name
    rest = name[turn.end() :]
    told = _YEAR.search(rest) or _ORDINAL.search(rest)
    return rest if told or "year" not in own else f"{own['year']}年{rest}"


def _complete(name: str, own: Mapping[str, str], known: Mapping[str, Sequence[str]]) -> str:
    """对话会 with its organisation or series, if the name says neither who meets nor where."""
    organisation = known.get(own.get("organisation", ""), ())
    rest = _ORDINAL.sub("", _YEAR.sub("", _plain(name)))
    if own.get("series", "").endswith(rest) and _NOBODY.match(rest):
        return name.removesuffix(rest) + own["series"]
    if not organisation or not _NOBODY.match(rest) or any(word in name for word in organisation):
        return name
    year = _YEAR.match(name)
    return f"{year[0]}{organisation[0]}{name[year.end() :]}" if year else organisation[0] + name


def _compose(own: Mapping[str, str], known: Mapping[str, Sequence[str]]) -> str:
    """The name of a meeting that no report names: its series, or organisation, place and year."""
    if own.get("series"):
        return own["series"]
    words = [known[own[kind]][0] for kind in ("organisation", "city") if own.get(kind) in known]
    year = f"{own['year']}年" if own.get("year") and "city" not in own else ""
    return f"{year}{''.join(words)}峰会"
