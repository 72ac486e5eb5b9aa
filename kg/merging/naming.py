"""Final keys and labels. A key is the path of an IRI: ASCII, readable, computed, never counted."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from anyascii import anyascii

from kg.merging.meeting_labels import merged, name_meeting, tell_apart
from kg.model import Entity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.gazetteers.gazetteer import Gazetteer

_FOLDER = {
    "Leader": "leader",
    "Declaration": "document",
    "Instrument": "document",
    "Speech": "speech",
    "Initiative": "initiative",
    "Summit": "summit",
}

#: Kinds whose label is the form that is written; of states there are forms that are none (俄).
_WRITTEN = frozenset(("City", "Leader"))


def slug(text: str) -> str:
    """An ASCII slug of a Chinese name: its characters read one by one, at most 48 long.

    >>> slug("米尔济约耶夫")
    'mi-er-ji-yue-ye-fu'
    """
    words = re.findall("[A-Z]?[a-z0-9]+|[A-Z]+", anyascii(text))
    words = [word.lower() for word in words]
    return "-".join(words)[:48].strip("-") or "x"


def digest(text: str) -> str:
    """Six hex digits that tell two things of one slug apart."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]


class Namer:
    """Gives every local thing its final key and every final thing its label."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Known things keep the keys and labels of the gazetteer."""
        self._known = gazetteer.entities
        self._names = {key: entity.names for key, entity in gazetteer.entities.items()}

    def name_all(self, local: Mapping[str, Entity], identity: Mapping[str, str]) -> dict[str, str]:
        """Local key -> final key."""
        members: dict[str, list[Entity]] = defaultdict(list)
        for key, entity in local.items():
            members[identity.get(key, key)].append(entity)
        keys: dict[str, str] = {}
        taken: dict[str, str] = {}
        for name, entities in sorted(members.items()):
            final = self._key(name, entities)
            if taken.setdefault(final, name) != name:
                final = f"{final}-{digest(name)}"
                taken[final] = name
            keys |= {entity.key: final for entity in entities}
        return keys

    def _key(self, identity: str, entities: list[Entity]) -> str:
        if identity in self._known:
            return identity
        first = min(entities)
        if first.cls == "Summit":
            return "summit/" + self._summit_slug(entities)
        if first.cls == "Leader":
            name, _, home = identity.partition("@")
            return (
                f"leader/{slug(name)}-{digest(identity)}"
                if home
                else f"leader/{slug(name)}-{digest(name)}"
            )
        label = _label(first.cls, entities)
        mark = digest(label if first.cls != "Declaration" else label + _first_source(entities))
        return f"{_FOLDER.get(first.cls, first.cls.lower())}/{slug(label)}-{mark}"

    def _summit_slug(self, entities: list[Entity]) -> str:
        own = merged(sorted(entities))
        body = (
            own.get("organisation", "").partition("/")[2] or slug(own.get("series", "")[:16])
            if own.get("organisation") or own.get("series")
            else "meeting"
        )
        level = own.get("level", "leaders")
        parts = [body] + [
            slug(part)
            for part in (
                level if level != "leaders" else "",
                own.get("variant", ""),
                own.get("occasion", ""),
            )
            if part
        ]
        place = (own.get("city") or own.get("country") or "").rpartition("/")[2].lower()
        if body == "meeting" and place:
            parts.append(place)
        when = own.get("year") or (f"n{own['edition']}" if own.get("edition") else "")
        if not when and place not in parts:
            when = place or digest(_first_source(entities))
        return "-".join(filter(None, (*parts, when)))

    def entities(self, local: Mapping[str, Entity], keys: Mapping[str, str]) -> tuple[Entity, ...]:
        """The final entities, sorted by key."""
        members: dict[str, list[Entity]] = defaultdict(list)
        for key, entity in local.items():
            members[keys[key]].append(entity)
        known = self._names | {
            key: (_as_written(self._known[key], _names(found)), *self._names[key])
            for key, found in members.items()
            if key in self._known
        }
        final = {key: self._entity(key, found, known) for key, found in sorted(members.items())}
        return tuple(_distinct(final, members, known).values())

    def _entity(self, key: str, found: list[Entity], known: Mapping[str, Sequence[str]]) -> Entity:
        names = _names(found)
        if key in self._known:
            label = known[key][0]
            seen = [name for name in names if name != label]
            return Entity(key, self._known[key].cls, (label, *seen), self._known[key].en)
        first = min(found)
        if first.cls == "Summit":
            label, names = name_meeting(names, merged(found), known)
        else:
            label = _label(first.cls, found)
        return first._replace(
            key=key, names=(label, *(name for name in names if name != label)), attributes=()
        )


def _distinct(
    final: dict[str, Entity],
    members: Mapping[str, list[Entity]],
    known: Mapping[str, Sequence[str]],
) -> dict[str, Entity]:
    """The entities; meetings of one label with labels that tell them apart."""
    labels = {key: item.names[0] for key, item in final.items() if item.cls == "Summit"}
    own = {key: merged(sorted(members[key])) for key in labels}
    for key, label in tell_apart(labels, own, known).items():
        if label != labels[key]:
            names = dict.fromkeys((label, *final[key].names))
            final[key] = final[key]._replace(names=tuple(names))
    return final


def _names(entities: Iterable[Entity]) -> list[str]:
    return sorted({name for entity in entities for name in entity.names})


def _as_written(known: Entity, names: Sequence[str]) -> str:
    """The label of a known thing: of a city or a leader the first name with which one begins.

    The first name that GeoNames has may be a rare one. 杭州市 begins with 杭州, but 劳尔·卡斯特罗
    does not with 卡斯特罗, which is the name of another, too.
    """
    if known.cls not in _WRITTEN or not names:
        return known.names[0]
    written = (word for word in known.names if any(name.startswith(word) for name in names))
    return next(written, max(names, key=lambda name: (len(name), name)))


def _first_source(entities: Iterable[Entity]) -> str:
    return min(entity.key for entity in entities)


def _label(cls: str, entities: list[Entity]) -> str:
    names = _names(entities)
    return min(names, key=lambda name: (-len(name), name)) if cls != "Leader" else min(names)
