"""Links, images and attributes of Markdown: which characters of a block are not its text.

Every step is linear in the length of the block.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(r"\\.|!?\[|\]")
_TARGET = re.compile(
    r"\(\s*(?=[^()\s\"]*[/.#:?]|<)"
    r"(?:<[^<>]*>|(?:[^()\s<>]|\n *(?=[^\s)\"])|\([^()\s]*\))*+)"
    r"(?:\s+\"[^\"]*\")?\s*\)"
)
_REFERENCE = re.compile(r" ?\[([^\[\]]*)\]")
ATTRIBUTES = re.compile(r"\{(?=[#.]|[\w-]*=)[^{}\n]*(?:\n[^{}\n]*)?\}")
"""What pandoc writes behind headings, links and words: names, classes, values."""

_COUNTED = 4_000
"""Code points up to which a link's text is counted and looked up: links can be nested."""

_DEFINITION = re.compile(
    r"\[([^\[\]\n]+)\]: *(?:<[^<>\n]*>|\S+)(?:[ \n] *(?:\"[^\"\n]*\"|\([^()\n]*\)|'[^'\n]*'))?(?= *(?:\n|$))"
)
_OPENING = re.compile(r"^ {0,4}(?=\[)", re.MULTILINE)


class Links(NamedTuple):
    """What `hide_links` found in a block."""

    length: int
    """Code points of link text that stay."""
    images: tuple[tuple[int, int], ...]
    """Where the descriptions of images stand, which are hidden."""


def definitions(text: str) -> frozenset[str]:
    """The names of links that are defined in lines of their own, in lower case."""
    if "]:" not in text:
        return frozenset()
    found = (_DEFINITION.match(text, opening.end()) for opening in _OPENING.finditer(text))
    return frozenset(definition[1].casefold() for definition in found if definition)


def is_definition(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` defines a link and is nothing else."""
    found = _DEFINITION.match(text, start) if text[start] == "[" else None
    return found is not None and found.end() == end


def hide_links(raw: str, hidden: bytearray, defined: frozenset[str]) -> Links:
    """Hide all of a link but its text, all of an image, and attributes; `defined` names links defined elsewhere."""
    if "[" not in raw and "{" not in raw:
        return Links(0, ())
    opened: list[tuple[int, bool]] = []
    length = 0
    images: list[tuple[int, int]] = []
    for token in _TOKEN.finditer(raw):
        if token[0][0] == "\\":
            continue
        if token[0] != "]":
            opened.append((token.start(), token[0] == "!["))
            continue
        if not opened:
            continue
        start, image = opened.pop()
        text_start, close = start + 1 + image, token.start()
        end = _target_end(raw, text_start, close, defined)
        if end < 0:
            continue
        attributes = ATTRIBUTES.match(raw, end)
        end = attributes.end() if attributes else end
        if image:
            images.append((text_start, close))
            _hide(hidden, start, end)
        else:
            if raw[close + 1 : close + 2] != "{" and close - text_start <= _COUNTED:
                length += hidden.count(0, text_start, close)
            _hide(hidden, start, text_start)
            _hide(hidden, close, end)
    return Links(length, tuple(images))


def _target_end(raw: str, start: int, close: int, defined: frozenset[str]) -> int:
    """Where the target ends of the link whose text is `raw[start:close]`, -1 where it has none."""
    following = raw[close + 1 : close + 2]
    if following == "(":
        target = _TARGET.match(raw, close + 1)
        return target.end() if target else -1
    if following == "{" and ATTRIBUTES.match(raw, close + 1):
        return close + 1
    if defined:
        reference = _REFERENCE.match(raw, close + 1)
        if reference and close - start <= _COUNTED and (reference[1] or raw[start:close]).casefold() in defined:
            return reference.end()
    return -1


def _hide(hidden: bytearray, start: int, end: int) -> None:
    hidden[start:end] = b"\x01" * (end - start)
