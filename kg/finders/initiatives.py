"""Named initiatives that no list holds: quoted names, and names after a verb of founding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg.finders.titles import Title
from kg.finders.undertakings import (
    UndertakingGrammar,
    compile_undertakings,
    find_undertakings,
)
from kg.grammar.mentions import PROJECT, Mention
from kg.text.hanzi import segment
from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


_OURS = "本组织"
#: What somebody says, if no word tells what is called so: “港口等不起,该有行动”.
_SAID = re.compile("[,:的]")
#: What a character of a name without quotation marks is.
_CHAR = "[^,。;:、《》“”()的了\\s]"
#: Characters that make a name: 禁毒中心 is one; of a common thing (平台) more are asked.
_LEAST, _LEAST_WEAK = 4, 6
#: Verbs, and the endings of names in quotation marks that stand only after these.
_STARTED = (
    ("started_verbs", "started_endings"),
    ("founded_verbs", "owned"),
    ("creating", "quoted_endings"),
    ("put_forward", "schemes"),
)
#: Characters before a verb of founding in which somebody asks for it.
_ASKED = 6


@dataclass(frozen=True, slots=True)
class InitiativeGrammar:
    """The compiled tables of ``initiative_words.toml``."""

    founded: re.Pattern[str]
    listed: re.Pattern[str]
    quoted: re.Pattern[str]
    said: re.Pattern[str]  # begins what somebody says in quotation marks, and no name
    started: tuple[re.Pattern[str], ...]
    called: tuple[re.Pattern[str], ...]  # whole, name
    set_up: re.Pattern[str]  # begins, and ends, what is to be founded: 筹建某银行
    own: re.Pattern[str]
    weak: re.Pattern[str]
    generic: re.Pattern[str]
    ending: re.Pattern[str]
    trigger: re.Pattern[str]
    never: frozenset[str]  # words that no name has: 对, 被, 出席
    proper: re.Pattern[str]  # what tells whose something is, or where (中德…, 亚欧…)
    common: re.Pattern[str]  # ends what is mostly a common thing: 平台, 中心
    owned: re.Pattern[str]  # ends what everybody has: 工作组, 系统
    kinds: UndertakingGrammar


def compile_initiatives(words: Mapping[str, Any], states: str) -> InitiativeGrammar:
    """Compile the tables of ``initiative_words.toml``; ``states``: characters like 中, 德."""
    endings, owned, after = map(any_of, (words["endings"], words["owned"], words["after"]))
    schemes, generic = any_of(words["schemes"]), ("generic", "endings", "owned")
    inner, never = _inner(words), any_of(words["compounds"])
    ending = f"(?:{endings}|(?:{owned})(?!的))"  # 设立某试验区的管理机构: that is what is new
    name = rf"(?P<name>(?!和|与|及){inner}{{2,18}}?(?!{never}){ending}(?=(?:{after})|$))"
    lead = rf"(?:{any_of(words['lead'])})+"
    quoted, joint = any_of(words["quoted_endings"]), any_of(words["joint"])
    return InitiativeGrammar(
        founded=re.compile(
            rf"(?:{any_of(words['verbs'])})(?:了|起|好)?(?:[^,。;:、《》“”的]{{0,12}}的|{lead})?{name}"
        ),
        listed=re.compile(rf"(?:、|和|以及|及)(?:{any_of(words['verbs'])})?{name}"),
        quoted=re.compile(
            rf"“(?P<name>[^“”\n]{{2,30}})”(?P<tail>(?:(?<=\+”){joint})?(?:{quoted}))?"
        ),
        said=re.compile(any_of(words["said"])),
        started=tuple(
            _quoted_after(words[verbs], words["one"], words[names]) for verbs, names in _STARTED
        ),
        set_up=_set_up(words),
        called=(_view(words), _draft(words), _composite(words), _call(words)),
        own=re.compile(f"^(?:{any_of(words['own'])})"),
        generic=re.compile(f"(?:{any_of(chain.from_iterable(words[kind] for kind in generic))})"),
        ending=re.compile(
            f"(?:{quoted}|{endings}|[^\\d的之]{{3}}[^\\d一二三四五六七八九十百的之]年)$"
        ),
        weak=re.compile(f"(?:{any_of(words['weak'])})$"),
        trigger=re.compile(
            f"{quoted}|{endings}|{owned}|{any_of(words['views'])}|{any_of(words['pacts'])}|年”"
            f"|{words['community']}|{words['partnership']}"
            f"|(?:{any_of(words['started_endings'])}|{schemes})”"
        ),
        never=frozenset(words["never"]),
        common=re.compile(f"(?:{any_of([*words['common'], *words['owned']])})$"),
        owned=re.compile(f"(?:{owned})$"),
        kinds=compile_undertakings(words, states),
        proper=re.compile(f"^[{states}][{states}欧非拉]|{any_of(words['regions'])}"),
    )


def _inner(words: Mapping[str, Any]) -> str:
    """A character of a name: none where a word begins that no name has."""
    within, outside = any_of(words["within"]), any_of(words["outside"])
    return rf"(?:{within}|(?!{outside}){_CHAR})"


def _composite(words: Mapping[str, Any]) -> re.Pattern[str]:
    """建立“某某”企业评价体系, 发起“某某”小组: the name goes on behind the quotation marks."""
    kinds = ("founded_verbs", "endings", "composites", "owned", "after")
    verbs, endings, others, owned, after = (any_of(words[kind]) for kind in kinds)
    whole = rf"{_inner(words)}{{2,16}}?(?:{endings}|{others})"
    listed = rf"(?!(?:{any_of(words['quoted_endings'])}){words['listing']})"
    name = rf"“[^“”\n]{{2,12}}”{listed}(?:{whole}|{owned})"
    return re.compile(rf"(?:{verbs})了?(?P<whole>(?P<name>{name}))(?=(?:{after})|$)")


def _call(words: Mapping[str, Any]) -> re.Pattern[str]:
    """启动促进某地投资倡议: what is started so has a long name of its own."""
    verbs, calls, many, after = (
        any_of(words[kind]) for kind in ("starting", "calls", "many", "after")
    )
    name = rf"(?:(?!{many}){_CHAR}){{6,16}}?(?:{calls})"
    return re.compile(rf"(?:{verbs})了?(?P<whole>(?P<name>{name}))(?=(?:{after})|$)")


def _quoted_after(verbs: Iterable[str], one: str, endings: Iterable[str]) -> re.Pattern[str]:
    """A name in quotation marks with one of these endings, right after one of these verbs."""
    name = rf"“(?P<name>[^“”\n]{{2,24}}(?:{any_of(endings)}))”"
    return re.compile(rf"(?:{any_of(verbs)})[了的]?{one}{name}")


def _set_up(words: Mapping[str, Any]) -> re.Pattern[str]:
    """筹建某银行: the whole of verb and name."""
    kinds = ("asking", "lead", "founded_verbs", "to_come", "set_up")
    asking, lead, verbs, to_come, endings = (any_of(words[kind]) for kind in kinds)
    verbs = f"(?:{asking})(?:{lead})*(?:{verbs})|{to_come}"
    return re.compile(f"(?:{verbs})[^的]{{3,}}(?:{endings})$")


def _draft(words: Mapping[str, Any]) -> re.Pattern[str]:
    """建议尽早商签《某公约》, 愿商谈缔结“某条约”: a text that is still to be written."""
    kinds = ("wanting", "drafting", "pacts", "halting")
    wanting, drafting, pacts, halting = (any_of(words[kind]) for kind in kinds)
    name = rf"(?P<name>(?<=《)[^《》\n]+(?=》)|(?<=“)[^“”\n]+(?:{pacts})(?=”))"
    between = rf"(?:(?!{halting})[^,。;:《》“”]){{0,12}}"
    wanted = rf"(?<!不)(?:{wanting}){between}(?:{drafting})"
    return re.compile(rf"{wanted}(?P<whole>[《“]{name}[》”])")


def _view(words: Mapping[str, Any]) -> re.Pattern[str]:
    """提出(理性、协调的)核安全观: a view of its own, proposed; 树立安全观 names none."""
    verbs, endings, other = (any_of(words[kind]) for kind in ("proposing", "views", "following"))
    name = rf"(?P<name>(?:(?!{other})[\u4e00-\u9fff]){{1,4}}(?:{endings}))"
    between = rf"(?:(?!{other})[^,。;:“”]){{1,14}}的"
    return re.compile(rf"(?:{verbs})(?:了|的|{between})?(?P<whole>{name})")


def find_initiatives(
    shadow: str, start: int, end: int, grammar: InitiativeGrammar
) -> Iterator[Mention]:
    """The named initiatives in ``shadow[start:end]``; may overlap other mentions."""
    if not grammar.trigger.search(shadow, start, end):
        return
    yield from find_undertakings(shadow, start, end, grammar.kinds)
    yield from _quoted(shadow, start, end, grammar)
    for match in chain.from_iterable(one.finditer(shadow, start, end) for one in grammar.called):
        yield Mention(*match.span("whole"), PROJECT, Title(match["name"], "Initiative"))
    for match in grammar.founded.finditer(shadow, start, end):
        items = list(_items(match, end, grammar))
        for item in items:
            listed = len(items) > 1
            yield item if not listed else item._replace(value=item.value._replace(listed=True))


def _quoted(shadow: str, start: int, end: int, grammar: InitiativeGrammar) -> Iterator[Mention]:
    """The names in quotation marks."""
    for match in grammar.quoted.finditer(shadow, start, end):
        named = grammar.ending.search(match["name"]) and not _common(match["name"], grammar)
        named = named and not grammar.said.match(match["name"]) and not _SAID.search(match["name"])
        if match["tail"] or named:
            yield Mention(match.start(), match.end(), PROJECT, Title(match["name"], "Initiative"))
            if next_one := grammar.listed.match(shadow, match.end(), end):
                yield from _items(next_one, end, grammar)
    for match in chain.from_iterable(one.finditer(shadow, start, end) for one in grammar.started):
        if not _common(match["name"], grammar):
            span = match.start("name") - 1, match.end()
            yield Mention(*span, PROJECT, Title(match["name"], "Initiative"))


def _items(match: re.Match[str], end: int, grammar: InitiativeGrammar) -> Iterator[Mention]:
    """The names of a list that begins with ``match``."""
    item: re.Match[str] | None = match
    while item is not None:
        if mention := _named(item, grammar):
            yield mention
        item = grammar.listed.match(match.string, item.end(), end)


def _weak(name: str, grammar: InitiativeGrammar) -> bool:
    return grammar.weak.search(name) is not None


def _plain(name: str, grammar: InitiativeGrammar) -> bool:
    return not grammar.generic.sub("", name)


def _common(name: str, grammar: InitiativeGrammar) -> bool:
    """Whether nothing in a name is proper to one thing: 三大网络, 交通运输网络."""
    return _weak(name, grammar) and _plain(name, grammar)


def _named(match: re.Match[str], grammar: InitiativeGrammar) -> Mention | None:
    own = grammar.own.match(match["name"])
    start = match.start("name") + (own.end() if own else 0)
    name = match.string[start : match.end("name")]
    if len(name) < (_LEAST_WEAK if _weak(name, grammar) or _plain(name, grammar) else _LEAST):
        return None
    if _common(name, grammar):
        return None
    if not _of_words(match, start, grammar):
        return None
    asked = match.string[max(0, match.start() - _ASKED) : match.end("name")]
    new = grammar.set_up.search(asked) is not None
    title = Title(name, "Initiative", own=match["name"].startswith(_OURS), new=new)
    return Mention(start, match.end("name"), PROJECT, title)


def _of_words(match: re.Match[str], start: int, grammar: InitiativeGrammar) -> bool:
    """Whether a word begins where the name does (not 设|备…平台), and all of it can be named so."""
    place = match.start()
    for word in segment(match.string[place : match.end("name")]):
        if place < start < place + len(word) or (place >= start and word in grammar.never):
            return False
        place += len(word)
    return True
