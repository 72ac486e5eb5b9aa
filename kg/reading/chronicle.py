"""Lines of a chronicle: which meetings they tell of, when only their heading names the body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.finders.inner_turns import SAME
from kg.finders.meeting_shapes import ORDINAL
from kg.finders.turns import LISTED, TURN_ALONE
from kg.grammar.mentions import DATE, ORGANISATION, PROJECT, SUMMIT
from kg.reading.bodies import last_body
from kg.reading.reading import place_key

if TYPE_CHECKING:
    from kg.finders.meeting_names import SummitName
    from kg.grammar.mentions import Masked, Mention
    from kg.reading.meetings import Meeting
    from kg.reading.reading import Reading

_LIST = ":"
#: A day, and the meeting held then.
_ON_DAY = re.compile(f"{DATE},")
#: Right before the name of a meeting, what body acts there.
_AT = re.compile(rf"{ORGANISATION}在(?:[\d年月上今去本{DATE}]{{1,8}}的)?$")
#: Right before the name of a meeting, the body and what it is called from now on.
_SHORT_FOR = re.compile(rf"{ORGANISATION}\([^()]{{0,4}}简称[^()]{{1,20}}\)\Z")
#: Right before a name, what kind of body it is whose meeting that is.
_KIND = re.compile(r"(?<![^\W\d_])[\u4e00-\u9fff]{2}\Z|(?<=[该同本])[\u4e00-\u9fff]{2}\Z")


def of_chronicle(reading: Reading, name: SummitName, *, begins: bool) -> SummitName:
    """The summit that an item of a chronicle tells of is of the body of its headline, and then.

    The item tells that it is held, or ``begins`` with it after the day; or it begins with its
    turn alone, below the name of all such meetings. A special one is none of those told before.
    """
    agenda = reading.agenda
    if name.relative == LISTED:
        return _listed(reading, name)
    apart = agenda.focus is None or (name.variant and name.present)
    own = reading.digest and apart and name.generic and name.level
    if not (own and agenda.body and (name.present or begins)):
        return name
    return name._replace(organisations=(agenda.body,), generic=False, year=agenda.year)


def of_body(reading: Reading, sentence: Masked, mark: int, name: SummitName) -> SummitName:
    """论坛|首届部长级会议: of the body named last if that is what it is (某国—某地区论坛).

    某组织在|某市峰会|上 is its own, too, if the report knows no other one in that city. So is what
    stands behind how it calls itself: 某组织(以下简称“本组织”)|成员国元首理事会第十四次会议.
    """
    if name.organisations or name.series or name.generic:
        return name
    if short := _SHORT_FOR.search(sentence.text, 0, mark):
        return name._replace(organisations=(place_key(sentence.at(short.start())),))
    if not name.edition:
        return _of_city(reading, sentence, mark, name)
    body = last_body(reading, sentence.within(0, mark), reading.body, ())
    known = reading.knowledge.gazetteer.entities.get(body)
    word = _KIND.search(sentence.text, 0, mark)
    if known is None or word is None or not known.names[0].endswith(word[0]):
        return name
    return name._replace(organisations=(body,))


def _of_city(reading: Reading, sentence: Masked, mark: int, name: SummitName) -> SummitName:
    acts = _AT.search(sentence.text, 0, mark)
    there = {meeting.city for meeting in reading.agenda.meetings}
    if acts is None or not name.city or name.city in there:
        return name
    return name._replace(organisations=(last_body(reading, sentence.within(*acts.span()), "", ()),))


def of_same(reading: Reading, sentence: Masked, mark: int, name: SummitName) -> SummitName:
    """第二届 inside a sentence: of the counted meetings told of right before, or 每年举行 there."""
    alone = name.edition and not (name.organisations or name.series or name.relative)
    if alone and _ON_DAY.fullmatch(sentence.text, 0, mark):
        return _of_day(reading, sentence.mentions[0].value.year, name)
    before = [one for one in sentence.within(0, mark) if _names_meetings(one)]
    if name.relative != SAME or not before:
        return name
    last, kind = before[-1], None
    if last.kind == SUMMIT and last.value.edition not in (0, name.edition):
        kind = last.value._replace(city="", there="", country="")
        kind = kind._replace(text=TURN_ALONE.sub("", kind.text, count=1))
    elif _often(reading, sentence, last) and reading.agenda.focus:
        kind = _kind_of(reading.agenda.focus, name)
    if kind is None:
        return name
    told: SummitName = kind._replace(text=name.text + kind.text, edition=name.edition)
    return told._replace(year=name.year, relative="", present=True)


def _of_day(reading: Reading, year: int, name: SummitName) -> SummitName:
    """某年某日,第二次会议…: an earlier or later one, if its number is, too, of the kind told of."""
    focus = reading.agenda.left.focus if reading.agenda.left else reading.agenda.focus
    if focus is None or not (year and focus.year and focus.edition and focus.organisation):
        return name
    texts = [text for text in focus.texts if _after_turn(text) == _after_turn(name.text)]
    in_order = (year - focus.year) * (name.edition - focus.edition) > 0
    if not texts or not in_order:
        return name
    text = ORDINAL.sub(name.text.removesuffix(_after_turn(name.text)), max(texts, key=len), count=1)
    body = (focus.organisation,)
    told = name._replace(organisations=body, series=focus.series, level=focus.level, text=text)
    return told._replace(variant=focus.variant, year=year, generic=False, present=True)


def _after_turn(text: str) -> str:
    """What follows 第二次 in the name of a meeting; all of it if it has no number."""
    return ORDINAL.split(text)[-1]


def _names_meetings(mention: Mention) -> bool:
    """Whether a turn alone after it may be of what it names."""
    if mention.kind == SUMMIT:
        return mention.value.relative != SAME and not mention.value.generic
    return mention.kind in (ORGANISATION, PROJECT)


def _often(reading: Reading, sentence: Masked, body: Mention) -> bool:
    """Whether it is told how often the body meets whose meeting the report is about."""
    after = sentence.text[sentence.marks[sentence.mentions.index(body)] + 1 :]
    if body.kind == PROJECT or not reading.knowledge.meetings.often.match(after):
        return False
    key = body.value.organisation if body.kind == SUMMIT else place_key(body)
    return bool(reading.agenda.focus and key == reading.agenda.focus.organisation)


def _listed(reading: Reading, name: SummitName) -> SummitName:
    """第12届: as the name of one of the meetings of which the lines are; as it is, if of none."""
    alone = TURN_ALONE.fullmatch(name.text)
    series = reading.listed or (_told_of(reading, name) if alone else None)
    if series is None and alone:
        return name
    other = name.organisations or name.series
    if series is None or other or (name.level and name.level != series.level):
        return name._replace(relative="")
    text = name.text + series.text if alone else name.text
    return series._replace(text=text, edition=name.edition, year=name.year, present=True)


def _told_of(reading: Reading, name: SummitName) -> SummitName | None:
    """The meetings of which the report tells, if ``name`` can be the turn of one up to the next."""
    focus = reading.agenda.left.focus if reading.agenda.left else reading.agenda.focus
    near = focus is not None and 0 < name.edition <= focus.edition + 1
    return _kind_of(focus, name) if focus and near else None


def _kind_of(focus: Meeting, name: SummitName) -> SummitName | None:
    """All meetings of the kind of ``focus``, if it is counted: ``name`` without its turn."""
    counted = [text for text in focus.texts if TURN_ALONE.match(text)]
    if not counted:
        return None
    body = (focus.organisation,) if focus.organisation else ()
    kind = name._replace(organisations=body, series=focus.series, level=focus.level, relative="")
    return kind._replace(text=TURN_ALONE.sub("", max(counted), count=1), variant=focus.variant)


def note_list(reading: Reading, sentence: Masked) -> None:
    """Note of which meetings the lines below are: 历届某组织峰会, 某组织峰会:."""
    every, told = reading.knowledge.meetings.all_of, sentence.text.endswith(_LIST) or reading.digest
    for mention in sentence.mentions:
        name = mention.value if mention.kind == SUMMIT else None
        if name and (every.search(name.text) or (told and name.level and name.plain)):
            reading.listed = _of_all(reading, name, every.sub("", name.text))


def _of_all(reading: Reading, name: SummitName, text: str) -> SummitName | None:
    """All meetings of a kind, of the body that the report is about if no other is named."""
    agenda, focus = reading.agenda, reading.agenda.focus
    body, series = name.organisations, name.series
    if not (body or series):
        whose = focus.organisation if focus else agenda.body
        body, series = (whose,) if whose else (), focus.series if focus else ""
    if not (body or series):
        return None
    return name._replace(
        text=text, organisations=body, series=series, relative="", generic=False, decided=False
    )


def heads_line(mention: Mention) -> bool:
    """Whether a line begins with the turn of a meeting: then it tells of it."""
    name: SummitName = mention.value
    return name.relative == LISTED


def without_mark(mention: Mention, name: SummitName) -> Mention:
    """What states the number of a meeting; of a line without its mark, and with its ``name``."""
    value: SummitName = mention.value
    if value.relative != LISTED:
        return mention
    return mention._replace(end=mention.start + len(value.text), value=name._replace(year=0))
