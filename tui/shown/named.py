"""The files and addresses that a text names, as it is typed, pasted, or dropped on a terminal."""

from __future__ import annotations

import os
import shlex
from urllib.parse import unquote, urlsplit

from articles.read import is_address

_LONGEST = 20_000
"""Code points; nobody drops more names than that at once."""


def named_in(text: str) -> list[str]:
    """The files, folders and addresses in a text, in their order.

    What is there under the whole text is one of them, blanks and all. Else they stand one after another, quoted or with
    backslashes as a shell takes them, which is how terminals give what is dropped on them.
    """
    text = text.strip()
    if not text:
        return []
    if _is_there(text):
        return [text]
    try:
        words = shlex.split(text)
    except ValueError:  # a quotation mark that is part of a name
        words = text.split()
    return [_path(word) for word in words]


def names_something(text: str) -> bool:
    """Whether all that a text names is an address, or is there: it may be a text of any kind."""
    if not text.strip() or len(text) > _LONGEST:
        return False
    return all(is_address(name) or _is_there(name) for name in named_in(text))


def in_one_line(text: str) -> str:
    """The same in one line, quoted where that takes it, so that `named_in` finds the same in it."""
    return " ".join(map(shlex.quote, named_in(text)))


def named_apart(before: str, pasted: str) -> str:
    """A text pasted behind another, with a blank in front where each of both names something by itself."""
    goes_on = before.endswith(" ") or (before.endswith("/") and not is_address(pasted))
    apart = not goes_on and names_something(before) and names_something(pasted)
    return f" {pasted}" if apart else pasted


def _path(word: str) -> str:
    if not word.lower().startswith("file:"):
        return word
    return unquote(urlsplit(word).path)


def _is_there(name: str) -> bool:
    try:
        return os.path.exists(os.path.expanduser(name))  # noqa: PTH110, PTH111 -- never raises for a name of any kind
    except ValueError:
        return False
