"""Header fields of mails, decoded as mail programs show them."""

from __future__ import annotations

import binascii
import re
from email.utils import parseaddr
from typing import TYPE_CHECKING

from articles.form import one_line
from articles.readers.charsets import decode_as

if TYPE_CHECKING:
    from email.message import Message

_WORD = re.compile(r"=\?([\w.:+-]{1,40})(?:\*[\w-]{1,16})?\?([bBqQ])\?([^?\n]{0,4000})\?=")
_OCTET = re.compile(rb"=([0-9A-Fa-f]{2})")
_ANSWERED = re.compile(
    r"(?:(?:fwd?|wg|weitergeleitet|tr|rv|i|doorst|vs|vb|re|aw|sv|antw|r|отв|пересл)(?:\[\d+\])? ?: ?)+", re.IGNORECASE
)


def field(message: Message, name: str) -> str:
    """The first header field of that name, its encoded words read, on one line; empty where there is none."""
    return decoded(raw_field(message, name))


def raw_field(message: Message, name: str) -> str:
    """The first header field of that name as it stands in the mail; empty where there is none."""
    wanted = name.lower()
    return next((str(value) for key, value in message.raw_items() if key.lower() == wanted), "")


def has_field(message: Message, *names: str) -> bool:
    """Whether the mail has a header field of one of these names (small letters)."""
    return any(key.lower() in names for key, _ in message.raw_items())


def decoded(raw: str) -> str:
    """The text of a raw header field on one line: encoded words (RFC 2047) and bytes beyond ASCII read."""
    if not raw.isascii():
        raw, _ = decode_as(raw.encode("utf-8", "surrogateescape"), "")
    texts: list[str] = []
    octets, charset, at = b"", "", 0
    for word in _WORD.finditer(raw):
        between = raw[at : word.start()]
        if between.strip() or at == 0 or word[1].lower() != charset:
            texts += [decode_as(octets, charset)[0], between if between.strip() or at == 0 else ""]
            octets, charset = b"", word[1].lower()
        octets += _octets(word[2], word[3])
        at = word.end()
    return one_line("".join([*texts, decode_as(octets, charset)[0], raw[at:]]))


def sender(message: Message) -> tuple[str, str]:
    """The name and the address of who sent the mail; either may be empty."""
    name, address = parseaddr(raw_field(message, "From"))
    return decoded(name).strip("\"'"), one_line(address)


def without_answer_marks(subject: str) -> str:
    """A subject without `Fwd:`, `Re:` and their like, in several languages, in front of it."""
    marks = _ANSWERED.match(subject)
    return subject[marks.end() :].strip() if marks and len(subject) > marks.end() else subject


def _octets(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return _OCTET.sub(lambda found: bytes((int(found[1], 16),)), data.replace(b"_", b" "))
    try:
        return binascii.a2b_base64(data + b"==")
    except binascii.Error:
        return data
