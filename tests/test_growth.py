"""No text makes a rule or a reader run for ever: time grows with the length only.

Time of the processor is measured, at sizes four times apart, one right after the other; the
median of several rounds counts, so that neither a busy machine nor a clock that once tells
too little makes a test fail: a square shows as 16, and 6.25 is allowed (2.5 for each
doubling). With ``KG_FUZZ`` (see ``make fuzz``) the texts are that much longer.
"""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import random
import re
import signal
import time
from collections.abc import Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from statistics import median

import pytest
from conftest import FUZZ

import kg
from kg.asking.sparql import QueryError, check_query
from kg.building.batches import without_collector
from kg.grammar.rules import load_rules
from kg.model import DataError
from kg.ontology import ontology_folder
from kg.reading.extraction import extract
from kg.reading.knowledge import load_knowledge
from kg.sources.documents import make_document
from kg.text.wording import default_wording

LONGER = 1 + FUZZ
#: What is too short to be measured, in seconds; and how often it is tried again.
FLOOR, ROUNDS = 0.004, 10
MOST = 2.5**2
#: Characters of the shorter text that a rule is measured by: as many as the longest sentence
#: has, since the work on a single one may grow with its square.
SHORT = 2000
#: Processor time after which a short text is said to take for ever; usual are microseconds.
FOR_EVER = 1.0
RULES = {rule.name: rule for rule in load_rules(ontology_folder() / "rules").rules}


def grows_with_length(work, text, size):
    """Whether ``work(text(n))`` takes at most 2.5 times as long for each doubling of ``n``."""
    ratios = []
    for _ in range(ROUNDS):
        short, long = measured(work, text(size)), measured(work, text(4 * size))
        ratios.append(long / max(short, FLOOR))
        if median(ratios) <= MOST:
            return True
    return False


def measured(work, text):
    with without_collector(), suppress(DataError, QueryError):  # as in a build
        began = time.process_time()
        work(text)
    return time.process_time() - began


@contextmanager
def ended_after(seconds):
    """Raise TimeoutError in what takes longer, in time of the processor."""

    def stop(*_):
        raise TimeoutError

    old = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, old)


# -- rules and regular expressions ------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_takes_time_by_the_length_of_the_text(rule, knowledge):
    """Its own examples again and again, as sentences and without a stop."""
    text = "".join(example.text for example in RULES[rule].yes)

    def read(text):
        extract(make_document(text, "a.txt"), knowledge)

    for unit in (text, text.replace("。", "，")):
        times = -(-SHORT // len(unit))
        assert grows_with_length(read, lambda n, unit=unit: unit * n, times * LONGER)


@pytest.mark.parametrize("rule", RULES)
def test_the_pattern_of_a_rule_is_quick_on_the_longest_sentence(rule):
    """Runs of all that the pattern knows, as long as sentences can be."""
    pattern = RULES[rule].pattern.regex
    chance = random.Random(rule)
    known = pieces(pattern)
    mixed = ["".join(chance.choices(known, k=3)) for _ in range(20 * LONGER)]
    for unit in (*known, *mixed):
        with ended_after(FOR_EVER):
            list(pattern.finditer((unit * 2000)[:2000]))


def patterns():
    """Every compiled regular expression of the program, by where it is found."""
    found = {}
    for module in pkgutil.walk_packages(kg.__path__, "kg."):
        with suppress(ModuleNotFoundError):  # of an extra that is not installed
            if not module.name.endswith("__main__"):
                names = vars(importlib.import_module(module.name))
                collect(tuple(names.items()), module.name, found, set())
    collect(load_knowledge(), "knowledge", found, set())
    collect(default_wording(), "wording", found, set())
    return {name: pattern for pattern, name in found.items() if isinstance(pattern.pattern, str)}


def collect(value, name, found, seen):
    if isinstance(value, re.Pattern):
        found.setdefault(value, name)
    elif id(value) not in seen:
        seen.add(id(value))
        for key, part in parts(value):
            collect(part, f"{name}.{key}", found, seen)


def parts(value):
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        late = (key for key, one in vars(type(value)).items() if isinstance(one, cached_property))
        names = (*(field.name for field in dataclasses.fields(value)), *late)
        return [(key, getattr(value, key)) for key in names]
    if isinstance(value, Mapping) and len(value) < 1000:
        return value.items()
    if isinstance(value, tuple):
        return enumerate(value)
    return ()


def pieces(pattern):
    """What a regular expression is made of: its words, their characters, its marks."""
    words = set(re.findall(r"[^\W\d_]+|[\ue000-\uf8ff]|[^\w\s]", pattern.pattern))
    return sorted({*words, *"".join(words), "1", " ", "\n", "x", "第一", "2016年"})


PATTERNS = patterns()


def test_the_patterns_of_the_program_are_found():
    assert len(PATTERNS) > 200
    assert {rule.pattern.regex for rule in RULES.values()} <= {*PATTERNS.values()}


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_tries_a_short_text_in_endless_ways(name):
    """Runs of all that the pattern knows: where there are two ways to read one, they multiply."""
    pattern, chance = PATTERNS[name], random.Random(name)
    known = pieces(pattern)
    mixed = ["".join(chance.choices(known, k=2)) for _ in range(50 * LONGER)]
    for unit in (*known, *mixed):
        text = chance.choice(known) + unit * 30 + chance.choice(known)
        with ended_after(FOR_EVER):
            list(pattern.finditer(text))


def test_a_text_without_end_in_sight_is_noticed():
    """The tests above would see it: this expression has two ways to read each x."""
    with pytest.raises(TimeoutError), ended_after(0.2):
        re.search("(x|xx)*y", "x" * 60)
    assert not grows_with_length(
        lambda text: [text.count("y", start) for start in range(len(text))], lambda n: "x" * n, 9000
    )


# -- whole documents --------------------------------------------------------------------------

TEXTS = [
    "，",
    "“",
    "《",
    "（",
    "第",
    "年月日",
    " ",
    "\t",
    " \n",
    "会议",
    "部长级",
    "国家主席",
    "主席国客人",
    "德·",
    "法国总统德高乐、",
    "法国、",
    "习近平、",
    "外长",
    "和",
    "《宣言》、",
    "《宣言",
    "“一带一路”倡议",
    "二十国集团",
    "9月4日",
    "2016年",
    "上合组织峰会",
    "会议\n",
    "a\n",
    "（会\n",
    "等",
    "新华社电",
    "http://",
    "\u0301",
    "\u200b",
    "ﬁ",
    "國",
    "龘",
    "王毅、",
    "观察员国",
    "出席会议，",
]
MARKDOWN = [
    ">",
    "[",
    "](",
    "![",
    "*",
    "_",
    "**a_",
    "`",
    "``a",
    "<",
    "\\>",
    "\\",
    "|",
    "|a\n",
    "- ",
    "1. ",
    "#",
    "&",
    "&#",
    "~~~\n",
    "a\n",
    "[a]: b\n",
    "    ",
    "<!--",
    "<b>",
    "* a\n  ",
    '[a](b "',
    "\n\n",
]
TAGS = [
    "<p>",
    "<b></p>",
    "<div></b>",
    "<table></div>",
    "<ul><li></p>",
    "<a><p>a</i>",
    "<select><option>",
    "<",
    "&",
    "&#",
    "<!--",
    "<p a=",
    "中\n",
    "<td>",
    "<script>",
    "</p>",
    "<i><b></body>",
    "<title>",
]


@pytest.mark.parametrize("unit", TEXTS)
def test_any_run_of_words_is_read_in_time(unit, knowledge):
    def read(text):
        extract(make_document(text, "a.txt"), knowledge)

    size = 1500 * LONGER
    assert grows_with_length(read, lambda n: "2016年9月4日，法国总统在" + unit * n + "x", size)


@pytest.mark.parametrize("unit", MARKDOWN)
def test_any_run_of_marks_is_read_in_time(unit):
    def read(text):
        make_document(text, "a.md")

    for head in ("会议\n\na", "---\ntitle: a", '---\ntitle: "'):
        assert grows_with_length(read, lambda n, head=head: head + unit * n + "x", 4000 * LONGER)


@pytest.mark.parametrize("unit", TAGS)
def test_any_run_of_tags_is_read_in_time(unit):
    def read(text):
        make_document(text, "a.html")

    assert grows_with_length(read, lambda n: "会议" + unit * n + "x", 10_000 * LONGER)


@pytest.mark.parametrize("head", ["<title>a", '<meta name="title" content="a', '<p class="a'])
@pytest.mark.parametrize("unit", [" ", "\t", "|\n", "- ", " - ", "_", "<td>", "&nbsp;"])
def test_any_run_in_a_title_or_an_attribute_is_read_in_time(head, unit):
    def read(text):
        make_document(text, "a.html")

    assert grows_with_length(read, lambda n: head + unit * n + 'x">会议', 5000 * LONGER)


@pytest.mark.parametrize(
    "unit", ["'''a", '"""', "a:", "?a ", "<a", "#", ".", "1e", "\\u0053", "@a"]
)
def test_any_run_in_a_query_is_looked_at_in_time(unit):
    def look(text):
        check_query(text, {})

    assert grows_with_length(look, lambda n: ("SELECT * { " + unit * n)[: 4 * n], 3000)
