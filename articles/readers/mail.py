"""Mails: the text of a mail is an article, and so is that of each mail in it; what its head tells are its facts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articles.errors import NewsreaderError
from articles.form import hidden_characters, one_line
from articles.model import Kind
from articles.readers.entries import Entry, reading_of, refuse_many, words
from articles.readers.mail_alerts import alert_entries, is_alert
from articles.readers.mail_article import NOTE_WORDS, article_parts
from articles.readers.mail_bodies import bodies, parsed
from articles.readers.mail_facts import address_of, is_newsletter, title_of
from articles.readers.mail_headers import field, sender, without_answer_marks
from articles.readers.timestamps import stamp

if TYPE_CHECKING:
    from email.message import Message

    from articles.readers.mail_bodies import Bodies
    from articles.readers.mail_forwards import Forward
    from articles.readers.reading import Reading

_DEEPEST_MAIL = 4


def read(data: bytes, name: str) -> list[Reading]:
    """The article in a mail, or those in the mails that it carries; `name`, fit to print, is what messages call it.

    Raises NewsreaderError where its parts are too many.
    """
    return read_message(_unwrapped(data), name)


def read_message(data: bytes, name: str) -> list[Reading]:
    """The articles in the bytes of a mail and nothing else, as `read` gives them."""
    try:
        return _readings(parsed(data, name), name, 0)
    except NewsreaderError as error:
        raise NewsreaderError(error.what, where=name, todo=error.todo) from None


def _unwrapped(data: bytes) -> bytes:
    """The mail in the file: Apple Mail puts its length above it and a property list below."""
    length = re.match(rb"\s*(\d{1,9})\s*\r?\n", data)
    if length:
        return data[length.end() : length.end() + int(length[1])]
    return data[data.find(b"\n") + 1 :] if data.startswith((b"From ", b">From ")) else data


def _readings(message: Message, name: str, depth: int) -> list[Reading]:
    """The articles of a mail: its own, unless it only brings others, and those of the mails in it."""
    found = bodies(message)
    entry = _entry(message, found)
    own = words(entry.parts or [])
    inner: list[Reading] = []
    if found.mails and depth < _DEEPEST_MAIL:
        for mail in found.mails:
            inner += (
                one._replace(original=one.original or _bytes_of(mail)) for one in _readings(mail, name, depth + 1)
            )
        refuse_many(len(inner), name)
    elif found.mails:
        entry.notices.append("mails that stand too deep in others are left out")
    if inner and own < NOTE_WORDS:
        note = [part.text for part in entry.parts or [] if part.kind is not Kind.BOILERPLATE]
        told = (f"forwarded with a note: {one_line(' '.join(note))}",) if note else ()
        inner[0] = inner[0]._replace(notices=(*inner[0].notices, *told, *entry.notices))
        return inner
    if is_alert(message):
        return [reading_of(one) for one in alert_entries(found, entry)] or [reading_of(entry)]
    return [reading_of(entry), *inner]


def _bytes_of(mail: Message) -> bytes | None:
    try:
        return mail.as_bytes()
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError):
        return None  # a mail so damaged that it cannot be written again: the file's own bytes stand for it


def _entry(message: Message, found: Bodies) -> Entry:
    """What a mail says of its article, and its parts."""
    entry = Entry()
    _tell(entry, "title", title_of(message), "Subject")
    date = stamp(field(message, "Date"))
    _tell(entry, "date", date.date, "Date")
    entry.taken_out = sum(hidden_characters(body.text) for body in found.texts if not body.html)
    entry.notices += [*found.notices, *([date.doubt] if date.doubt else [])]
    who, address = sender(message)
    if is_newsletter(message) and not is_alert(message):
        _tell(entry, "outlet", who, "From")
    at = address_of(message, found, entry.title)
    _tell(entry, "source", at or who or address, "the mail" if at else "From")
    if found.attached:
        some = ", ".join(found.attached[:5]) + (" …" if len(found.attached) > 5 else "")
        entry.notices.append(f"attached and not read: {some}")
    entry.parts, forward = article_parts(found.texts)
    if forward:
        _tell_forwarded(entry, forward)
    return entry


def _tell_forwarded(entry: Entry, forward: Forward) -> None:
    """Take the facts of the mail that is forwarded: who forwarded it, and when, says nothing of the article."""
    date = stamp(forward.date)
    for fact, value in (
        ("title", without_answer_marks(forward.subject)),
        ("date", date.date),
        ("outlet", ""),
        ("source", entry.source if entry.origins.get("source") != "From" else re.sub(r"\s*<.*", "", forward.sender)),
    ):
        if value or fact != "title":
            setattr(entry, fact, value)
            entry.origins[fact] = "the forwarded mail"
    entry.notices += [date.doubt] if date.doubt else []


def _tell(entry: Entry, fact: str, value: str, origin: str) -> None:
    if value:
        setattr(entry, fact, value)
        entry.origins[fact] = origin
