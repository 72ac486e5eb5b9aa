"""Short ways into the package for programs; ``import kg`` offers them without loading them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.building.batches import knowledge_at
from kg.merging.merge import settle as _settle
from kg.reading.extraction import extract as _extract
from kg.sources.documents import make_document, read_document
from kg.sources.index import IndexEntry

if TYPE_CHECKING:
    from kg.model import Extraction, Graph
    from kg.reading.knowledge import Knowledge


def extract(
    text_or_path: str | Path, *, published: str = "", knowledge: Knowledge | None = None
) -> Extraction:
    """What one report says: a text (``str``) or a file (``Path``).

    ``published`` is the ISO date or year that days without a year refer to. Extractions are
    joined with ``|`` and made into a graph by ``settle``. Raises DataError when a file cannot
    be read, or when a text is empty.

    >>> said = extract("2013年9月13日，上海合作组织比什凯克峰会举行。")
    >>> [fact.predicate for fact in settle(said).statements if fact.subject.startswith("country")]
    ['hosted']
    """
    index, knowledge = IndexEntry(published=published), knowledge or knowledge_at(None)
    if isinstance(text_or_path, Path):
        document = read_document(text_or_path, index=index, wording=knowledge.wording)
    else:
        document = make_document(text_or_path, "text", index=index, wording=knowledge.wording)
    return _extract(document, knowledge)


def settle(extraction: Extraction, knowledge: Knowledge | None = None) -> Graph:
    """The graph of an extraction: one node per thing, one statement per fact, final keys.

    >>> one = extract("上海合作组织比什凯克峰会2013年9月13日举行。")
    >>> two = extract("上合组织比什凯克峰会通过了《比什凯克宣言》。", published="2013-09-14")
    >>> settle(one | two) == settle(two | one)
    True
    >>> [entity.key for entity in settle(one | two).entities if entity.cls == "Summit"]
    ['summit/sco-2013']
    """
    return _settle(extraction, (knowledge or knowledge_at(None)).gazetteer)
