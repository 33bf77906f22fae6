"""The tokens of RTF: groups, control words, bytes and text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

OPEN, CLOSE, WORD, BYTE, TEXT = "{", "}", "word", "byte", "text"

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z])"
    rb"|(?P<group>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)|\\",
)


class Token(NamedTuple):
    """A token of RTF."""

    sort: str
    """`{`, `}`, `word`, `byte` or `text`."""
    name: str = ""
    """Of a control word, or the sign of a control symbol."""
    number: int | None = None
    """The number behind a control word."""
    data: bytes = b""
    """Of bytes and text."""


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of an RTF file in order; binary data in it is passed over."""
    at = 0
    while at < len(data):
        found = _TOKEN.match(data, at)
        if found is None:
            at += 1
            continue
        at = found.end()
        if found["text"] is not None:
            yield Token(TEXT, data=found["text"])
        elif found["group"]:
            yield Token(OPEN if found["group"] == b"{" else CLOSE)
        elif found["byte"]:
            yield Token(BYTE, data=bytes.fromhex(found["byte"].decode()))
        elif found["word"]:
            number = int(found["number"]) if found["number"] else None
            name = found["word"].decode()
            if name == "bin" and number and number > 0:
                at += number
            else:
                yield Token(WORD, name, number)
        elif found["symbol"]:
            yield Token(WORD, found["symbol"].decode("latin-1"))
