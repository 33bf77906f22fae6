"""Mails forwarded inside the text of another: their heads found, and what they say of the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from articles.form import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.readers.composed import Part

_MARK = re.compile(
    r"[-_\s]{0,40}(?:(?:begin )?forwarded message|original message|"
    r"(?:anfang der )?weitergeleiteten? (?:nachricht|e-?mail)|"
    r"ursprüngliche nachricht|original-?nachricht|message (?:transféré|d['’]origine|original)|"
    r"début du message (?:réexpédié|transféré)|(?:inicio del )?mensaje (?:reenviado|original)|"
    r"(?:inizio )?messaggio (?:inoltrato|originale)|mensagem (?:encaminhada|original)|doorgestuurd bericht|"
    r"oorspronkelijk bericht|пересылаемое сообщение|исходное сообщение) ?:?[-_\s]{0,40}",
    re.IGNORECASE,
)
_LABELS = {
    "from": "from|von|de|da|van|от|från|fra",
    "date": "date|sent|datum|gesendet|envoyé|fecha|enviado(?: el)?|data|inviato|verzonden|дата|отправлено|skickat|dato",
    "subject": "subject|betreff|objet|asunto|oggetto|assunto|onderwerp|тема|ämne|emne",
    "to": "to|an|à|para|a|aan|кому|till?|cc|kopie|copia|bcc|reply-to|antwort an|répondre à|importance|attachments?",
}
_LABEL = re.compile(
    r"[*_]{0,2}(?:"
    + "|".join(f"(?P<{label}>{names})" for label, names in _LABELS.items())
    + r")[*_]{0,2}\s?:[*_]{0,2}\s*(.*)",
    re.IGNORECASE,
)
_HEAD_LINES = 12


class Forward(NamedTuple):
    """A mail that is forwarded inside another's text."""

    start: int
    """The part with which its head begins."""
    end: int
    """The part with which its text begins."""
    sender: str
    date: str
    """As the head writes it."""
    subject: str


def forward_in(parts: Sequence[Part], start: int) -> Forward | None:
    """The first forwarded mail whose head begins at the part `start` or below; None where there is none."""
    for i in range(start, len(parts)):
        lines = parts[i].text.strip().split("\n")
        marked = _MARK.fullmatch(lines[0].strip()) is not None
        if marked or _LABEL.match(lines[0]):
            found = _head(parts, i, marked=marked)
            if found:
                return found
    return None


def _head(parts: Sequence[Part], start: int, *, marked: bool) -> Forward | None:
    """The head that begins at a part: a mark and labelled lines, or at least sender, date and subject without one."""
    told: dict[str, str] = {}
    end = start
    for i in range(start, min(start + _HEAD_LINES, len(parts))):
        lines = [line.strip() for line in parts[i].text.strip().split("\n")]
        if i == start and marked:
            lines = lines[1:]
        labels = [_LABEL.match(line) for line in lines]
        if lines and not labels[0]:
            break
        for label in filter(None, labels):
            name = label.lastgroup or ""
            name = next((key for key in _LABELS if label[key]), name)
            told.setdefault(name, one_line(label[label.lastindex or 0]))
        end = i + 1
    enough = len(told) >= 2 if marked else {"from", "date", "subject"} <= told.keys()
    if not enough:
        return None
    return Forward(start, end, told.get("from", ""), told.get("date", ""), told.get("subject", ""))
