"""HTML to plain text, with what the page says of itself.

A page is read as a stream of tags, never as a tree: nesting of any depth keeps its text (a
tree of libxml2 loses it silently below 256 or 2,048 elements), nothing is fetched, and
entities of a document type are not expanded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from kg.model import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Problem


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_BLOCKS = _tags(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol"
    " option p pre section summary table tbody tfoot thead title tr ul"
)
CELLS = frozenset(("td", "th"))
_SKIPPED = _tags(
    "script style noscript template nav header footer aside form iframe object embed svg math"
    " select button textarea input canvas audio video"
)
_MAIN = frozenset(("article", "main"))
#: What pages call the boxes around their text.
_BOX = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|footer|foot|side|sidebar|breadcrumbs?|copyright|share|related"
    r"|recommend|comments?|login|advert|ads?|banner)(?:$|[\s_-])",
    re.IGNORECASE,
)
#: Parts of a page that a box's name may not hide: themes put such names on them, too.
_NEVER_BOXES = frozenset(("html", "body", "article", "main"))
#: The names under which pages tell things, the most reliable first.
_META = {
    "published": ("article:published_time", "datepublished", "publishdate", "pubdate", "date"),
    "publisher": ("og:site_name", "source", "mediaid", "contentsource", "publisher"),
    "author": ("author", "article:author"),
    "title": ("og:title", "articletitle"),
    "url": ("canonical", "og:url"),
}
#: A block whose text is mostly links, and short, is navigation.
_LINKED, _BLURB = 0.6, 60
_SITE = re.compile(r"(?<!\s)\s*[_|].*$|(?<!\s)\s+[-\u2014]+\s+\S*$")
_HAN_BREAK = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\n[ \t]*(?=[\u3000-\u9fff\uff00-\uffef])"
)
_SPACES = re.compile(r"[ \t\n\r\f]+")
#: Longer values of meta elements are no names, dates or addresses.
_LONGEST = 2048
#: For every end tag libxml2 looks through the elements that are open: without a limit, time
#: would grow with the square. Pages whose tags are never closed have some hundreds.
_DEEPEST = 4000
#: Characters that the parser gets at a time.
_PART = 1 << 14


class Page(NamedTuple):
    """The text of a page and what it says of itself (keys as in ``Source``)."""

    text: str
    about: Mapping[str, str] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()


def read_html(html: str, path: str) -> Page:
    """The main text of a page, without scripts, navigation and link lists.

    Raises DataError (``too-deep``) naming ``path`` for a page that is no page.
    """
    from lxml import etree  # noqa: PLC0415 -- plain text needs no parser

    reader = _Reader()
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, target=reader)
    try:
        for start in range(0, len(html), _PART):
            parser.feed(html[start : start + _PART].encode("utf-8", "replace"))
            if reader.depth > _DEEPEST:
                raise DataError(path, f"tags nested more than {_DEEPEST} deep", "too-deep")
        parser.close()
    except etree.LxmlError:  # an empty document
        reader.close()
    return Page("\n".join(_main_text(reader.blocks)), reader.found())


@dataclass(slots=True)
class _Block:
    text: str = ""
    linked: int = 0
    main: bool = False
    heading: bool = False


@dataclass(slots=True)
class _Reader:
    """Receives lxml's parser events and collects blocks of text."""

    blocks: list[_Block] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    skipped: int = 0
    main: int = 0
    links: int = 0
    linked: int = 0
    inside: str = ""
    depth: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        self._note(tag, attributes)
        if self.skipped or self._hides(tag, attributes):
            self.skipped += 1
            return
        if tag in _BLOCKS:
            self._flush()
        if tag in CELLS and self.parts:
            self.parts.append("\v")
        self.main += tag in _MAIN
        self.links += tag == "a"
        if tag in ("title", "h1"):
            self.inside = tag

    def end(self, tag: str) -> None:
        self.depth -= 1
        if self.skipped:
            self.skipped -= 1
            return
        if tag in _BLOCKS:
            self._flush()
        self.main -= tag in _MAIN and self.main > 0
        self.links -= tag == "a" and self.links > 0
        if tag == self.inside:
            self.inside = ""

    def data(self, text: str) -> None:
        if not self.skipped:
            self.parts.append(text)
            self.linked += len(text) if self.links else 0

    def close(self) -> None:
        self._flush()

    def found(self) -> dict[str, str]:
        """What the page says of itself: the best of each kind."""
        about = {}
        for key, names in _META.items():
            value = next((self.about[name] for name in names if self.about.get(name)), "")
            about[key] = value
        about["title"] = self.about.get("h1") or about["title"] or self._page_title()
        about["published"] = about["published"] or self.about.get("time", "")
        return {key: value for key, value in about.items() if value}

    def _hides(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag == "header" and self.main:  # an article's own head holds its title
            return False
        return tag in _SKIPPED or _is_box(tag, attributes)

    def _page_title(self) -> str:
        return _SITE.sub("", self.about.get("title", ""))

    def _note(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Keep what meta, time and link elements say; the first of each name."""
        if tag == "meta":
            name = (
                attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            )
            self.about.setdefault(
                (name or "").lower(), attributes.get("content", "")[:_LONGEST].strip()
            )
        elif tag == "time":
            self.about.setdefault("time", attributes.get("datetime", "").strip())
        elif tag == "link":
            self.about.setdefault(attributes.get("rel", "").lower(), attributes.get("href", ""))

    def _flush(self) -> None:
        line = _tidy("".join(self.parts))
        if line and self.inside == "title":
            self.about.setdefault("title", line)
        elif line:
            if self.inside == "h1":
                self.about.setdefault("h1", line)
            self.blocks.append(_Block(line, self.linked, self.main > 0, self.inside == "h1"))
        self.parts.clear()
        self.linked = 0


def _is_box(tag: str, attributes: Mapping[str, str]) -> bool:
    if tag in _NEVER_BOXES or not attributes:
        return False
    return any(_BOX.search(attributes.get(name, "")) for name in ("class", "id", "role"))


def _tidy(text: str) -> str:
    """White space as a browser shows it, but none between Chinese characters."""
    return _SPACES.sub(" ", _HAN_BREAK.sub("", text)).replace("\v", "\t").strip(" \n\t")


def _main_text(blocks: Sequence[_Block]) -> Iterator[str]:
    """The blocks of the page's article, if it has one; never lists of links."""
    total = sum(len(block.text) for block in blocks)
    main = sum(len(block.text) for block in blocks if block.main)
    for block in blocks:
        menu = block.linked > _LINKED * len(block.text) and len(block.text) < _BLURB
        if (block.main or main * 2 < total) and (block.heading or not menu):
            yield block.text
