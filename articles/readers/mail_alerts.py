"""Mails that alert to what others wrote: each entry is an article of its own outlet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articles.form import one_line
from articles.readers.entries import Content, Entry
from articles.readers.feeds import behind_google
from articles.readers.html_tokens import resolve
from articles.readers.mail_headers import sender

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from articles.readers.mail_bodies import Bodies

_SENDER = re.compile(r"googlealerts-noreply@google\.", re.IGNORECASE)
_LINKED = re.compile(
    r"<a\b[^<>]{0,400}?\bhref\s*=\s*[\"']?(https?://www\.google\.[a-z.]+/url\?[^\"'\s<>]{1,2000})[^<>]{0,800}>(.{1,800}?)</a",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[^<>]*>")
_OUTLET_WORDS = 6


def is_alert(message: Message) -> bool:
    """Whether a search engine sent the mail for what it found."""
    return _SENDER.match(sender(message)[1]) is not None


def alert_entries(found: Bodies, mail: Entry) -> list[Entry]:
    """The entries of an alert; `mail` tells its day, which is no date of theirs.

    The plain text has the first words of each; the HTML is read where it gives no entry.
    """
    texts = [*found.texts, *found.beside]
    entries = [entry for body in texts if not body.html for entry in _in_text(body.text)]
    entries = entries or [entry for body in texts if body.html for entry in _in_markup(body.text)]
    for entry in entries:
        entry.notices += [f"from an alert of {mail.date[:10]}"] if mail.date else []
        told = (fact for fact in ("title", "outlet", "source") if getattr(entry, fact))
        entry.origins = dict.fromkeys(told, "the alert")
    return entries


def _in_text(text: str) -> Iterator[Entry]:
    """Entries of a title, an outlet, the first words of the text and an address, a line or more each."""
    for paragraph in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")):
        lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
        at = next((i for i, line in enumerate(lines) if line.startswith("<http")), 0)
        address = behind_google(lines[at].strip("<>")) if at else ""
        if not address or address == lines[at].strip("<>"):
            continue
        title, *rest = lines[:at]
        outlet = ""
        if len(rest) > 1 and len(rest[0].split()) <= _OUTLET_WORDS and rest[0][-1] not in ".…?!":
            outlet, *rest = rest
        yield Entry(title=title, outlet=outlet, source=address, contents=[Content(" ".join(rest))])


def _in_markup(markup: str) -> Iterator[Entry]:
    """Entries by their links: the words of the first link to an address are its title."""
    seen: set[str] = set()
    for link in _LINKED.finditer(markup):
        address = behind_google(resolve(link[1]))
        title = one_line(resolve(_TAG.sub("", link[2])))
        if title and address not in seen and "google." not in address.partition("://")[2].partition("/")[0]:
            seen.add(address)
            yield Entry(title=title, source=address)
