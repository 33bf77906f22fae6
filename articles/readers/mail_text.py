"""The plain text of a mail: flowed lines joined, quotes, signature and what a list puts below kept apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from articles.form import text_form_1

if TYPE_CHECKING:
    from articles.readers.mail_bodies import Body

OWN, HEAD, QUOTE, SIGNATURE, NEWSLETTER = "", "mail", "quote", "signature", "newsletter"
"""What a stretch of a mail is: its own text, or boilerplate for this reason."""

_LONGEST_ATTRIBUTION_LINES = 3
_LONGEST_SIGNATURE_LINES = 20
_LONGEST_SIGNATURE_WORDS = 80
_LONGEST_FOOTER_LINES = 12

_QUOTED = re.compile(r"(?:> ?)+|>+")
_RULE = re.compile(r"[_=*#~-]{12,}")
_LIST_WORDS = re.compile(r"mailing list|https?://|@|unsubscribe|abbestell|désabonn|subscri|отпис", re.IGNORECASE)
WROTE = re.compile(
    r"\b(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|escreveu|skrev|schreef|написал\(?а?\)?|пишет)\b.{0,120}:$"
)
"""How the line ends that says who wrote what is quoted."""


class Stretch(NamedTuple):
    """Lines of a mail that are the same."""

    text: str
    sort: str = OWN


class _Line(NamedTuple):
    depth: int
    """How many `>` it stands behind."""
    text: str


def stretches(body: Body) -> list[Stretch]:
    """The text in order, cut where quotes, the signature and the footer of a list begin and end."""
    text = text_form_1(body.text)
    lines = _flowed(text, delsp=body.delsp) if body.flowed else [_unquoted(line) for line in text.split("\n")]
    sorts = [QUOTE if line.depth else OWN for line in lines]
    _mark_attributions(lines, sorts)
    _mark_end(lines, sorts)
    found: list[Stretch] = []
    start = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or (sorts[i] != sorts[start] and lines[i].text.strip()):
            found.append(Stretch("\n".join(line.text for line in lines[start:i]), sorts[start]))
            start = i
    return [stretch for stretch in found if stretch.text.strip()]


def _flowed(text: str, *, delsp: bool) -> list[_Line]:
    """The lines with those that flow joined, by RFC 3676; the line `-- ` never flows."""
    found: list[_Line] = []
    flows = False
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        rest = line[depth:].removeprefix(" ")
        signature = rest == "-- "
        if flows and found[-1].depth == depth and not signature:
            found[-1] = found[-1]._replace(text=found[-1].text + rest)
        else:
            found.append(_Line(depth, rest))
        flows = rest.endswith(" ") and not signature
        if flows and delsp:
            found[-1] = found[-1]._replace(text=found[-1].text[:-1])
    return found


def _unquoted(line: str) -> _Line:
    marks = _QUOTED.match(line)
    return _Line(marks[0].count(">"), line[marks.end() :]) if marks else _Line(0, line)


def _mark_attributions(lines: list[_Line], sorts: list[str]) -> None:
    """Count what says who wrote what is quoted, on one line or on up to three, for the head of that mail."""
    for i in range(1, len(lines)):
        if not lines[i].depth or lines[i - 1].depth:
            continue
        end = i if lines[i - 1].text.strip() else i - 1
        start = end
        while start > max(0, end - 4) and lines[start - 1].text.strip() and not lines[start - 1].depth:
            start -= 1
        if end - start > _LONGEST_ATTRIBUTION_LINES:
            start = end - 1
        if start < end and WROTE.search(" ".join(line.text.strip() for line in lines[start:end])):
            sorts[start:i] = [HEAD] * (i - start)


def _mark_end(lines: list[_Line], sorts: list[str]) -> None:
    """Mark the signature below `-- `, and below a rule what a list says of itself."""
    own = [i for i, line in enumerate(lines) if line.text.strip() and sorts[i] == OWN]
    for at in range(max(0, len(own) - 1 - _LONGEST_SIGNATURE_LINES), len(own) - 1):
        mark = lines[own[at]].text.strip()
        if mark != "--" and not _RULE.fullmatch(mark):
            continue
        below = "\n".join(lines[i].text for i in own[at + 1 :])
        listed = _LIST_WORDS.search(below) is not None
        if mark == "--" and (listed or below.count(" ") < _LONGEST_SIGNATURE_WORDS):
            sort = SIGNATURE
        elif mark != "--" and len(own) - at - 1 <= _LONGEST_FOOTER_LINES and listed:
            sort = NEWSLETTER
        else:
            continue
        for i in range(own[at], len(lines)):
            if sorts[i] == OWN:
                sorts[i] = sort
        return
