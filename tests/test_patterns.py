"""The pattern language does what its table says, and says where a pattern is wrong."""

import re
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.grammar.mentions import (
    CITY,
    COLLECTIVE,
    COUNTRY,
    DATE,
    DOCUMENT,
    LEADER,
    ORGANISATION,
    PARTIES,
    PROJECT,
    SLOT_KINDS,
    SUMMIT,
)
from kg.grammar.patterns import PatternError, compile_pattern

#: Readable sentences: one letter stands for one mention.
KINDS = str.maketrans(
    {
        "L": LEADER,
        "P": PARTIES,
        "C": COUNTRY,
        "O": ORGANISATION,
        "S": SUMMIT,
        "D": DOCUMENT,
        "T": DATE,
        "V": CITY,
        "J": PROJECT,
        "G": COLLECTIVE,
    }
)


def found(pattern, sentence):
    """Return what the pattern matches in a sentence, and the places of its slots."""
    compiled = compile_pattern(pattern)
    match = compiled.regex.search(sentence.translate(KINDS))
    return match and {role: match.start(role) for role in compiled.roles}


def matches(pattern, sentence):
    return found(pattern, sentence) is not None


@pytest.mark.parametrize(
    ("pattern", "sentence", "expected"),
    [
        ("{a:Leader} 出席", "L出席", True),
        ("{a:Leader} 出席", "L参加", False),
        ("{a:Leader} (出席|参加)", "L参加", True),
        ("{Leader} (出席) {Summit+}", "L出席S", True),
        ("{Leader} (出席) {Summit+}", "C出席S", False),
        ("{a:Leader} (出席) (了)? {b:Summit}", "L出席S", True),
        ("{a:Leader} (出席) (了)? {b:Summit}", "L出席了S", True),
        ("{a:Leader} (出席) (了)? {b:Summit}", "L出席过S", False),
        ("{a:Leader} (出席)", "S出席", False),
        ("{a:Leader} (a+b|c.)", "La+b", True),
        ("{a:Leader} (a+b|c.)", "Laab", False),
        ("{a:Leader} (a+b|c.)", "Lcd", False),
    ],
)
def test_words_and_optional_words(pattern, sentence, expected):
    """Words are words, never regular expressions."""
    assert matches(pattern, sentence) is expected


def test_spaces_of_a_pattern_mean_nothing():
    assert (
        compile_pattern("{a:Leader}(出席)").regex == compile_pattern(" {a:Leader}  (出席) ").regex
    )


def test_longer_word_wins():
    """出席 must not leave 会议 behind to be read as something else."""
    match = compile_pattern("(会|会议) {a:Leader}?".rstrip("?")).regex.search(f"会议{LEADER}")
    assert match[0] == f"会议{LEADER}"


@pytest.mark.parametrize("kind", sorted(SLOT_KINDS))
def test_slot_takes_the_mentions_of_its_kind_and_no_others(kind):
    regex = compile_pattern(f"{{a:{kind}}} (x)").regex
    every = {char for kinds in SLOT_KINDS.values() for char in kinds}
    assert {char for char in every if regex.fullmatch(f"{char}x")} == set(SLOT_KINDS[kind])


@pytest.mark.parametrize(
    ("sentence", "length"),
    [("通过D", 1), ("通过D、D", 3), ("通过D、D和D", 5), ("通过D以及D", 4), ("通过D DD", 4)],
)
def test_list_slot_takes_the_whole_list(sentence, length):
    compiled = compile_pattern("(通过) {a:Initiative+}")
    match = compiled.regex.search(sentence.replace("D", PROJECT))
    assert len(match["a"]) == length


def test_list_of_texts_may_tell_what_the_next_one_is():
    """《甲》、关于合作的《乙》: a few words stand before the second title."""
    match = compile_pattern("(通过) {a:Document+}").regex.search(
        "通过D、会议新闻稿D".translate(KINDS)
    )
    assert match["a"].count(DOCUMENT) == 2


def test_list_of_texts_ends_with_its_clause():
    match = compile_pattern("(通过) {a:Document+}").regex.search("通过D，讨论D".translate(KINDS))
    assert match["a"].count(DOCUMENT) == 1


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        ("", True),
        ("一二三四五六七八", True),
        ("一二三四五六七八九", False),
        ("一,二", False),
        ("一。二", False),
        ("一;二", False),
        ("T在V", True),
        ("在C", True),
        ("和O", False),
        ("对S", False),
    ],
)
def test_near_gap_stays_in_the_clause_and_crosses_only_place_and_time(between, expected):
    assert matches("{a:Leader} ...8 (出席)", f"L{between}出席") is expected


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        ("一,二;三", True),
        ("同O", True),
        ("一。二", False),
        ("一\n二", False),
        ("一!二", False),
        ("零" * 30, True),
        ("零" * 31, False),
    ],
)
def test_far_gap_stays_in_the_sentence(between, expected):
    assert matches("{a:Leader} ~30 (出席)", f"L{between}出席") is expected


def test_nearest_candidate_is_meant():
    """甲说乙出席会议: 乙 attends, not 甲."""
    assert found("{a:Leader} ~30 (出席)", "L说,L出席") == {"a": 3}
    assert found("{subject:Country} ...8 (主办)", "C同C主办") == {"subject": 2}


def test_gap_may_cross_a_place_where_only_the_subject_is_in_question():
    """S在甲国乙城举行: the state before the city is an adverbial, not another venue."""
    assert found("{who:Country} ...8 (主办)", "C在C主办") == {"who": 0}


@pytest.mark.parametrize(
    ("pattern", "sentence", "expected"),
    [
        ("^ {a:Leader} (出席)", "L出席", True),
        ("^ {a:Leader} (出席)", "会前,L出席", True),
        ("^ {a:Leader} (出席)", "会前L出席", False),
        ("{a:Leader} (出席) $", "L出席", True),
        ("{a:Leader} (出席) $", "L出席,S闭幕", True),
        ("{a:Leader} (出席) $", "L出席。", True),
        ("{a:Leader} (出席) $", "L出席S", False),
    ],
)
def test_edges_are_those_of_sentence_or_clause(pattern, sentence, expected):
    assert matches(pattern, sentence) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("C成为O的成员", {"a": 0, "b": 3}),
        ("C成为新的O成员", {"a": 0, "b": 5}),
        ("C成为成员", {"a": 0, "b": -1}),
        ("C成为新的成员", None),
    ],
)
def test_part_in_brackets_may_be_missing_with_its_gap(sentence, expected):
    assert found("{a:Country} (成为) [...2 {b:Organisation} (的)?] (成员)", sentence) == expected


def test_what_may_be_missing_is_needed_by_nobody():
    compiled = compile_pattern("{a:Country} (加入) [{b:Organisation} (合作组织)]")
    assert compiled.triggers == ("加入",)
    assert compiled.kinds == (frozenset(COUNTRY),)
    assert (compiled.roles, compiled.maybe) == (("a", "b"), {"b"})


def test_gap_after_brackets_stops_where_it_would_without_them():
    """The nearest candidate is meant, of the slot before the brackets and of the one in them."""
    pattern = "{a:Leader} [在{b:Summit}] ~30 (发言)"
    assert found(pattern, "L在S,L发言") == {"a": 4, "b": -1}
    assert found(pattern, "L在S同S发言") is None


@pytest.mark.parametrize(
    ("pattern", "roles", "triggers"),
    [
        ("{a:Leader} (出席|参加) (了)? {b:Summit}", ("a", "b"), ("出席", "参加")),
        ("{a:Leader} (了)? 出席", ("a",), ("出席",)),
        ("{a:Leader} (签) ...4 (声明|公报)", ("a",), ("声明", "公报")),
        ("{a:Leader} (了)?", ("a",), ()),
    ],
)
def test_triggers_are_the_longest_words_that_must_be_there(pattern, roles, triggers):
    """Sentences without a trigger are never searched; an optional word cannot be one."""
    compiled = compile_pattern(pattern)
    assert (compiled.roles, compiled.triggers) == (roles, triggers)
    assert compiled.source == pattern


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("{a:Nobody} (出席)", "unknown kind 'Nobody'; known: Actor, City"),
        ("(出席) (会议)", "no slot in '(出席) (会议)'"),
        ("", "no slot in ''"),
        ("{a:Leader} (出席", "cannot read '(出席'"),
        ("{a:Leader} 出席)", "cannot read ')'"),
        ("{a} (出席)", "unknown kind 'a'"),
        ("{a b:Leader} (出席)", "cannot read '{a b:Leader}"),
        ("{a:Leader} ... (出席)", "cannot read '... (出席)'"),
        ("{a:Leader} ~ (出席)", "cannot read '~ (出席)'"),
        ("{a:Leader} (|出席)", "an empty choice"),
        ("{a:Leader} (出席||参加)", "an empty choice"),
        ("{a:Leader} [(出席)", "a bracket without the other in '{a:Leader} [(出席)'"),
        ("{a:Leader} (出席)]", "a bracket without the other: ']'"),
        ("{a:Leader} [(出席) [了]]", "a bracket without the other: '['"),
    ],
)
def test_mistake_is_shown_with_its_place(pattern, told):
    with pytest.raises(PatternError, match=re.escape(told)):
        compile_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "{a:Leader} () {b:Summit}",
        "{a:Leader} (出席) {a:Leader}",
        "{1st:Leader} (出席)",
        "{a²:Leader} (出席)",
        "{a:Leader} ~99999999999999999999 (出席)",
    ],
)
def test_mistake_that_re_would_find_is_a_pattern_error_too(pattern):
    """The loader names file and rule for a PatternError only; the rest is a traceback."""
    with pytest.raises(PatternError):
        compile_pattern(pattern)


#: Pieces of which every combination is a pattern, if it has a slot.
PIECES = ["出席", "(出席|参加)", "(了)?", "[...8 (了)]", "...8", "~30", "^", "$", " "]


@given(st.lists(st.sampled_from(PIECES)), st.sampled_from(sorted(SLOT_KINDS)), st.booleans())
def test_every_combination_of_constructs_compiles(pieces, kind, many):
    source = "".join(pieces) + f"{{a:{kind}{'+' if many else ''}}}"
    compiled = compile_pattern(source)
    assert compiled.roles == ("a",)
    assert compiled.regex.groups == 1


@settings(max_examples=200)
@example("{1st:Leader} x")
@given(st.text(alphabet="{}[]():+?|~.^$ 0a1Leader出席", max_size=30))
def test_any_text_compiles_or_is_refused(text):
    with suppress(PatternError):
        pattern = compile_pattern(text)
        assert pattern.regex.groups == len(pattern.roles)
