"""The label of a meeting: the name that tells most, fit to be read outside its report."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.finders.meeting_shapes import NUMBER, ORDINAL
from kg.merging.identity import attributes, plain
from kg.text.normalise import normalise
from kg.text.numerals import write_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.model import Entity

    #: What is known of a meeting, and all names of organisations and places.
    _Own = Mapping[str, str]
    _Names = Mapping[str, Sequence[str]]

_RELATIVE = re.compile("[上下]一?[届次]|(?P<this>[本这此][届次])|[去前明今]年")
_FIRST = re.compile("首[届次]")
_TURN = re.compile(rf"^(?:{_RELATIVE.pattern})(?:的)?")
_ORDINAL = re.compile(rf"{ORDINAL.pattern}|{_FIRST.pattern}")
_YEAR = re.compile(r"(?:19|20)\d\d(?:年|(?!\d))")
#: 第九届…会议|第二次领导人会议: a session, where the meeting has its own ordinal.
_SESSION = re.compile(rf"(?<=会|议|坛)第{NUMBER}次(?:领导人|全体)?会[议谈]$")
#: Chinese dashes take two characters, in a name they join two words.
_DASHES = re.compile("-{2,}|—{2,}|―{2,}")
_QUOTED = re.compile("[“‘「『]([^“”‘’「」『』]+)[”’」』]")
#: What it is called for short: 第三届某会议(ABC), or its body: 某组织(简称某组)第三届会议.
_GLOSS = re.compile(r"[(（](?:[A-Za-z][A-Za-z&+-]*(?:[ -]?\d+)?[)）]$|[^()（）]*“[^()（）]*[)）])")
#: A name that begins like this does not say of what it is the meeting.
_NOBODY = re.compile(
    "领导人|成员国|部长|特别|紧急|临时|对话会|会[议晤]|峰会|非正式|工商|首脑|元首|理事会|圆桌|协调人"
)


def merged(entities: Iterable[Entity]) -> dict[str, str]:
    """What local meetings tell together; the first that tells something counts."""
    own: dict[str, str] = {}
    for entity in entities:
        for name, value in attributes(entity).items():
            own.setdefault(name, value)
    return own


def name_meeting(names: Sequence[str], own: _Own, known: _Names) -> tuple[str, list[str]]:
    """The label of a meeting, and its names that mean it outside their report too.

    All names where none is lasting. ``known`` are the names of organisations and cities.
    """
    names = list(dict.fromkeys(_DASHES.sub("—", name) for name in names))
    lasting = [name for name in names if not _RELATIVE.search(_plain(name))]
    if not names:
        return _compose(own, known), []
    best = max(names, key=lambda name: _weight(name, own, known))
    label = _complete(_absolute(_bare(best, own, known), own), own, known)
    return label, lasting or [_without_turn(name) for name in names]


def tell_apart(labels: Mapping[str, str], own: Mapping[str, _Own], known: _Names) -> dict[str, str]:
    """The labels of meetings by their keys; those that several share get what tells them apart.

    That is the year, and if need be the place, the month, or the year of the reports. The year
    has any label that says neither number nor place: there will be another such meeting.
    """
    told = {
        key: label if _tells(label, own[key], known) else _with_year(label, own[key], known)
        for key, label in labels.items()
    }
    for mark in _MARKS:
        bearers: dict[str, list[str]] = defaultdict(list)
        for key, label in told.items():
            bearers[label].append(key)
        for label, keys in bearers.items():
            marked = {key: mark(label, own[key], known) for key in keys}
            if len(set(marked.values())) > 1 or (mark is _with_year and len(keys) > 1):
                told |= marked
    return told


def _tells(label: str, own: _Own, known: _Names) -> bool:
    """Whether a label itself tells which one of its series a meeting is."""
    places = (known[own[kind]][0] for kind in ("city", "country") if own.get(kind) in known)
    return bool(_ORDINAL.search(label)) or any(place in label for place in places)


def _with_year(label: str, own: _Own, _: _Names) -> str:
    return f"{own['year']}年{label}" if "year" in own and not _YEAR.search(label) else label


def _with_place(label: str, own: _Own, known: _Names) -> str:
    place = known.get(own.get("city") or own.get("country") or "")
    return f"{label}（{place[0]}）" if place and place[0] not in label else label


def _with_month(label: str, own: _Own, _: _Names) -> str:
    return f"{label}（{int(own['day'][5:7])}月）" if "day" in own else label


def _with_report(label: str, own: _Own, _: _Names) -> str:
    known = "year" in own or "told" not in own or _YEAR.search(label)
    return label if known else f"{label}（{own['told'][:4]}年报道）"


_MARKS: tuple[Callable[[str, _Own, _Names], str], ...] = (
    _with_year,
    _with_place,
    _with_month,
    _with_report,
)


def _bare(name: str, own: _Own, known: _Names) -> str:
    """The name without its short form, a session of it, and quotes around its organisation."""
    name = _GLOSS.sub("", name)
    session = _SESSION.search(_plain(name))
    if session and _ORDINAL.search(_plain(name), 0, session.start()):
        name = name[: session.start()]
    quoted = _QUOTED.match(name)
    if quoted and quoted[1] in known.get(own.get("organisation", ""), ()):
        name = quoted[1] + name[quoted.end() :]
    return name


@lru_cache(maxsize=1024)  # of each name it is asked several times in a row
def _plain(name: str) -> str:
    """The name in simplified characters; as it is, where that would shift its parts."""
    plain = normalise(name).text
    return plain if len(plain) == len(name) else name


def _weight(name: str, own: _Own, known: _Names) -> tuple[bool, bool, bool, bool, bool, int, str]:
    """How much a name tells: its ordinal first, then what holds outside the report, and whose.

    A place before all of that is where it was held, and no part of the name.
    """
    simple = _plain(name)
    counted = bool(_ORDINAL.search(_FIRST.sub("", simple)))
    whose = _says(simple, known.get(own.get("organisation", ""), ())) or _ends(simple, own)
    return (
        counted,
        not _RELATIVE.search(simple),
        whose,
        not ((counted or whose) and _begins_there(simple, own, known)),
        bool(_YEAR.search(simple) or _FIRST.search(simple)),
        len(name),
        name,
    )


def _begins_there(name: str, own: _Own, known: _Names) -> bool:
    """Whether a name begins with the place of its meeting: 甲国乙城|某组织第五次峰会."""
    places = (known.get(own.get(kind, ""), ()) for kind in ("city", "country"))
    return name.startswith(tuple(place for names in places for place in names))


def _ends(name: str, own: _Own) -> bool:
    """Whether a name of a series ends like it: 气候变化巴黎大会 is no 会议."""
    return "series" in own and name.endswith(own["series"][-2:])


def _says(name: str, words: Sequence[str]) -> bool:
    """Whether one of ``words`` is in the name, whatever dashes and quotes stand in either."""
    whole = plain(name)
    return any(plain(word) in whole for word in words)


def _absolute(name: str, own: _Own) -> str:
    """今年峰会 and 下届峰会 with their year, without the word that only the report explains."""
    turn = _TURN.match(_plain(name))
    if turn is None:
        return name
    rest = name[turn.end() :]
    if _YEAR.search(rest) or _ORDINAL.search(rest):
        return rest
    if "届" in turn[0] and "edition" in own:
        return f"第{write_number(int(own['edition']))}届{rest}"
    return f"{own['year']}年{rest}" if "year" in own else rest


def _without_turn(name: str) -> str:
    """这次甲地区峰会 as 甲地区峰会, which means it outside its report too; not 本次峰会."""
    turn = _TURN.match(_plain(name))
    rest = name[turn.end() :] if turn and turn["this"] else name
    return name if _NOBODY.match(_plain(rest)) else rest


def _complete(name: str, own: _Own, known: _Names) -> str:
    """对话会 with its organisation or series, if the name says neither who meets nor where."""
    organisation = known.get(own.get("organisation", ""), ())
    rest = _ORDINAL.sub("", _YEAR.sub("", _plain(name)))
    if own.get("series", "").endswith(rest) and _NOBODY.match(rest):
        return name.removesuffix(rest) + own["series"]
    if own.get("variant") and own.get("series") and not organisation and _NOBODY.match(rest):
        # Beside another of the series: …周年|特别峰会, not …周年峰会特别峰会.
        return name.removesuffix(rest) + own["series"].removesuffix(rest[-2:]) + rest
    if not organisation or not _NOBODY.match(rest) or _says(name, organisation):
        return name
    partner = known.get(f"country/{own.get('variant', '').upper()}", ())  # it meets with a state
    body = "-".join((organisation[0], *partner[:1]))
    year = _YEAR.match(name)
    return f"{year[0]}{body}{name[year.end() :]}" if year else body + name


def _compose(own: _Own, known: _Names) -> str:
    """The name of a meeting that no report names: its series, or organisation, place and year."""
    if own.get("series"):
        return own["series"]
    words = [known[own[kind]][0] for kind in ("organisation", "city") if own.get(kind) in known]
    year = f"{own['year']}年" if own.get("year") and "city" not in own else ""
    return f"{year}{''.join(words)}峰会"
