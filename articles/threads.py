"""Finds where the comments of readers begin below an article, by what comment pages print around each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articles.date_lines import is_date_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.traits import BlockTraits

_REPLIES = (
    "reply|reply to this|reply ↓|log in to reply|permalink|quote|antworten|répondre|responder|rispondi|ответить|"
    "відповісти|beantwoorden|antwoorden|reageer|svara|svar|odpowiedz|balas|cevapla|返信|返信する|回复|回覆|رد"
)
_MARKS = "like|report|report abuse|report comment|flag|share|melden|signaler|denunciar|segnala"
_REPLY_LINES, _MARK_LINES = frozenset(_REPLIES.split("|")), frozenset(_MARKS.split("|"))
_SAYS = re.compile(
    r"(?:\d+\. )?\S.{0,50} (?:says|said|wrote|writes|commented|replied|schrieb|sagt|sagte|schreibt|meint|a écrit|a dit|"
    r"dice|dijo|escribió|disse|diz|escreveu|scrive|ha scritto|ha detto|пишет|написал|написала|сказал|schreef|zegt|"
    r"berkata)\b.{0,60}",
    re.IGNORECASE,
)
_AGO = re.compile(
    r".{0,40}\b(?:\d+|an?|one) (?:sec|second|min|minute|hour|day|week|month|year)s? ago\b.{0,20}"
    r"|.{0,30}\b(?:vor|il y a|hace|há) \d+ \w+"
    r"|.{0,30}\b\d+ \w+ (?:fa|atrás|geleden|назад)",
    re.IGNORECASE,
)
_STAMP_WORDS = 14
"""A line about a comment has no more words than this."""

_WORDS_ABOVE = 100
"""So many words of text stand above the comments on an article; below a line or two they may be the article."""

_WINDOW, _STAMPS = 24, 4
"""A thread has so many stamps within so many blocks."""

_TIME, _REPLY, _NAME = 1, 2, 3
"""What a line beside a comment tells: when, or what can be done about it; that one can reply; who speaks."""


def thread_start(all_traits: Sequence[BlockTraits]) -> int | None:
    """The first block of a thread of comments below a text, None without one.

    A live blog has times too, but nobody says or replies beside them; in an interview all say, but at no time.
    """
    stamps = [_stamp(traits) if traits.words <= _STAMP_WORDS else 0 for traits in all_traits]
    if len(stamps) - stamps.count(0) < _STAMPS:
        return None
    above = 0
    for i, traits in enumerate(all_traits):
        if stamps[i] >= _REPLY and above >= _WORDS_ABOVE:
            window = [stamp for stamp in stamps[i : i + _WINDOW] if stamp]
            if (
                len(window) >= _STAMPS
                and len(window) - window.count(_TIME) > 1
                and len(window) - window.count(_NAME) > 1
            ):
                while stamps[i - 1]:
                    i -= 1
                return i
        if traits.ended and traits.words >= 8:
            above += traits.words
    return None


def _stamp(traits: BlockTraits) -> int:
    """What a line beside a comment tells; 0 for one that tells nothing of it."""
    shown = traits.block.shown
    line = shown.lower().strip(" .:·|>»•*")
    if line in _REPLY_LINES or line.startswith(("reply to ", "in reply to ")):
        return _REPLY
    if (not traits.ended or shown[-1] in ":：") and _SAYS.fullmatch(shown):
        return _NAME
    return _TIME if line in _MARK_LINES or _AGO.fullmatch(shown) or (":" in shown and is_date_line(shown)) else 0
