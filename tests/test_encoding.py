"""What is protected: the right characters come out of any bytes, or a DataError says why not."""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import DataError
from kg.sources.encoding import declared_encoding, decode
from kg.text.clean import clean_text

SIMPLIFIED = "2016年9月4日，各国领导人在杭州出席峰会，讨论贸易和投资问题，并通过了公报。\n"
TRADITIONAL = "2016年9月4日，各國領導人在杭州出席峰會，討論貿易和投資問題，並通過了公報。\n"
BOMS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


def codes(decoded):
    return [problem.code for problem in decoded.problems]


@pytest.mark.parametrize("name", BOMS)
@pytest.mark.parametrize("times", [1, 2])
def test_byte_order_marks_decide_and_disappear(name, times):
    data = BOMS[name] * times + SIMPLIFIED.encode(name)
    assert decode(data, "a.txt") == (SIMPLIFIED, name, ())


@pytest.mark.parametrize("name", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_simplified_text_without_mark(name):
    assert decode(SIMPLIFIED.encode(name), "a.txt") == (SIMPLIFIED, name, ())


@pytest.mark.parametrize("name", ["utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"])
def test_traditional_text_without_mark(name):
    # Big5 nearly always decodes as GB18030 without an error: the characters must decide.
    assert decode(TRADITIONAL.encode(name), "a.txt") == (TRADITIONAL, name, ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("杭州峰会开幕", "gb18030"),
        ("杭州峰會開幕", "big5hkscs"),
        ("代表𠮷田、㐂子在会上发言。", "gb18030"),
        ("深水埗、鰂魚涌的代表出席了會議。", "big5hkscs"),
    ],
)
def test_short_and_rare(text, name):
    assert decode(text.encode(name), "a.txt").text == text


def test_forced_encoding_wins():
    data = "会议".encode("gb18030")
    assert decode(data, "a.txt", encoding="gbk").text == "会议"
    for wrong in ("no-such", "hex"):
        with pytest.raises(DataError, match="unknown encoding") as caught:
            decode(data, "a.txt", encoding=wrong)
        assert caught.value.key == "encoding-unknown"


@pytest.mark.parametrize("name", ["utf-8", "gb18030"])
def test_one_damaged_byte_is_a_warning_with_its_place(name):
    before = (SIMPLIFIED * 3).encode(name)
    decoded = decode(before + b"\xff" + before, "a.txt")
    assert codes(decoded) == ["encoding-damaged"]
    assert str(len(before)) in decoded.problems[0].message
    assert decoded.text.replace("\ufffd", "").startswith(SIMPLIFIED * 3)


def test_text_cut_in_the_middle_of_a_character():
    assert codes(decode(SIMPLIFIED.encode()[:-3], "a.txt")) == ["encoding-damaged"]
    odd = codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le") + b"\x4e"
    assert codes(decode(odd, "a.txt")) == ["encoding-damaged"]


def test_two_encodings_in_one_file_are_not_read_silently():
    both = (SIMPLIFIED * 5).encode() + (SIMPLIFIED * 5).encode("gbk")
    with pytest.raises(DataError) as caught:
        decode(both, "a.txt")
    assert caught.value.key == "encoding-damaged"


@pytest.mark.parametrize(
    "data",
    [
        hashlib.shake_256(b"any").digest(4096),
        b"PK\x03\x04" + bytes(100),
        b"\x1f\x8b\x08" + zlib.compress(SIMPLIFIED.encode()),
        b"%PDF-1.4\nabc",
    ],
)
def test_what_is_no_text_is_refused(data):
    with pytest.raises(DataError) as caught:
        decode(data, "a.txt")
    assert caught.value.key == "not-text"


def test_double_encoded_text_is_reported():
    twice = (SIMPLIFIED * 3).encode().decode("latin-1").encode()
    assert codes(decode(twice, "a.txt")) == ["mojibake-suspected"]


def test_declaration_is_checked_against_the_bytes():
    page = f'<meta charset="utf-8"><p>{SIMPLIFIED}'.encode("gb18030")
    assert declared_encoding(page) == "utf-8"
    decoded = decode(page, "a.html", declared="utf-8")
    assert SIMPLIFIED in decoded.text
    assert codes(decoded) == ["encoding-conflict"]
    assert codes(decode(page, "a.html", declared="gb2312")) == []


def test_clean_text_removes_what_breaks_writers_and_readers():
    text, problems = clean_text("杭\0州\x1b[31m\u202e峰会\U000e0041\ue001\uffff\ud800", "a.txt")
    assert text == "杭州[31m峰会\ufffd\ufffd\ufffd"
    assert [problem.code for problem in problems] == ["suspicious-characters"]


def test_clean_text_knows_all_line_ends_and_warns_of_none():
    assert clean_text("一\r\n二\r三\u2028四\u2029五\x85六\f七\t八", "a") == (
        "一\n二\n三\n四\n五\n六\n七\t八",
        (),
    )


def test_clean_text_warns_of_look_alikes():
    text, problems = clean_text("\u042120峰会", "a")
    assert text == "\u042120峰会"
    assert problems


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["", "utf-8", "gb18030", "utf-16", "idna"]))
def test_decode_raises_nothing_but_data_errors(data, encoding):
    with contextlib.suppress(DataError):
        assert isinstance(decode(data, "a.txt", encoding=encoding).text, str)


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_clean_text_is_idempotent_and_encodable(text):
    clean, _ = clean_text(text, "a")
    assert clean_text(clean, "a")[0] == clean
    clean.encode()
