"""Markdown to plain text, and the tiny front matter that may stand before it.

Block structure is flattened before the parser sees it: quotations and nested lists say
nothing that a report needs, and nesting without end would cost time or lose text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import Problem
from kg.sources.webpage import CELLS, Page, read_html

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

#: Front matter beyond this is no front matter.
_FRONT_SIZE = 65_536
_FRONT = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
#: ``key: value`` with a plain or quoted value; no lists, anchors, tags or nesting.
_PAIR = re.compile(
    r"""([A-Za-z_]{1,32})[ \t]*:[ \t]*"""
    r"""(?:"([^"\n]*)"[ \t]*|'([^'\n]*)'[ \t]*|([^"'\[{&*!|>#\s][^\n]*)?)"""
)
_NAMES = {"title": "title", "author": "author", "url": "url", "link": "url", "place": "place"}
_NAMES |= {"date": "published", "published": "published", "location": "place"}
_NAMES |= {"source": "publisher", "publisher": "publisher"}
_QUOTED = re.compile(r"^[ \t>]+(?=\S)", re.MULTILINE)
#: All but the last of several list marks in one line.
_STACKED = re.compile(
    r"^(?:(?:[-*+]|\d{1,9}[.)])[ \t>]+)+(?=(?:[-*+]|\d{1,9}[.)])[ \t])", re.MULTILINE
)
#: A paragraph with more brackets than this is no text with links; looking for their ends
#: takes quadratic time.
_MOST_BRACKETS = 500


def read_markdown(text: str, path: str) -> Page:
    """The text of a Markdown file (links and emphasis as text, images left out).

    Front matter that is more than flat ``key: value`` lines is a warning naming ``path``.
    """
    about, body, problems = _front_matter(text, path)
    lines = list(_lines(_parse(body), path))
    heading = next((line[1] for line in lines if line[0] == "h1"), "")
    if heading:
        about.setdefault("title", heading)
    return Page("\n".join(line for _, line in lines if line), about, problems)


def _front_matter(text: str, path: str) -> tuple[dict[str, str], str, tuple[Problem, ...]]:
    found = _FRONT.match(text, 0, _FRONT_SIZE)
    if not found:
        return {}, text, ()
    about: dict[str, str] = {}
    odd = 0
    for line in found[1].splitlines():
        pair = _PAIR.fullmatch(line)
        if pair and pair[1].lower() in _NAMES:
            value = pair[2] or pair[3] or pair[4] or ""
            about.setdefault(_NAMES[pair[1].lower()], value.strip())
        odd += not pair and bool(line.strip()) and not line.startswith("#")
    message = f"{odd} line(s) of the front matter are not plain 'key: value' and were not read"
    problems = (Problem("warning", "front-matter", path, message),) if odd else ()
    return {k: v for k, v in about.items() if v}, text[found.end() :], problems


def _parse(body: str) -> Sequence[Token]:
    from markdown_it import MarkdownIt  # noqa: PLC0415 -- plain text needs no parser

    # Neighbouring texts are joined here; the parser's own way copies them for each escape.
    parser = MarkdownIt("commonmark").enable("table").disable(["code", "text_join"])
    flat = _STACKED.sub("", _QUOTED.sub("", body))
    if any(p.count("[") > _MOST_BRACKETS for p in flat.split("\n\n")):
        parser.disable(["link", "image", "reference"])
    return parser.parse(flat)


def _lines(tokens: Sequence[Token], path: str) -> Iterator[tuple[str, str]]:
    """The lines of a document, each with the tag of its block."""
    tag, mark, cells = "p", "", list[str]()
    for token in tokens:
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup} "
        elif token.nesting == 1:
            tag = token.tag
        elif token.type == "tr_close":
            yield ("tr", "\t".join(cells))
            cells.clear()
        elif token.type == "inline" and tag in CELLS:
            cells.append("".join(_text(token.children or ())).strip())
        elif token.type == "inline":
            text = mark + "".join(_text(token.children or ()))
            yield from ((tag, line.strip()) for line in text.split("\n"))
            mark = ""
        else:
            yield from _raw(token, path)


def _raw(token: Token, path: str) -> Iterator[tuple[str, str]]:
    """The lines of a block that is no Markdown."""
    if token.type in ("fence", "code_block"):
        yield from (("pre", line) for line in token.content.split("\n"))
    elif token.type == "html_block":
        text = read_html(token.content, path).text
        yield from (("html", line) for line in text.split("\n"))


def _text(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield "\n"
