"""The grammar of lists of participants, compiled from ``groups.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.gazetteers.short_states import COUNTED
from kg.grammar.mentions import ALL_KINDS, COUNTRY, DATE, LEADER, ORGANISATION, SUMMIT
from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: 成员国有甲国、乙国 does not say that they do something, nor 成员国为甲国、乙国, 成员国(2个):甲国.
_NAMED_NEXT = rf"(?!有|包括|分别|[为是:]{COUNTRY}|\(?共?\d+个)"
#: (左二), (前排右五): where somebody stands in a picture.
_PLACED = r"\((?:[前后一二三]排)?[左右中前后][一二三四五六七八九十]?\)"
#: No part of what is told of one person: another one, a state, a meeting, a comma.
_NO_PART = f"{''.join(kind for kind in ALL_KINDS if kind not in ORGANISATION + DATE)}、,;:。!?()"
_SHORT = rf"(?<={ORGANISATION})\((?:{ORGANISATION}|[A-Z]{{2,10}})\)"  # 非洲联盟(非盟), (AU)
_ALSO_IS = rf"(?<={LEADER})\({ORGANISATION}(?:现任|当值)?(?:轮值)?主席国?\)"  # 甲国总统A(…主席)
_NO_LABEL = "(?![,;。]|地位|资格|身份|身分)"  # after a label


@dataclass(frozen=True, slots=True)
class GroupGrammar:
    """The compiled word lists of ``groups.toml``."""

    run: re.Pattern[str]
    token: re.Pattern[str]
    roles: Mapping[str, str]
    nouns: frozenset[str]
    collective: re.Pattern[str]
    members: frozenset[str]
    so_many: re.Pattern[str]  # the same: 十个成员国的领袖
    pair: frozenset[str]
    both: frozenset[str]
    seat: re.Pattern[str]  # in what is told of a person: whose chair he is
    ministers: tuple[str, ...]  # with these ends
    way: re.Pattern[str]  # before the states that somebody visits
    sent: tuple[str, ...]  # ends a list of states: their delegates
    asked: re.Pattern[str]  # before it: they are not there yet


def compile_groups(words: Mapping[str, Any]) -> GroupGrammar:
    """Compile the tables of ``groups.toml``."""
    roles, nouns, glue = _roles(words), words["nouns"]["words"], words["glue"]["words"]
    # 甲国总统府 is a house, no 总统.
    # 甲国某组织成员国 is no list: an organisation does not follow a state without a mark.
    part = any_of(words["part"]["words"])
    state = f"{COUNTRY}(?![^{_NO_PART}{ORGANISATION}{DATE}]{{2,6}}(?:{part}))"
    body = f"{ORGANISATION}(?!{words['states_of']['words']})"
    item = f"(?:{state}|{LEADER}|(?<!{COUNTRY}){body})"
    rest = _rest(words["labels_of_states"])
    label = f"(?:{any_of(roles)}){rest}"
    noun = _noun(words["nouns"], words["office"]["after"])
    token = f"{item}|{label}|{noun}"
    told = _described(words["described"])
    since = f"{_joined(words['joined'])}|{_told_many(words['counted'])}"
    start = _start(words, roles, rest, body)
    collective = words["collective"]
    between = f"{_joints(words, told)}|{_PLACED}|{_ALSO_IS}|{since}"
    return GroupGrammar(
        # 甲和峰会嘉宾国乙: the label is one of that meeting.
        run=re.compile(
            f"(?:{start})(?:(?:(?:{between})*(?:{token})|(?:{between})+{SUMMIT}(?={label}))+"
            f"(?:{_ALSO_IS})?)?等?"
        ),
        token=re.compile(f"{token}|(?P<told>{told})|{any_of(glue)}|{_PLACED}|{_ALSO_IS}|{since}"),
        seat=_seat(words["described"]["seat"]),
        roles=roles | _with_ends(roles, _behind(words["labels_of_states"])),
        nouns=frozenset((*nouns, *words["nouns"]["of"])),
        collective=_collective(words),
        members=frozenset(collective["members"]),
        so_many=re.compile(_so_many(words["counted"])),
        pair=frozenset(collective["pair"]),
        both=frozenset(collective["both"]),
        ministers=tuple(collective["ministers"]),
        way=re.compile(f"(?:{any_of(words['way']['words'])})$"),
        sent=tuple(words["nouns"]["of"]),
        asked=re.compile(f"(?:{any_of(words['nouns']['not_after'])})$"),
    )


def _joints(words: Mapping[str, Any], told: str) -> str:
    """What joins the members of a list, or is ``told`` of the next one.

    A comma does so after a person or a noun; after a bare name it ends the list, and before
    乙国派外长B, too.
    """
    sends = any_of(words["own_clause"]["words"])
    comma = f"(?<![{COUNTRY}{ORGANISATION}]),(?!{COUNTRY}(?:{sends}))"
    return f"{comma}|{told}|{any_of([word for word in words['glue']['words'] if word != ','])}"


def _noun(nouns: Mapping[str, Any], after_office: Iterable[str]) -> str:
    """代表, 领导人; after the last state of a list also 的代表.

    In 乙国由外长A代表 it is a verb, and nobody's delegates.
    """
    word, of, not_of = (any_of(nouns[kind]) for kind in ("words", "of", "not_of"))
    plain = f"(?!(?<={LEADER})代表)(?:{word})(?![国府]|{any_of(after_office)})"
    return f"{plain}|(?<=[{COUNTRY}{ORGANISATION}])(?:{of})(?!{not_of})"


def _roles(words: Mapping[str, Any]) -> dict[str, str]:
    """Each label and the role that it tells, with what may stand before it."""
    roles = {word: role for role, group in words["labels"].items() for word in group}
    times = words["labels_of_time"]
    for word in times["words"]:
        roles |= {before + word: roles[word] for before in times["now"]}
        roles |= {before + word: times["role"] for before in times["then"]}
    return roles


def _behind(states: Mapping[str, Any]) -> tuple[str, ...]:
    """What may stand after a label of states: 方面, 代表:, 领导人包括."""
    listed = (who + verb for who in states["people"] for verb in states["listed"])
    return (*states["after"], *listed)


def _with_ends(roles: Mapping[str, str], behind: Iterable[str]) -> dict[str, str]:
    """The labels with what may stand after them; which may, the regex of the lists decides."""
    return {word + end: role for end in behind for word, role in roles.items()}


def _rest(states: Mapping[str, Any]) -> str:
    """What may follow a label; behind one of states, these words belong to it."""
    of_states = "|".join(f"(?<={end})" for end in states["words"])
    return f"(?:(?:{of_states})(?:{any_of(_behind(states))}))?{_NO_LABEL}"


def _start(words: Mapping[str, Any], roles: Iterable[str], rest: str, body: str) -> str:
    """How a list begins: a name, though no body of which somebody takes an office, or a label.

    Who takes office in a body (接任某组织轮值主席) is nobody who takes part; nor does a label begin
    one that is told of those before it (甲作为嘉宾国领导人,乙…).

    The same as an item or a label of the list; where each branch begins with a plain character,
    re looks for these first, which takes a fifth of the time.
    """
    offices = f"(?:{any_of(words['office']['before'])})"
    taken = f"(?<!{offices}{ORGANISATION})(?<!{offices}{DATE}{ORGANISATION})"
    return "|".join(
        (
            *(COUNTRY, LEADER, f"{body}(?<!{COUNTRY}{ORGANISATION}){taken}"),
            *(f"{word}{told}{rest}" for word, told in _labels(words, roles)),
        )
    )


def _labels(words: Mapping[str, Any], roles: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The labels, the longest first, each with what may not stand before it."""
    for word in map(re.escape, sorted(roles, key=len, reverse=True)):
        yield word, "".join(f"(?<!{told}{word})" for told in words["labels_told"]["words"])


def _seat(words: Iterable[str]) -> re.Pattern[str]:
    """担任某组织轮值主席的: the body at the start, and its short form."""
    between = f"(?:{_SHORT})?[^{ORGANISATION}]{{0,6}}"
    return re.compile(f"{ORGANISATION}{between}(?:{any_of(words)})的$")


def _described(words: Mapping[str, Any]) -> str:
    """What is told of a person of a list, between the word before it and the person.

    Or the body that he comes for, where nobody knows it: 以及某某发展银行|行长A.
    """
    rest = f"(?:(?!{any_of(words['no'])})[^{_NO_PART}]|{_SHORT})"
    ends = any_of(words["bodies"])
    before = f"(?<=[{LEADER}{COUNTRY}{ORGANISATION},])"
    return f"{before}(?:{any_of(words['after'])}){rest}{{2,16}}(?:的|{ends})(?={LEADER})"


def _collective(words: Mapping[str, Any]) -> re.Pattern[str]:
    """Participants without names: words for them all, and 三国元首 after their states."""
    table = words["collective"]
    initial = sorted(table["initial"], key=len, reverse=True)
    before = f"(?<=[{COUNTRY}等])|{table['whole']}"  # 甲国、乙国|两国元首, 与会的|12国领导人
    # 各成员国|外长, 成员国|交通|部长
    ministers = f"(?:(?:{any_of(table['fields'])})?(?:{any_of(table['ministers'])}))?"
    return re.compile(
        f"(?:{any_of([*table['members'], *table['all'], *table['pair']])}){ministers}"
        + "".join(f"|{_initial(word, ministers)}" for word in initial)
        + f"|(?:{before}){COUNTED}(?:{any_of(words['counted']['people'])})"
        + f"|{_so_many(words['counted'])}"
    )


def _so_many(words: Mapping[str, Any]) -> str:
    """十个成员国的领袖, 30个成员国的元首和政府首脑; of a few nobody knows if they are all."""
    people = f"(?:{any_of(words['people'])})"
    return f"{words['many']}{people}(?:和{people})?"


def _joined(words: Mapping[str, Any]) -> str:
    """甲国(2007年4月加入)."""
    return rf"(?<={COUNTRY})\({DATE}(?:{any_of(words['words'])})\)"


def _told_many(words: Mapping[str, Any]) -> str:
    """甲国总统A等|21个某组织国家|领导人: how many those listed are, and whose."""
    return f"{words['after_etc']}{ORGANISATION}?(?:{any_of(words['states'])})"


def _initial(word: str, ministers: str) -> str:
    """Match ``word`` at the beginning of a clause; looked for by its first character."""
    return rf"{re.escape(word[0])}(?<![^,。;:\s].){re.escape(word[1:])}{ministers}{_NAMED_NEXT}"
