"""The gazetteer: countries, cities, organisations, leaders and initiatives by name.

Its knowledge is in ``ontology/gazetteer/*.toml``; this module joins what
``kg.gazetteers.places`` and ``kg.gazetteers.curated`` read into one index of names. Names are
looked up in the form that ``kg.text.normalise`` gives to texts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.gazetteers.curated import check_tables, read_tables, things, with_secretariats
from kg.gazetteers.places import Named, load_cities, load_countries, territories, unique
from kg.model import DataError, Entity
from kg.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from pathlib import Path

    from kg.gazetteers.places import Table

_QUOTES = str.maketrans("", "", "“”")
_DASH = re.compile(r"(?<=[^\x00-\x7f])-(?=[^\x00-\x7f])")
#: What stands for a dash between Chinese characters: doubled, or mistyped as the number one.
_DASHES = ("--", "一")
#: What stands for a dash in the name of a meeting.
_JOINTS = ("与", "同", "和")


class Term(NamedTuple):
    """The years in which a state is a member, from the first to the last."""

    since: int = 0
    until: int = 9999

    def holds(self, year: int) -> bool:
        """Whether it is a member in that year; of an unknown year (0), whether it ever was."""
        return not year or self.since <= year <= self.until


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All that is known by name; every form is as in normalised text.

    ``entities``: key to entity. ``names``: form to the keys it can mean, most likely first.
    ``home_of``: key of a city or leader to that of its country (a leader of an organisation:
    the organisation). ``meeting_names``: forms that mean an organisation only inside the name
    of a meeting. ``parents``: key of a body to that of the one that it belongs to.
    ``members``: organisation without observers to its states, also those that have left, each
    with the years in which it is one. ``forums``: those of them at whose meetings not only
    members may be. ``sides``: forms like 巴方 to the countries that they can
    mean, to be decided by what else a document names; those that can mean one country only are
    in ``names``.
    ``since``: states that were a part of another one, with the year when they left it.
    ``lists``: see ``words``.
    """

    entities: Mapping[str, Entity]
    names: Mapping[str, tuple[str, ...]]
    home_of: Mapping[str, str]
    meeting_names: Mapping[str, tuple[str, ...]]
    parents: Mapping[str, str]
    members: Mapping[str, Mapping[str, Term]]
    forums: frozenset[str]
    sides: Mapping[str, tuple[str, ...]]
    since: Mapping[str, int]
    lists: Mapping[str, tuple[str, ...]]

    @property
    def abbreviations(self) -> str:
        """The characters that stand for states (德 of 德方), sorted."""
        return "".join(sorted(self.short_states))

    @property
    def short_states(self) -> dict[str, tuple[str, ...]]:
        """The characters that stand for states (德 of 德方), each with those that it can mean."""
        sides = {**self.names, **self.sides}.items()
        return {
            name[0]: keys for name, keys in sides if len(name) == len("德方") and name[1] == "方"
        }

    def belongs(self, state: str, body: str, year: int) -> bool:
        """Whether ``state`` is known to be a member of ``body`` in that year (0: in any)."""
        term = self.members.get(body, {}).get(state)
        return term is not None and term.holds(year)

    def union_of(self, body: str) -> str:
        """What the members of ``body`` have joined: of a council of some union, the union."""
        own, union = self.members.get(body), self.parents.get(body, "")
        council = own is not None and own.keys() <= self.members.get(union, {}).keys()
        return union if council else body

    def words(self, kind: str) -> tuple[str, ...]:
        """Return the word list of that kind, longest first; KeyError if there is none.

        The kinds are those of ``offices.toml`` (head_of_state, head_of_government, deputy,
        minister, organisation_head, envoy, prefixes, offices_after_name).
        """
        return self.lists[kind]


def load_gazetteer(root: Path) -> Gazetteer:
    """Read the folder ``ontology/gazetteer``; DataError names everything that is wrong in it."""
    tables = read_tables(root)
    codes = territories()
    if problems := check_tables(tables, codes):
        raise DataError(str(root), "\n".join(["", *problems]))
    tables["organisations"] = with_secretariats(tables["organisations"])
    states = tables["countries"]["countries"]
    ours = [*load_countries(states, codes), *things(tables)]
    forms = _index(ours)
    if problems := _undeclared(forms, frozenset(tables["shared"]["names"])):
        raise DataError(str(root), "\n".join(["", *problems]))
    cities = load_cities(tables["cities"], {iso3: codes[iso3] for iso3 in states})
    known = [*ours, *cities]
    return Gazetteer(
        entities={named.entity.key: named.entity for named in known},
        names=_with_cities(forms, cities),
        home_of={named.entity.key: named.home for named in known if named.home},
        meeting_names=_meeting_names(tables["organisations"]),
        parents=_parents(tables["organisations"]),
        members=_members(tables["organisations"]),
        forums=_forums(tables["organisations"]),
        sides=_sides(ours, forms.keys() | set(tables["countries"]["no_side"])),
        since={f"country/{iso3}": row["since"] for iso3, row in states.items() if "since" in row},
        lists=_lists(tables),
    )


def _index(known: Iterable[Named]) -> dict[str, tuple[str, ...]]:
    """List each form with the keys of its bearers, in the order given."""
    index: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for named in known:
        for form in variants(named.forms):
            index[form][named.entity.key] = None
    return {form: tuple(keys) for form, keys in index.items()}


def _with_cities(
    forms: Mapping[str, tuple[str, ...]], cities: Iterable[Named]
) -> dict[str, tuple[str, ...]]:
    """Add the cities' names to the index, the bigger city first.

    A city never takes a form from anything else; a capital shares its own country's name.
    """
    index: defaultdict[str, list[str]] = defaultdict(list)
    for city in sorted(cities, key=lambda city: (-city.rank, city.entity.key)):
        for form in city.forms:
            owners = forms.get(form, ())
            if not owners or (city.home in owners and "capital" in dict(city.entity.attributes)):
                index[form].append(city.entity.key)
    return dict(forms) | {form: (*forms.get(form, ()), *keys) for form, keys in index.items()}


def variants(names: Iterable[str]) -> tuple[str, ...]:
    """List the forms that texts write ``names`` in: without quotation marks, other dashes.

    Marks around the whole name go; marks inside it are optional.
    """
    return unique(form for name in names for form in _variants(normalise(name).text))


def _variants(form: str) -> Iterable[str]:
    inner = form[1:-1]
    whole = form[:1] == "“" and form[-1:] == "”" and "“" not in inner
    for spelling in (inner if whole else form, form.translate(_QUOTES)):
        yield spelling
        if "-" in spelling:
            yield from (_DASH.sub(dash, spelling) for dash in _DASHES)


def _undeclared(forms: Mapping[str, tuple[str, ...]], declared: frozenset[str]) -> list[str]:
    """Find forms that several things share but ``shared.toml`` does not list, and the reverse."""
    shared = {form: keys for form, keys in forms.items() if len(keys) > 1}
    return [
        f"shared.toml: {form} means {', '.join(shared[form])}, which is not declared"
        for form in sorted(shared.keys() - declared)
    ] + [f"shared.toml: nothing shares {form}" for form in sorted(declared - shared.keys())]


def _meeting_names(organisations: Mapping[str, Table]) -> dict[str, tuple[str, ...]]:
    """Two sides of a meeting are joined by a dash or a word: 中国—中亚, 中国与中亚."""
    index: defaultdict[str, list[str]] = defaultdict(list)
    for slug, table in organisations.items():
        told = table.get("meeting_names", ())
        joined = (name.replace("—", joint) for name in told for joint in _JOINTS)
        for form in variants(dict.fromkeys((*told, *joined))):
            index[form].append(f"organisation/{slug}")
    return {form: tuple(keys) for form, keys in index.items()}


def _parents(organisations: Mapping[str, Table]) -> dict[str, str]:
    return {
        f"organisation/{slug}": f"organisation/{table['parent']}"
        for slug, table in organisations.items()
        if "parent" in table
    }


def _members(organisations: Mapping[str, Table]) -> dict[str, dict[str, Term]]:
    return {
        f"organisation/{slug}": dict(map(_membership, table["members"]))
        for slug, table in organisations.items()
        if "members" in table
    }


def _forums(organisations: Mapping[str, Table]) -> frozenset[str]:
    return frozenset(
        f"organisation/{slug}" for slug, table in organisations.items() if table.get("forum")
    )


def _membership(told: str) -> tuple[str, Term]:
    """EGY:2024 is a member since then, GBR:1973-2019 was one until then."""
    code, _, years = told.partition(":")
    first, _, last = years.partition("-")
    return f"country/{code}", Term(int(first or Term().since), int(last or Term().until))


def _sides(known: Iterable[Named], other: Container[str]) -> dict[str, tuple[str, ...]]:
    """The form in 方 of the first character of each state, unless it means something ``other``."""
    index: defaultdict[str, list[str]] = defaultdict(list)
    for named in known:
        if named.entity.cls == "Country" and (side := f"{named.entity.names[0][0]}方") not in other:
            index[side].append(named.entity.key)
    return {side: tuple(sorted(keys)) for side, keys in index.items()}


def _lists(tables: Mapping[str, Table]) -> dict[str, tuple[str, ...]]:
    """The lists of ``offices.toml``, normalised, the longest words first."""
    lists = tables["offices"]["words"]
    return {
        kind: tuple(sorted(variants(words), key=lambda word: (-len(word), word)))
        for kind, words in lists.items()
    }
