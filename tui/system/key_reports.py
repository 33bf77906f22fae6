"""What newer keyboard protocols report of a key, in the one form of it that Textual reads; pure.

Kitty's (https://sw.kovidgoyal.net/kitty/keyboard-protocol/) and xterm's (modifyOtherKeys) tell more than was asked for
on some terminals: releases, repeats, other layouts' keys, keys without a name.
"""

from __future__ import annotations

import re

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS

_REPORT = re.compile(r"\x1b\[([0-9:;]*)([u~A-HPQRS])")
_SHIFT, _ALT, _CTRL, _LOCKS = 1, 2, 4, 64 | 128
"""Bits of the modifiers that were held; the last are caps lock and num lock."""
_RELEASED = 3
_OTHER_KEY = 27
"""With this number xterm reports any key, whose code follows as the third."""
_PRIVATE = range(0xE000, 0xF900)
_NAMED = range(57358, 57441)
"""The codes of kitty's keys without a character that are more than a modifier: those on the pad, F13 and so on."""
_MOST_DIGITS = 7
_NONE: list[int | None] = [None]


def plain_report(sequence: str) -> str | None:
    """The report of a pressed key without what Textual does not read; empty where no key was pressed that it knows.

    None for what is no report of these protocols, but may be a key of older ones.
    """
    found = _REPORT.fullmatch(sequence)
    if found is None or not found[1]:
        return None
    fields = [[_number(part) for part in field.split(":")] for field in found[1].split(";")]
    codes, held, texts, *_ = [*fields, _NONE, _NONE]
    end, modifiers, event = found[2], (held[0] or 1) - 1, [*held, None][1]
    if event == _RELEASED or modifiers < 0:
        return ""
    code = codes[0]
    if code is None:
        if end == "u" or found[1][0] not in ";:":
            return ""
        code = 1
    if end == "~" and code == _OTHER_KEY and texts[0] is not None:
        code, end, texts = texts[0], "u", _NONE
    if end != "u":
        if f"{code}{end}" not in FUNCTIONAL_KEYS:
            return None if sequence in ANSI_SEQUENCES_KEYS else ""
        return f"\x1b[{code};{modifiers + 1}{end}"
    if not _is_key(code):
        return ""
    written = [text for text in texts if text is not None and _writes(text)]
    if not written and not modifiers & ~(_SHIFT | _LOCKS):
        written = _written(code, [*codes, None][1], shifted=bool(modifiers & _SHIFT))
    return f"\x1b[{code};{modifiers + 1};{':'.join(map(str, written))}u"


def _number(part: str) -> int | None:
    return int(part) if 0 < len(part) <= _MOST_DIGITS else None


def _is_key(code: int) -> bool:
    if code in _PRIVATE:
        return code in _NAMED
    return code in (9, 13, 27, 127) or _writes(code)


def _writes(code: int) -> bool:
    """Whether a code is a character that can be written."""
    return code < 0x110000 and code not in _PRIVATE and chr(code).isprintable()


def _written(code: int, shifted_code: int | None, *, shifted: bool) -> list[int]:
    """What a key writes for which no text was reported. What shift makes of a sign is known only where that is told."""
    if not _writes(code):
        return []
    if not shifted:
        return [code]
    if shifted_code is not None and _writes(shifted_code):
        return [shifted_code]
    upper = chr(code).upper()
    return [ord(upper)] if len(upper) == 1 and (upper != chr(code) or upper.isupper() or code == 32) else []
