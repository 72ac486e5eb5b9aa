"""Which titled texts, speeches and initiatives of different reports are one."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.merging.identity import Groups, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.gazetteers.gazetteer import Gazetteer
    from kg.model import Entity, Statement

#: Shorter titles without their organisation (宪章) could be anybody's.
_LEAST_CORE = 5
#: So many characters at the end of a title say which one is meant (某地宣言).
_LEAST_ENDING = 4
#: What one meeting adopts more than one of: a kind of text, no name.
_KIND = re.compile("(?:联合|共同|主席|新闻|领导人|元首|部长|会议|政治|特别)*(?:声明|公报|宣言)")
#: Whose a text is, before its short name: 某组织成员国元首|某地宣言.
_OWNER = re.compile(
    "(?:峰会|会议|会晤|领导人|元首|首脑|总理|周年|组织|集团|国家|论坛|成员国|联盟)$"
)
_YEARS = re.compile(r"[(（][^()（）]*[)）]$")


def match_texts(
    entities: list[Entity],
    statements: Iterable[Statement],
    meetings: Mapping[str, str],
    gazetteer: Gazetteer,
) -> dict[str, str]:
    """Local key -> identity of every text, speech and initiative.

    ``meetings`` are the identities of the meetings: declarations with one title that
    different meetings adopted are different texts.
    """
    prefix = _Prefix.of(gazetteer)
    documents = [entity for entity in entities if entity.key.startswith("document:")]
    return (
        _match_speeches(entities)
        | _match_initiatives(entities, prefix, gazetteer)
        | match_titles(
            {item.key: _title(item) for item in documents if item.cls != "Declaration"}, prefix
        )
        | _match_declarations(
            [item for item in documents if item.cls == "Declaration"], statements, meetings
        )
    )


def _title(entity: Entity) -> str:
    """The normalised title in a local key (``document:scope:title``, ``initiative:title``).

    Behind ``@`` stands the key of its meeting, if another text of the report is called so, too.
    """
    return entity.key.split(":", maxsplit=2)[-1].partition("@summit:")[0]


def _match_speeches(entities: list[Entity]) -> dict[str, str]:
    return {
        entity.key: f"Speech:{plain(_title(entity))}"
        for entity in entities
        if entity.key.startswith("speech:")
    }


class _Prefix(NamedTuple):
    """What may stand before a title: the name of an organisation, with or without 成员国."""

    regex: re.Pattern[str]
    names: Mapping[str, str]  # any name of an organisation, and its first one, both plain

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> _Prefix:
        names = {
            plain(name): plain(gazetteer.entities[keys[0]].names[0])
            for name, keys in gazetteer.names.items()
            if keys[0].startswith("organisation/") and plain(name)
        }
        words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        return cls(re.compile(f"^(?P<name>{words})(?:成员国|国家)?"), names)

    def cut(self, title: str) -> str:
        """A plain title without it."""
        return self.regex.sub("", title, count=1)

    def spell_out(self, title: str) -> str:
        """A plain title with the first name of its organisation: 上合组织 is 上海合作组织."""
        found = self.regex.match(title)
        return self.names[found["name"]] + title[found.end("name") :] if found else title


def _match_initiatives(
    entities: list[Entity], prefix: _Prefix, gazetteer: Gazetteer
) -> dict[str, str]:
    """Initiatives by name; one without its organisation is the known or only one that has it."""
    names = {
        entity.key: gazetteer.entities[entity.key].names[0]
        if entity.key in gazetteer.entities
        else entity.key.partition(":")[2]
        for entity in entities
        if entity.key.startswith("initiative")
    }
    groups = match_titles(names, prefix)
    known = {
        groups[key]: key for key in sorted(names, reverse=True) if key.startswith("initiative/")
    }
    return {key: known.get(group, group) for key, group in groups.items()}


def match_titles(names: Mapping[str, str], prefix: _Prefix) -> dict[str, str]:
    """Key -> the name of the set of keys whose titles mean one text.

    The same title is the same text, by whichever name it calls its organisation. A title
    without its organisation or its years (《边防合作协定》) is the one that stands with them, if
    there is only one.
    """
    groups = Groups()
    first: dict[str, str] = {}
    undated: dict[str, set[str]] = defaultdict(set)
    cores: dict[str, set[str]] = defaultdict(set)
    for key, name in sorted(names.items()):
        full, short = prefix.spell_out(plain(name)), plain(_YEARS.sub("", name))
        groups.join(first.setdefault(full, key), key)
        undated[prefix.spell_out(short)].add(full)
        cores[prefix.cut(short)].add(full)
    for shorter in (undated, cores):
        for core, titles in sorted(shorter.items()):
            longer = {groups.find(first[title]) for title in titles - {core}}
            if len(core) >= _LEAST_CORE and len(longer) == 1 and core in titles:
                groups.join(first[core], longer.pop())
    return {key: groups.find(key) for key in names}


def _match_declarations(
    declarations: list[Entity], statements: Iterable[Statement], meetings: Mapping[str, str]
) -> dict[str, str]:
    adopted: dict[str, set[str]] = defaultdict(set)
    told: dict[str, set[tuple[str, int, int]]] = defaultdict(set)
    for item in statements:
        if item.predicate == "adopted" and isinstance(item.object, str):
            adopted[item.object].add(meetings.get(item.subject, item.subject))
            told[item.object].update(passage[:3] for passage in item.evidence)
    titles: dict[str, list[Entity]] = defaultdict(list)
    for declaration in sorted(declarations):
        titles[plain(_title(declaration))].append(declaration)
    groups = Groups()
    for same in titles.values():
        _join_declarations(same, adopted, groups)
    _join_endings(declarations, adopted, told, groups)
    return {item.key: groups.find(item.key) for item in declarations}


def _join_declarations(same: list[Entity], adopted: Mapping[str, set[str]], groups: Groups) -> None:
    """Join those that one meeting adopted; the others belong to it if there is only one."""
    owners: dict[str, str] = {}
    for document in same:
        for meeting in sorted(adopted.get(document.key, ())):
            groups.join(owners.setdefault(meeting, document.key), document.key)
    names = {groups.find(key) for key in owners.values()}
    free = [document for document in same if document.key not in adopted]
    for document in free:
        if len(names) == 1:
            groups.join(next(iter(names)), document.key)
        elif not names:
            groups.join(free[0].key, document.key)


def _join_endings(
    declarations: list[Entity],
    adopted: Mapping[str, set[str]],
    told: Mapping[str, set[tuple[str, int, int]]],
    groups: Groups,
) -> None:
    """What ends the title of one other declaration (某地宣言) is short for it.

    That is so in one report, and for what one meeting adopted in several, where the longer one only
    tells whose it is, too; not if each is of another meeting, or both stand in one list
    (通过《某地宣言》和《…某地宣言》).
    """
    near: dict[tuple[bool, str], list[tuple[str, str]]] = defaultdict(list)
    for item in declarations:
        title = plain(_title(item))
        near[True, item.key.split(":", 2)[1]].append((title, item.key))
        for meeting in adopted.get(item.key, ()):
            near[False, meeting].append((title, item.key))
    for (at_once, _), texts in sorted(near.items()):
        for short, key in texts:
            longer = (one for title, one in texts if _is_short(short, title, at_once=at_once))
            whole = {groups.find(one): one for one in longer}
            if len(whole) == 1 and len(short) >= _LEAST_ENDING:
                (other,) = whole.values()
                mine, its = adopted.get(key, set()), adopted.get(other, set())
                listed = told.get(key, set()) & told.get(other, set())
                if not listed and (not (mine and its) or mine & its):
                    groups.join(key, other)


def _is_short(short: str, title: str, *, at_once: bool) -> bool:
    """Whether a title is the end of another one: of any in one report (``at_once``)."""
    before = title.removesuffix(short)
    if before in ("", title):
        return False
    return at_once or (not _KIND.fullmatch(short) and _OWNER.search(before) is not None)
