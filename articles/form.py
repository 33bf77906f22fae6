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

# Fillers and the grapheme joiner, which are blank though they count as letters or marks; noncharacters; variation
# selectors, but for the one that chooses between the two looks of an emoji.
_UNSEEN_CHARACTERS = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
    + "".join(map(chr, (*range(0xFDD0, 0xFDF0), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))
)
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufdd0-\ufdef\ufe00-\ufe0d\U000e0100-\U000e01ef"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))
    + "]|(?<![#*0-9\xa9\xae\u2030-\u3300\U0001f000-\U0001faff])[\ufe0e\ufe0f]"
)


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


def unseen(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Where `text[start:end]` has characters that form 1 keeps and nobody can see: they are not shown."""
    end = len(text) if end is None else end
    if text.isascii() or _UNSEEN_CHARACTERS.isdisjoint(text[start:end]):
        return []
    return [found.span() for found in _UNSEEN.finditer(text, start, end)]


def harmless(text: str) -> str:
    """The text on one line, without the control and invisible characters that notes and names in a store may hold."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub("", text if text.isprintable() else text_form_1(text).replace("\n", " "))


def printable(text: str) -> str:
    """The text with every character that a terminal could act on, or that nobody could see, written as an escape."""
    if text.isascii() and text.isprintable():
        return text
    seen = "".join(c if c.isprintable() else _escaped(c) for c in text)
    return _UNSEEN.sub(lambda found: _escaped(found[0]), seen)


def shown_on_terminal(text: str) -> str:
    """The text with its lines, and what a terminal could act on or nobody could see as escapes.

    Blanks of every kind and the joiners inside words and emoji stay, as they do in articles. CR LF is one line break.
    """
    lines = text.replace("\r\n", "\n")
    seen = "".join(c if c == "\n" or _is_drawn(c) else _escaped(c) for c in lines)
    return _UNSEEN.sub(lambda found: _escaped(found[0]), seen)


def _is_drawn(character: str) -> bool:
    return character.isprintable() or character in "\u200c\u200d" or unicodedata.category(character) == "Zs"


def _escaped(text: str) -> str:
    return text.encode("unicode_escape").decode()


def _formed(text: str) -> tuple[str, int]:
    if text.isascii() and text.isprintable():
        return text, 0
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
