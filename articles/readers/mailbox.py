"""Mailboxes (mbox): mails one below the other, each an article, or those that it carries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articles.errors import NewsreaderError
from articles.readers.entries import refuse_many
from articles.readers.mail import read_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from articles.readers.reading import Reading

_ENVELOPE = re.compile(
    rb"(?:\A|\n)From \S*[ \t][^\n]{0,200}\d:\d\d[^\n]{0,40} \d{4}[^\n]{0,20}\n(?=[!-9;-~]{1,80}:|>From )"
)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(data: bytes, name: str) -> list[Reading]:
    """The articles of a mailbox (mbox), one for each mail. Raises NewsreaderError where there are too many or none."""
    readings: list[Reading] = []
    refused: list[str] = []
    for number, mail in enumerate(_mails(data, name), 1):
        try:
            found = read_message(mail, name)
        except NewsreaderError as error:
            refused.append(f"mail {number}: {error.what}: left out")
            continue
        readings += (one._replace(original=one.original or mail) for one in found)
    if not readings:
        raise NewsreaderError(
            refused[0] if refused else "a mailbox without mails", where=name, todo="give a mailbox that holds articles"
        )
    readings[0] = readings[0]._replace(notices=(*readings[0].notices, *refused))
    return readings


def _mails(data: bytes, name: str) -> Iterator[bytes]:
    """The bytes of each mail of a mailbox, without the line above it and with `>From ` as it was."""
    starts = list(_ENVELOPE.finditer(data))
    refuse_many(len(starts), name)
    for i, start in enumerate(starts):
        end = starts[i + 1].start() + 1 if i + 1 < len(starts) else len(data)
        yield _QUOTED_FROM.sub(rb"\1", data[start.end() : end])
