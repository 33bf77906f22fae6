"""What of a mail's parts is its text, what is attached, and which mails stand in it."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message
from typing import NamedTuple

from articles.errors import NewsreaderError
from articles.form import one_line
from articles.readers.charsets import decode_as
from articles.readers.entries import Content, parts_of, words
from articles.readers.mail_headers import decoded, field

MOST_PARTS = 2_000
_LONGEST_FIELD = 8_000
_TODO = "save its text and open that"
DEEPEST_PART = 30

_STUB_SHARE = 0.6
"""A plain text with a smaller share than this of the words of the HTML beside it is none to read."""

_WORDS_A_LINK = 12
"""A plain text with more links than one in so many words was made of the HTML beside it."""

_LINK = re.compile(r"[<(\[]?(?:https?://|www\.)\S+")
_DECLARED = re.compile(rb"boundary\s*=\s*\"?([^\"\r\n;]{1,100})", re.IGNORECASE)
_DELIMITER = re.compile(rb"^--([^\r\n]{1,104})", re.MULTILINE)
_META = re.compile(rb"<meta[^>]{1,300}?charset\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE)
_BOUNDARY = re.compile(r"(?:^|\n)--([^\s-][^\r\n]{0,100}?)[ \t]*\r?\n(?=content-[a-z-]+:)", re.IGNORECASE)
_SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})


class Body(NamedTuple):
    """A text of a mail."""

    text: str
    html: bool = False
    flowed: bool = False
    """Whether lines that end with a blank go on (RFC 3676, `format=flowed`)."""
    delsp: bool = False
    """Whether that blank is no part of the text."""


class Bodies:
    """The texts of a mail in order, and what else it carries."""

    def __init__(self) -> None:
        self.texts: list[Body] = []
        self.beside: list[Body] = []
        """Alternatives to those texts that were not chosen."""
        self.attached: list[str] = []
        self.mails: list[Message] = []
        """Mails that stand in it as parts."""
        self.notices: list[str] = []
        self.count = 0


def parsed(data: bytes, name: str, most: int = MOST_PARTS) -> Message:
    """The mail in these bytes; `name` is what messages call the file.

    Header fields stay as they stand, so that no damage in them keeps a mail from being read. Raises NewsreaderError
    where its parts are too many or stand in each other too deep.
    """
    count = 0

    class Counted(Message):
        def __init__(self, *args: object, **named: object) -> None:
            nonlocal count
            count += 1
            if count > most:
                raise NewsreaderError(f"a mail of more than {most:,} parts", where=name, todo=_TODO)
            super().__init__(*args, **named)  # type: ignore[arg-type]

        def set_raw(self, name: str, value: str) -> None:
            super().set_raw(name, value[:_LONGEST_FIELD])  # the library reads parameters in quadratic time

    if _nesting(data) > DEEPEST_PART:
        raise NewsreaderError("a mail whose parts stand too deep in others", where=name, todo=_TODO)
    try:
        return message_from_bytes(data, _class=Counted)
    except RecursionError:
        raise NewsreaderError("a mail with mails in mails without end", where=name, todo=_TODO) from None


def _nesting(data: bytes) -> int:
    """How deep parts stand in parts, by the boundaries; no more than just too deep."""
    names = {name.strip() for name in _DECLARED.findall(data)}
    inside: list[bytes] = []
    deepest = 0
    for line in _DELIMITER.findall(data) if len(names) > DEEPEST_PART else ():
        name = line.rstrip()
        end = name.removesuffix(b"--")
        if name in inside:
            del inside[inside.index(name) + 1 :]
        elif end in inside:
            del inside[inside.index(end) :]
        elif name in names:
            inside.append(name)
            deepest = max(deepest, len(inside))
        if deepest > DEEPEST_PART:
            break
    return deepest


def bodies(message: Message) -> Bodies:
    """What the mail's parts hold, the best of alternatives chosen."""
    found = Bodies()
    _walk(message, found, 0)
    return found


def _walk(part: Message, found: Bodies, depth: int) -> None:
    kind = part.get_content_type()
    payload = part.get_payload()
    if depth > DEEPEST_PART:
        found.notices.append("parts that stand too deep in others are left out")
    elif kind == "message/rfc822" and isinstance(payload, list):
        found.mails += [mail for mail in payload if isinstance(mail, Message)]
    elif isinstance(payload, list):
        _walk_all(kind, part, [one for one in payload if isinstance(one, Message)], found, depth + 1)
    elif kind.startswith("multipart/"):
        _repair(part, found, depth + 1)
    elif kind in _SEALED:
        found.notices.append("the mail is encrypted or sealed: its text cannot be read here")
    elif kind in ("text/html", "text/plain", "text/markdown") and part.get_content_disposition() != "attachment":
        found.texts.append(_body(part, found))
    elif kind not in _SIGNATURES:
        _attach(part, kind, found)


def _walk_all(kind: str, whole: Message, parts: list[Message], found: Bodies, depth: int) -> None:
    if kind == "multipart/alternative":
        _choose(parts, found, depth)
    elif kind == "multipart/related":
        start = whole.get_param("start")
        root = next((part for part in parts if start and part.get("Content-ID") == start), parts[0] if parts else None)
        for part in parts:
            if part is root or part.get_content_disposition() == "attachment":
                _walk(part, found, depth)
    elif kind == "multipart/encrypted":
        found.notices.append("the mail is encrypted or sealed: its text cannot be read here")
    else:
        for part in parts[:1] if kind in ("multipart/signed", "multipart/report") else parts:
            _walk(part, found, depth)


def _choose(parts: list[Message], found: Bodies, depth: int) -> None:
    """Take the alternative that holds the text: the plain one, unless it is a stub or full of addresses."""
    choices: list[Bodies] = []
    for part in parts:
        choice = Bodies()
        _walk(part, choice, depth)
        found.attached += choice.attached
        found.mails += choice.mails
        choices.append(choice)
    plain = next((choice for choice in choices if choice.texts and not choice.texts[0].html), None)
    html = next((choice for choice in choices if choice.texts and any(body.html for body in choice.texts)), None)
    best = plain or html
    if plain and html and _is_stub("\n".join(b.text for b in plain.texts), " ".join(b.text for b in html.texts)):
        best = html
    found.beside += [body for choice in choices if choice is not best for body in choice.texts]
    if best:
        found.texts += best.texts
        found.notices += best.notices


def _is_stub(plain: str, html: str) -> bool:
    count = len(_LINK.sub(" ", plain).split())
    if len(_LINK.findall(plain)) * _WORDS_A_LINK > count:
        return True
    try:
        return count < _STUB_SHARE * words(parts_of(Content(html, markup=True)))
    except NewsreaderError:
        return False


def _body(part: Message, found: Bodies) -> Body:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    label = part.get_content_charset("") or ""
    html = part.get_content_type() == "text/html"
    meta = _META.search(data[:4096]) if html and not label else None
    text, notices = decode_as(data, meta[1].decode() if meta else label)
    found.notices += notices
    flowed = str(part.get_param("format", "")).lower() == "flowed"
    return Body(text, html, flowed, str(part.get_param("delsp", "")).lower() == "yes")


def _attach(part: Message, kind: str, found: Bodies) -> None:
    """Note what is attached; a picture that stands in the text is no attachment."""
    name = decoded(str(part.get_filename() or ""))
    inline = part.get_content_disposition() != "attachment" and field(part, "Content-ID")
    if not (kind.startswith("image/") and (inline or not name)):
        found.attached.append(one_line(name) or kind)


def _repair(part: Message, found: Bodies, depth: int) -> None:
    """Read a part that says that it has parts though its boundary is not found: under the one that stands in it."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    text, notices = decode_as(data, "")
    boundary = _BOUNDARY.search(text)
    if boundary and depth < DEEPEST_PART:
        found.notices.append("damaged mail: the boundary of its parts was put right")
        head = f'Content-Type: {part.get_content_type()}; boundary="{boundary[1]}"\n\n'
        _walk(parsed(head.encode() + data, ""), found, depth)
    else:
        found.notices += ["damaged mail: the boundary of its parts is missing", *notices]
        found.texts.append(Body(text))
