"""Ordinals and dates are written in Chinese or Arabic digits; both mean the same number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.numerals import read_number

DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """Write 1 to 999 as a newspaper would."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一", 1),
        ("两", 2),
        ("十", 10),
        ("十四", 14),
        ("二十", 20),
        ("二十一", 21),
        ("九十九", 99),
        ("一百", 100),
        ("百", 100),
        ("一百零五", 105),
        ("一百一十", 110),
        ("二百二十二", 222),
        ("8", 8),
        ("08", 8),
        ("2016", 2016),
        ("二〇一六", 2016),
        ("二零零九", 2009),
    ],
)
def test_number_is_read_as_it_is_said(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["", "年", "abc", "一0", "٣", "²", "123456789"])
def test_what_is_no_number_of_ours_is_nought(text):
    """A wrong guess would become an edition; and nobody counts meetings in millions."""
    assert read_number(text) == 0


@given(st.integers(1, 999))
def test_every_number_below_a_thousand_can_be_read_back(number):
    assert read_number(chinese(number)) == number


@given(st.text())
def test_any_text_gives_a_number_and_no_error(text):
    assert read_number(text) >= 0
