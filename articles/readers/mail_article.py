"""The article in a mail's texts: notes, quotes, signatures and footers folded, what is forwarded brought to the top."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articles.blocks import MAX_BLOCKS, too_many_blocks
from articles.form import one_line
from articles.model import Kind
from articles.readers import mail_markup, mail_text
from articles.readers.entries import Content, parts_of, words
from articles.readers.mail_forwards import forward_in
from articles.readers.mail_text import HEAD, NEWSLETTER, OWN, QUOTE, SIGNATURE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from articles.readers.composed import Part
    from articles.readers.mail_bodies import Body
    from articles.readers.mail_forwards import Forward

NOTE_WORDS = 40
"""Fewer own words than this above what is forwarded or quoted are a note on it, not an article."""

_FOOTER_WORDS = 60
_TAIL_PARTS = 15
_FOOTER = re.compile(
    r"unsubscribe|abbestell|newsletter abmelden|hier abmelden|désabonner|désinscri|darse de baja|"
    r"cancelar (?:la |tu |su )?suscripci|cancella.{0,20}iscrizione|disiscri|отписаться|afmelden|"
    r"you(?:'re|’re| are)? (?:receiv(?:ing|e|ed)|getting) this|"
    r"this (?:e-?mail|message|newsletter) was sent (?:to|by)|"
    r"(?:sie|du) (?:erhalten|erhältst|bekommen|bekommst) dies|vous recevez ce|recib(?:es|e|ió) este|"
    r"ricev(?:i|e|uto) quest|вы получили это|"
    r"(?:manage|update|change) (?:your )?(?:e-?mail |newsletter |subscription )*(?:preferences|settings)|"
    r"no longer wish to receive|add us to your address book|forward (?:this )?(?:e-?mail )?to a friend|"
    r"this (?:e-?mail|message).{0,80} (?:is|may be|are) (?:strictly )?confidential",
    re.IGNORECASE,
)
_FOOTER_SIGN = re.compile(
    "unsubscri|abbestell|abmelde|désabonn|désinscri|baja|suscripci|iscri|отписа|afmelden|receiv|getting|sent to|sent by"
    "|dies|recevez|este|quest|это|preferences|settings|longer wish|address book|a friend|confidential"
)
"""What stands in each text in small letters that `_FOOTER` finds, which takes longer to look for."""

_SENT_FROM = re.compile(
    r"(?:sent from my|get outlook for|von meinem .{1,30} gesendet|envoyé de(?:puis)? mon|enviado desde mi)\b",
    re.IGNORECASE,
)
_BARE_ADDRESS = re.compile(r"[<(\[](?:https?://|www\.|mailto:)\S+[>)\]]")


def article_parts(texts: Sequence[Body]) -> tuple[list[Part], Forward | None]:
    """The parts of a mail's texts, folded where they are no article, and the mail that it forwards in them, if any.

    Raises NewsreaderError where there are too many.
    """
    sorted_parts: list[tuple[Part, str]] = []
    for body in texts:
        for one in _sorted_parts(body):
            if len(sorted_parts) == MAX_BLOCKS:
                raise too_many_blocks()
            sorted_parts.append(one)
    parts = [part for part, _ in sorted_parts]
    sorts = [sort for _, sort in sorted_parts]
    forward = _unfold_forward(parts, sorts)
    if not forward:
        _unfold_quote(parts, sorts)
    _mark_footers(parts, sorts)
    return [folded(part, sort) if sort else part for part, sort in zip(parts, sorts, strict=True)], forward


def folded(part: Part, reason: str) -> Part:
    """The part as boilerplate for this reason; what is boilerplate already stays as it is."""
    return part if part.kind is Kind.BOILERPLATE else part._replace(kind=Kind.BOILERPLATE, reason=reason)


def _sorted_parts(body: Body) -> Iterator[tuple[Part, str]]:
    """The parts of a text, each with what its stretch of the mail is."""
    found = mail_markup.stretches(body.text) if body.html else mail_text.stretches(body)
    for stretch in found:
        for part in parts_of(Content(stretch.text, body.html)):
            yield part, stretch.sort


def is_footer(shown: str) -> bool:
    """Whether a short text is what a newsletter says of itself."""
    lower = shown.lower()
    return _FOOTER_SIGN.search(lower) is not None and _FOOTER.search(lower) is not None


def _own(parts: Sequence[Part], sorts: Sequence[str], sort: str = OWN) -> int:
    return words([part for part, is_a in zip(parts, sorts, strict=True) if is_a == sort])


def _unfold_forward(parts: list[Part], sorts: list[str]) -> Forward | None:
    """Mark what stands above a forwarded mail as a note, and its head; under more text than a note, it is a quote."""
    found = None
    at = 0
    while forward := forward_in(parts, at):
        own = _own(parts[at : forward.start], sorts[at : forward.start])
        if own >= NOTE_WORDS or own >= words(parts[forward.end :]) > 0:
            sorts[forward.start :] = [QUOTE] * (len(parts) - forward.start)
            break
        sorts[at : forward.start] = [sort or "note" for sort in sorts[at : forward.start]]
        sorts[forward.start : forward.end] = [HEAD] * (forward.end - forward.start)
        sorts[forward.end :] = [OWN if sort == QUOTE else sort for sort in sorts[forward.end :]]
        found, at = forward, forward.end
    return found


def _unfold_quote(parts: list[Part], sorts: list[str]) -> None:
    """Take a long quote under a short note for the article."""
    if not _own(parts, sorts) < NOTE_WORDS < _own(parts, sorts, QUOTE):
        return
    for i, sort in enumerate(sorts):
        if sort == QUOTE:
            sorts[i] = HEAD if mail_text.WROTE.search(one_line(parts[i].text)) else OWN
        else:
            sorts[i] = sort or "note"


def _mark_footers(parts: list[Part], sorts: list[str]) -> None:
    """Mark what a newsletter or a mail program says of itself, and what stands below it at the end."""
    own = [i for i, part in enumerate(parts) if sorts[i] in (OWN, SIGNATURE) and part.kind is not Kind.BOILERPLATE]
    total = sum(len(parts[i].text.split()) for i in own)
    above = 0
    footer = False
    for left, i in zip(range(len(own), 0, -1), own, strict=True):
        shown = one_line(parts[i].text)
        count = len(shown.split())
        if count <= _FOOTER_WORDS and is_footer(shown):
            sorts[i] = NEWSLETTER
            footer = footer or (left <= _TAIL_PARTS and above * 2 >= total)
        elif footer or (count <= _FOOTER_WORDS and mail_markup.is_browser_line(shown)):
            sorts[i] = sorts[i] or NEWSLETTER
        elif _SENT_FROM.match(shown) and count < 10:
            sorts[i] = SIGNATURE
        elif _BARE_ADDRESS.fullmatch(shown):
            sorts[i] = sorts[i] or "contact"
        above += count
