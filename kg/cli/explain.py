"""``kg explain``: what is seen in a text, which rules fire, which do not, and why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.exits import Exit
from kg.cli.terminal import add_json, complain, complain_all, pad, show, show_json

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

    from kg.model import Document
    from kg.reading.explain import Explanation, Fact, Sentence

#: A file name is never longer; a text often is.
_LONGEST_NAME = 255
_KIND, _PASSAGE, _RULE = 14, 40, 30


def add_parser(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "explain",
        help="show how a sentence is read: names, rules, facts",
        description="Show what is seen in a text: the names in each sentence and what they "
        "mean, the sentence as the rules see it, the rules that fired, those that were "
        "rejected and why, and the resulting facts.",
    )
    parser.set_defaults(run=run)
    parser.add_argument("text", metavar="TEXT", help="a text, a file, or - for standard input")
    parser.add_argument(
        "--published", default="", metavar="DATE",
        help="day or year of publication, such as 2014-09-13: what 今年 and 9月11日 refer to",
    )  # fmt: skip
    add_json(parser)


def run(args: Namespace) -> Exit:
    """Explain the text."""
    from kg.model import DataError, Problem  # noqa: PLC0415
    from kg.reading.explain import explain  # noqa: PLC0415 - `kg --help` does not need it
    from kg.reading.knowledge import load_knowledge  # noqa: PLC0415

    try:
        document = _document(args.text, args.published)
    except DataError as error:
        complain(Problem("error", error.key, error.file, error.reason))
        return Exit.NO_INPUT
    complain_all(document.warnings)
    explanation = explain(document, load_knowledge())
    if args.json:
        show_json(explanation)
    else:
        _show(explanation)
    return Exit.OK


def _document(text: str, published: str) -> Document:
    """The text itself, or the file that it names."""
    from kg.sources.documents import make_document, read_document  # noqa: PLC0415
    from kg.sources.index import IndexEntry  # noqa: PLC0415

    index = IndexEntry(published=published)
    if text == "-":
        data = sys.stdin.buffer.read()
        return make_document(data, "stdin", index=index)
    if len(text) <= _LONGEST_NAME and "\0" not in text and Path(text).is_file():
        return read_document(text, index=index)
    return make_document(text, "text", index=index)


def _show(explanation: Explanation) -> None:
    for number, sentence in enumerate(explanation.sentences, 1):
        _show_sentence(number, sentence)
    if not explanation.sentences:
        show("no names found")
    show("facts" if explanation.facts else "no facts")
    for fact in explanation.facts:
        _show_fact(fact)


def _show_sentence(number: int, sentence: Sentence) -> None:
    show(f"sentence {number}: {sentence.text}")
    show(f"  seen as: {sentence.masked}")
    for seen in sentence.mentions:
        show(f"    {pad(seen.kind, _KIND)}{pad(seen.text, _PASSAGE)}{seen.refers}".rstrip())
    for rule in sentence.rules:
        show(f"  rule {pad(rule.rule, _RULE)}{rule.verdict}: {rule.passage}")
    show("")


def _show_fact(fact: Fact) -> None:
    extra = "".join(f", {name} {value}" for name, value in fact.qualifiers)
    show(f"  {fact.subject} {fact.predicate} {fact.object} ({fact.factuality}{extra})")
    show(f"      by {', '.join(fact.rules)}: {' … '.join(fact.quotes)}")
