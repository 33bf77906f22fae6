"""The mechanical form of a version's text, number 1, and names made fit for a message.

Text form 1 is read forever: a store holds offsets into it. A different form needs a number of its own.
"""

from __future__ import annotations

import re
import unicodedata

MARKS_IN_A_ROW = 30
"""More combining marks than this on one letter are dropped (UAX #15, stream-safe text): sorting them is quadratic."""

# A string sequence (OSC, DCS ...) counts as one only where it is closed before the next control character, so that a
# stray introducer cannot take the article's words with it. No control character lies inside any part: linear.
_ESCAPES = re.compile(
    r"(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|\x1b[ -/]*[0-~]"
)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_PILES = re.compile(rf"[^\w\s]{{{MARKS_IN_A_ROW + 1},}}")


def _span(first: int, last: int) -> dict[int, str | None]:
    return dict.fromkeys(range(first, last + 1))


_TABLE: dict[int, str | None] = {
    **_span(0x00, 0x1F),
    **_span(0x7F, 0x9F),
    0x0A: "\n",
    **dict.fromkeys((0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "),
    0xAD: None,  # soft hyphen
    **dict.fromkeys((0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF)),  # ZWNJ and ZWJ, 0x200C and 0x200D, stay
    **_span(0x202A, 0x202E),  # bidirectional embeddings and overrides
    **_span(0x2060, 0x206F),  # word joiner, isolates, invisible operators
    **_span(0xFFF9, 0xFFFB),  # interlinear annotation
    **_span(0xE0000, 0xE007F),  # tags
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}


def text_form_1(text: str) -> str:
    """The text as a version keeps it: NFC, LF, no control, escape or invisible characters, every blank a space.

    Line breaks and Markdown marks stay, runs of blanks too. Lone surrogates become U+FFFD. Applied twice it changes
    nothing more.
    """
    return _formed(text)[0]


def hidden_characters(text: str) -> int:
    """How many control, escape and invisible characters `text_form_1` takes out; an escape sequence counts once."""
    return _formed(text)[1]


def one_line(text: str) -> str:
    """A name or a title in form 1 on one line, white space as single spaces."""
    return " ".join(text_form_1(text).split())


def printable(text: str) -> str:
    """The text with every character that a terminal could act on, or that nobody could see, written as an escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _formed(text: str) -> tuple[str, int]:
    text = _LINE_ENDS.sub("\n", text)
    text, sequences = _ESCAPES.subn("", text)
    clean = text.translate(_TABLE)
    normal = unicodedata.normalize("NFC", _PILES.sub(_unpile, clean))
    # NFC can make two marks of one; cutting a pile's end leaves the rest in NFC.
    return _PILES.sub(_unpile, normal), sequences + len(text) - len(clean)


def _unpile(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)
