"""Titled texts: 《…》 with nested 〈…〉, texts that reports name without brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.grammar.mentions import CITY, DOCUMENT, INITIATIVE, ORGANISATION, SPEECH, Mention
from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from kg.gazetteers.lexicon import Hit

_BRACKETS = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》){2,140})》")
_INNER = re.compile("[〈《]([^〈〉《》]{4,60})[〉》]")
#: Between the titles of a list.
_AND = re.compile("[、和与及]|以及")
#: At most so many characters stand between an organisation and the city of its text.
_WHOSE = 16
_MEETING = "峰会"
#: Before a subtitle, in normalised text.
_DASH = "--"
_SPACE = re.compile(r"\s+")
#: Characters before a title that tell what it is the title of.
_BEFORE = 6
#: A year or years after the words of a title (…规划2025, …纲要2021-2025年) tell no other kind,
#: nor does its number (…协议III).
_TAIL = r"(?:\([^()]*\)|[\d年至—–-]+|[IVX]{1,4})?$"


class Title(NamedTuple):
    """A titled text: its title as printed, and its class ("" if the title does not tell)."""

    text: str
    cls: str
    inner: tuple[Title, ...] = ()
    own: bool = False  # named as one of 本组织
    listed: bool = False  # in a list of such names
    new: bool = False  # of what is to be founded


@dataclass(frozen=True, slots=True)
class TitleGrammar:
    """The compiled word lists of ``documents.toml``."""

    endings: tuple[tuple[str, re.Pattern[str]], ...]
    headed: re.Pattern[str]  # before a colon
    media: re.Pattern[str]
    works: re.Pattern[str]  # before the title of a film or programme
    about: re.Pattern[str]
    known: re.Pattern[str]
    names: Mapping[str, str]  # other name -> name
    bare: re.Pattern[str]
    quoted: re.Pattern[str]
    holding: re.Pattern[str]  # a title in quotation marks in which another one stands in brackets
    passed: re.Pattern[str]  # a call that is a text
    ratified: re.Pattern[str]  # before the title of an instrument
    spoken: re.Pattern[str]  # a title in brackets that is told to be that of a speech
    tailed: re.Pattern[str]  # a title in brackets and the words that make it another text
    numbered: re.Pattern[str]
    whose: re.Pattern[str]  # between an organisation and the city of its text
    of_place: re.Pattern[str]  # what after a city makes a text of its name


def compile_titles(words: Mapping[str, Any]) -> TitleGrammar:
    """Compile the tables of ``documents.toml``."""
    tails = f"(?:{any_of(words['tails'])})?"
    classes = (
        ("Declaration", "declaration"),
        ("Initiative", "initiative"),
        ("Instrument", "instrument"),
    )
    names = {other: name for name, others in words["known"].items() for other in others}
    return TitleGrammar(
        endings=tuple(
            (cls, re.compile(f"(?:{any_of(words[name])}){tails}{_TAIL}")) for cls, name in classes
        ),
        headed=re.compile(f"(?:{any_of(words['headed'])})$"),
        media=re.compile(f"(?<!公)(?:{any_of(words['media'])})$"),
        works=re.compile(rf"{words['works']}\Z"),
        about=re.compile(
            rf"关于(?!{words['founding']})"
            rf"[^,。;:《》“”\n]{{3,40}}?的(?:{any_of(words['about_endings'])})"
        ),
        known=re.compile(any_of([*words["known"], *names])),
        names=names,
        bare=re.compile(any_of([*words["instrument"], *words["declaration"]])),
        tailed=re.compile(
            f"《[^《》\n]{{2,80}}》(?:{words['period']})?(?:{any_of(words['texts_of_texts'])})"
        ),
        numbered=re.compile(words["numbered"]),
        passed=re.compile(words["passed"]),
        spoken=re.compile(words["spoken"]),
        ratified=re.compile(rf"{words['ratified']}\Z"),
        whose=re.compile(words["whose"]),
        of_place=re.compile(f"(?:{_MEETING})?(?:{any_of(words['of_places'])})"),
        quoted=re.compile(rf"“([^“”\n]{{6,60}}(?:{any_of(words['quoted'])}))”"),
        holding=_holding(words),
    )


def _holding(words: Mapping[str, Any]) -> re.Pattern[str]:
    between = r"[^,。;:《》“”\n]{0,24}"
    begins, ends = any_of(words["holding"]), any_of(words["quoted"])
    return re.compile(rf"“((?:{begins}){between}《[^《》\n]{{2,60}}》{between}(?:{ends}))”")


def classify(title: str, grammar: TitleGrammar) -> str:
    """The class of a text with this title; "" if the title does not tell.

    A declaration may be one by its title alone, before a subtitle: 杭州宣言——同心同行; and what
    is called a plan or a treaty before a colon: 杭州行动计划：港口与能源.
    """
    plain = title.rstrip("”〉")
    cls = _ending(plain, grammar)
    head, _, subtitle = plain.partition(_DASH)
    if subtitle and not cls and _ending(head, grammar) == "Declaration":
        return "Declaration"
    head, _, subtitle = plain.partition(":")
    return _ending(head, grammar) if subtitle and not cls and grammar.headed.search(head) else cls


def _ending(title: str, grammar: TitleGrammar) -> str:
    """The class that the last words of a title tell."""
    return next((cls for cls, ending in grammar.endings if ending.search(title)), "")


def find_titles(shadow: str, grammar: TitleGrammar) -> list[Mention]:
    """All titled texts of a document, sorted and disjoint; newspapers' names are not texts."""
    passed = {match[1] for match in grammar.passed.finditer(shadow)}
    spoken = {title for titles in grammar.spoken.findall(shadow) for title in titles}
    signed = _ratified(shadow, grammar)
    found = [_mention(match, 1, grammar) for match in grammar.holding.finditer(shadow)]
    found += [
        _as_told(_bracketed(match, grammar, signed), passed, spoken)
        for match in _BRACKETS.finditer(shadow)
        if not any(one.start < match.start() < one.end for one in found)
    ]
    spans = [(mention.start, mention.end) for mention in found]
    for regex, group in (
        (grammar.about, 0),
        (grammar.known, 0),
        (grammar.numbered, 0),
        (grammar.quoted, 1),
    ):
        for match in regex.finditer(shadow):
            if not any(start < match.end() and match.start() < end for start, end in spans):
                found.append(_mention(match, group, grammar))
                spans.append(match.span())
    return sorted(mention for mention in found if mention.kind)


def find_place_titles(shadow: str, hits: Iterable[Hit], grammar: TitleGrammar) -> Iterator[Mention]:
    """Texts without brackets that are named after a city: 青岛宣言, 某组织成员国元首青岛宣言.

    某组织青岛峰会宣言 names the meeting, too, and tells more by that.
    """
    for before, hit in pairwise(chain((None,), hits)):
        if hit and hit.kind == CITY and (tail := grammar.of_place.match(shadow, hit.end)):
            start = _whose(shadow, before, hit, grammar)
            if start < hit.start and tail[0].startswith(_MEETING):
                continue
            title = shadow[start : tail.end()]
            yield Mention(start, tail.end(), DOCUMENT, Title(title, classify(title, grammar)))


def _whose(shadow: str, before: Hit | None, city: Hit, grammar: TitleGrammar) -> int:
    """Where a title begins that is named after ``city``: with its organisation, if it has one."""
    near = before is not None and city.start - before.end <= _WHOSE
    if before is None or not near or before.kind != ORGANISATION:
        return city.start
    leads = grammar.whose.fullmatch(shadow, before.end, city.start)
    return before.start if leads else city.start


def _ratified(shadow: str, grammar: TitleGrammar) -> set[int]:
    """Where titles begin that are told to be approved or signed: 通过了《甲》、《乙》和《丙》."""
    found, end = set(), -1
    for match in _BRACKETS.finditer(shadow):
        start = match.start()
        goes_on = end >= 0 and _AND.fullmatch(shadow, end, start)
        if goes_on or grammar.ratified.search(shadow, max(0, start - _BEFORE), start):
            found.add(start)
            end = match.end()
        else:
            end = -1
    return found


def _bracketed(match: re.Match[str], grammar: TitleGrammar, ratified: Container[int]) -> Mention:
    """A title in brackets; with what follows, where that makes it another text (《…》实施纲要)."""
    start = match.start()
    if grammar.works.search(match.string, max(0, start - _BEFORE), start):
        return Mention(start, match.end(), "", None)
    longer = grammar.tailed.match(match.string, start)
    mention = _mention(longer, 0, grammar) if longer else _mention(match, 1, grammar)
    signed = start in ratified and mention.kind == SPEECH
    return _issued(mention, "Instrument") if signed else mention


def _as_told(text: Mention, passed: Container[str], spoken: Container[str]) -> Mention:
    """A text whose kind the report tells otherwise than its title: a call, a speech."""
    if text.kind == INITIATIVE and text.value.text in passed:
        return _issued(text, "Declaration")
    told = text.kind == DOCUMENT and text.value.text in spoken
    return text._replace(kind=SPEECH, value=text.value._replace(cls="")) if told else text


def _issued(text: Mention, cls: str) -> Mention:
    """What its title does not show to be such a text, passed or signed as one."""
    return text._replace(kind=DOCUMENT, value=text.value._replace(cls=cls))


def _mention(match: re.Match[str], group: int, grammar: TitleGrammar) -> Mention:
    text = _SPACE.sub(" ", match[group]).strip()
    text = grammar.names.get(text, text)
    if grammar.media.search(text) or grammar.bare.fullmatch(text):
        return Mention(match.start(), match.end(), "", None)
    cls = classify(text, grammar)
    if cls == "Initiative" and not group:  # 关于…的倡议 is a text, not what it proposes
        cls = "Declaration"
    kind = {"": SPEECH, "Initiative": INITIATIVE}.get(cls, DOCUMENT)
    inner = tuple(
        Title(part, classify(part, grammar))
        for part in _INNER.findall(text)
        if classify(part, grammar)
    )
    return Mention(match.start(), match.end(), kind, Title(text, cls, inner))
