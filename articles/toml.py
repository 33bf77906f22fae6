"""TOML from a file that anybody may have written: of a length that is read at once, and every fault in one line."""

from __future__ import annotations

import re
from typing import Any

from articles.errors import NewsreaderError
from articles.form import printable

MOST_BYTES = 1 << 16
"""A longer file is refused before it is read: made up for that, it takes Python's reader tens of seconds."""

_MOST_PARTS = 100
"""A key of more names in a row is refused: the time that Python's reader takes grows with the square of them."""

_LONG_KEY = re.compile(
    r"""(?<![\w."'\\-])(?:(?:[\w-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*\.[ \t]*)"""
    f"{{{_MOST_PARTS}}}",
    re.ASCII,
)
"""It begins at what no name can go on from, so that looking for it takes a time that grows with the text alone."""


def parse(data: bytes, name: str, *, todo: str) -> dict[str, Any]:
    """The tables in the bytes of a file, with or without a byte order mark. Raises NewsreaderError naming `name`."""
    import tomllib  # imported where used: most starts read none

    if len(data) > MOST_BYTES:
        raise NewsreaderError(f"longer than {MOST_BYTES >> 10} KiB", where=name, todo=todo)
    try:
        text = data.decode("utf-8-sig")
        if not _LONG_KEY.search(text):
            return tomllib.loads(text)
        what = f"a key of more than {_MOST_PARTS} names"
    except UnicodeDecodeError:
        what = "not UTF-8"
    except RecursionError:
        what = "nested too deep"
    except tomllib.TOMLDecodeError as error:
        what = printable(str(error))
    except ValueError:  # Python turns no more digits than these into a number
        what = "a number with thousands of digits"
    raise NewsreaderError(f"not valid TOML: {what}", where=name, todo=todo)
