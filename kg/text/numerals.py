"""Chinese numerals as they stand in ordinals and dates."""

from __future__ import annotations

_WRITTEN = "零一二三四五六七八九"
#: The characters of months and days: 二十一.
NUMBER = f"{_WRITTEN[1:]}十"
#: Nought as years are written: 二〇一六, 二○一六 (a circle), 二O一六 (a letter), 二0一六 (a digit).
_DIGIT = "0"
NOUGHT = f"零〇○O{_DIGIT}"
_DIGITS = (
    {digit: value for value, digit in enumerate(_WRITTEN)} | dict.fromkeys(NOUGHT, 0) | {"两": 2}
)
#: Years, months and days in regexes, in Arabic or Chinese digits: 2016年|二〇一六年九月二十一日.
YEAR = rf"(?:19|20)\d\d|(?:一九|二[{NOUGHT}])[{NOUGHT}{NUMBER[:-1]}]{{2}}"
MONTH, DAY = rf"\d{{1,2}}|[{NUMBER}]{{1,2}}", rf"\d{{1,2}}|[{NUMBER}]{{1,3}}"
#: Longer numbers are no ordinals and no years.
_DIGITS_READ = 5
_HUNDRED = 100
#: Only among so many Chinese digits is an Arabic nought one of them: 二0一六, not 一0.
_YEAR_DIGITS = 4
_UNITS = {"十": 10, "百": _HUNDRED}


def read_number(text: str) -> int:
    """The number that ``text`` writes, in Arabic or Chinese digits (below 1000); 0 if none.

    >>> read_number("二十一"), read_number("十四"), read_number("8"), read_number("二○一六")
    (21, 14, 8, 2016)
    """
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= _DIGITS_READ else 0
    if not any(unit in text for unit in _UNITS):
        digits = [str(_DIGITS[char]) for char in text if char in _DIGITS]
        mixed = _DIGIT in text and len(text) != _YEAR_DIGITS
        return int("".join(digits)) if digits and len(digits) == len(text) and not mixed else 0
    total, last = 0, 0
    for char in text:
        if char in _UNITS:
            total += (last or 1) * _UNITS[char]
            last = 0
        else:
            last = _DIGITS.get(char, 0)
    return total + last


def write_number(number: int) -> str:
    """A number as ordinals write it, in Chinese digits; from 100 on in Arabic ones.

    >>> write_number(4), write_number(10), write_number(41), write_number(120)
    ('四', '十', '四十一', '120')
    """
    if not 0 < number < _HUNDRED:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_WRITTEN[tens]}十"
    return ten + (_WRITTEN[ones] if ones else "")
