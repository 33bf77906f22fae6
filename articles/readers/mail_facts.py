"""What the head of a mail, and the links in it, tell of its article: title, outlet, where it can be seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articles.readers import mail_markup
from articles.readers.mail_headers import field, has_field, sender, without_answer_marks

if TYPE_CHECKING:
    from email.message import Message

    from articles.readers.mail_bodies import Bodies

_TAG = re.compile(r"\[([^\[\]]{1,40})\]\s*(?=\S)")
_LIST = re.compile(r"<([^<>]+)>")


def title_of(message: Message) -> str:
    """The subject, without what marks an answer and without the name of the list that it was sent to."""
    subject = without_answer_marks(field(message, "Subject"))
    tag = _TAG.match(subject)
    if tag and tag[1].lower() in field(message, "List-Id").lower():
        subject = without_answer_marks(subject[tag.end() :])
    return subject


def is_newsletter(message: Message) -> bool:
    """Whether an outlet sends it to many: no list on which people write to each other, whose senders are persons."""
    posts = field(message, "List-Post")
    if (posts and posts.upper() != "NO") or " via " in sender(message)[0]:
        return False
    bulk = field(message, "Precedence").lower() in ("bulk", "list")
    return bulk or has_field(message, "list-unsubscribe", "list-id", "feedback-id", "x-campaign", "x-mailgun-tag")


def address_of(message: Message, found: Bodies, title: str) -> str:
    """Where the mail can be read: its place in an archive, its page, what its title links to, else its list."""
    for name in ("Archived-At", "X-Archived-At"):
        address = field(message, name).strip("<>")
        if address.startswith(("http://", "https://")):
            return address
    texts = [*found.texts, *found.beside]
    pages = (mail_markup.browser_address(body.text, html=body.html) for body in texts)
    titled = (mail_markup.titled_address(body.text, title) for body in texts if body.html)
    named = field(message, "List-Id")
    listed = _LIST.search(named)
    return next(filter(None, (*pages, *titled)), listed[1] if listed else named)
