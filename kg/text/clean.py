"""Characters that no document should hold, before anything is counted or hashed.

Line ends become LF. Controls and characters that change the direction of text (or hide in
it) are taken out; lone surrogates, noncharacters and private-use characters, which break
writers of XML or stand for our own marks, become U+FFFD. All of it with a warning.
"""

from __future__ import annotations

import re

from kg.model import Problem

#: Form feed and vertical tab, NEL, the line and paragraph separators of Unicode.
_SEPARATORS = "\x0c\x85\u2028\u2029"
_CONTROLS = "\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_TAGS = "\U000e0000-\U000e007f"
_NO_CHARACTERS = (
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\U000f0000-\U0010ffff"
    + "".join(chr(plane << 16 | last) for plane in range(1, 15) for last in (0xFFFE, 0xFFFF))
)
_LINE_ENDS = re.compile(f"[{_SEPARATORS}]")
_HARMFUL = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_TAGS}]")
_NONE = re.compile(f"[{_NO_CHARACTERS}]")
#: More accents than any script stacks on one letter.
_PILE = re.compile("[\u0300-\u036f]{9}")
#: Greek or Cyrillic letters that touch Latin ones or digits, and look like them.
_LOOK_ALIKE = re.compile("[\u0391-\u03c9\u0400-\u045f](?=[0-9A-Za-z])|(?<=[A-Za-z])[\u0400-\u045f]")
#: What most reports hold nothing of: one fast look instead of many.
_UNUSUAL = re.compile("[^\t\n -~\u00b7\u2014\u2018-\u201d\u2026\u3000-\u9fff\uff01-\uffe5]")


def clean_text(text: str, path: str) -> tuple[str, tuple[Problem, ...]]:
    """``text`` with LF line ends and without harmful characters, and what was found in it."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _UNUSUAL.search(text):
        return text, ()
    text = _LINE_ENDS.sub("\n", text)
    text, removed = _HARMFUL.subn("", text)
    text, replaced = _NONE.subn("\ufffd", text)
    notes = [f"{removed} control or direction character(s) removed"] * bool(removed)
    notes += [f"{replaced} character(s) without meaning replaced"] * bool(replaced)
    notes += ["a pile of combining marks"] * bool(_PILE.search(text))
    notes += ["look-alike letters of another alphabet"] * bool(_LOOK_ALIKE.search(text))
    if not notes:
        return text, ()
    return text, (Problem("warning", "suspicious-characters", path, "; ".join(notes)),)
