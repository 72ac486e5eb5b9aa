"""The words of ``names.toml`` that are about names of people, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kg.finders.offices import OfficeGrammar

#: 六世
REGNAL = re.compile("[一二三四五六七八九十]{1,3}世(?![纪界])")


@dataclass(frozen=True, slots=True)
class NameGrammar:
    """The compiled tables of ``names.toml`` that are about names, and those about offices."""

    foreign: re.Pattern[str]
    letters: frozenset[str]  # of foreign names
    chinese: re.Pattern[str]
    japanese: re.Pattern[str]
    delegation: re.Pattern[str]
    ends: frozenset[str]
    soft_ends: frozenset[str]  # in names too, but not at their end
    pronouns: tuple[str, ...]  # names of two characters that look like 他 and a verb
    no_names: tuple[str, ...]  # common words that look like a name
    never_first: frozenset[str]  # in names too, but not at their beginning
    compound: tuple[str, ...]  # surnames of two characters
    verbs: frozenset[str]  # after a name, not its third character
    particles: frozenset[str]  # surnames, but before a word something else
    inner_verbs: re.Pattern[str]  # words made of letters of foreign names
    rare: re.Pattern[str]  # a short name in whatever characters, with what follows it
    after: re.Pattern[str]
    honorific: re.Pattern[str]  # after a name with a title
    rank: re.Pattern[str]  # likewise: its first character is no letter of the name (丹瑞|大将)
    called_after: re.Pattern[str]  # after the name of what bears a person's name
    style: re.Pattern[str]  # between a title and the name: spaces, 拿督
    offices: OfficeGrammar
    words: Callable[[str], Sequence[str]]
    common: Callable[[str], bool]
    rare_word: Callable[[str], bool]  # of the language, but seldom used: a foreign name may be it


def compile_names(  # noqa: PLR0913 - what other files know, each by its name
    words: Mapping[str, Any],
    after: Sequence[str],
    offices: OfficeGrammar,
    *,
    segment: Callable[[str], Sequence[str]],
    common: Callable[[str], bool],
    rare_word: Callable[[str], bool],
) -> NameGrammar:
    """Compile the tables of ``names.toml``.

    ``after`` are words that follow names; ``segment`` cuts a text into words, ``common`` tells
    whether a word is one that is nobody's name, ``rare_word`` whether it may be one yet.
    """
    foreign = "".join(sorted(set(re.sub(r"\s", "", words["transliteration"]))))
    whole = f"[{foreign}]|{any_of(words['syllables'])}"
    next_part = f"[·.-][{foreign}]+|·[^\\W\\da-zA-Z][{foreign}]*"  # what follows · is a name
    ends = "".join(words["ends"])
    rare = f"[^{foreign}{ends}\\W\\da-zA-Z]"  # in a name if · follows: 艾买提·
    stop = f"[、,。;(){ends}]|{REGNAL.pattern}"
    surname = _surname(words)
    letter = f"[^{words['not_in_names']}\\W\\da-zA-Z]"
    one = f"{surname}(?:家{letter}|{letter}{{1,2}})"  # 王家瑞, but no 方专家
    parts = f"(?:{rare}[{foreign}]*){{0,2}}(?:{next_part})+"
    return NameGrammar(
        foreign=re.compile(f"[{foreign}]+{parts}|(?:{whole}){{2,}}"),
        letters=frozenset(foreign),
        chinese=re.compile(f"{surname}氏{letter}{{1,2}}|{one}"),
        japanese=_japanese(words),
        delegation=re.compile(
            rf"[,。;:\n!\s]({one}(?:、{one})*)等?(?:同志)?(?:也|还|一同|分别)?(?:参加|出席|陪同)"
        ),
        rare=re.compile(f"(?![国府夫团]){letter}(?:{letter}?|都){letter}(?={stop})"),
        after=re.compile(any_of(after)),
        offices=offices,
        words=segment,
        common=common,
        rare_word=rare_word,
        **_plain(words),
    )


def _surname(words: Mapping[str, Any]) -> str:
    """The regex of a Chinese surname."""
    single = "".join(sorted(set(re.sub(r"\s", "", words["surnames"]))))
    return f"(?:{'|'.join(words['compound_surnames'])}|[{single}])"


def _japanese(words: Mapping[str, Any]) -> re.Pattern[str]:
    """A Japanese name: how long it is, the words after it tell as well."""
    letter = f"[^{words['not_in_names']}{''.join(words['verbs'])}\\W\\da-zA-Z]"
    given = f"{letter}{{2}}[{words['japanese_ends']}]|{letter}{{1,2}}"
    return re.compile(f"(?:{any_of(words['japanese_surnames'].split())})(?:{given})")


def _plain(words: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of ``NameGrammar`` that are words around names, as they are in the file."""
    return {
        "ends": frozenset(words["ends"]),
        "soft_ends": frozenset(words["soft_ends"]),
        "pronouns": tuple(words["pronouns"]),
        "no_names": tuple(words["no_names"]),
        "never_first": frozenset(words["never_first"]),
        "verbs": frozenset(words["verbs"]),
        "compound": tuple(words["compound_surnames"]),
        "particles": frozenset(words["particles"]),
        "inner_verbs": re.compile(any_of(words["inner_verbs"])),
        "called_after": re.compile(any_of(words["called_after"])),
        "honorific": re.compile(any_of(words["honorifics"])),
        "rank": re.compile(f"(?<![{words['rank']['but']}]){words['rank']['word']}"),
        "style": re.compile(rf" *(?:{any_of(words['styles'])})?"),
    }
