"""Queries of the list of annotations: words and fields that a person types; pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from tui.shown.search import fold, lower

FIELDS = ("tag", "outlet", "speaker", "attribution", "by", "note", "text")
"""The fields that a word can be restricted to, as in `tag:threat`; `by` is the annotator, `text` the passage."""
STATES = ("orphan", "doubtful", "changed", "note")
"""The states that `is:` asks for: the passage is not in the text, its place wants confirming, its words are others in
the present text, there is a note."""
ANYWHERE, STATE = "", "is"
"""The field of a word that may occur anywhere in an annotation, and the field of a state."""

_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_TERM = re.compile(r'(~?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S*))')


def folded(text: str) -> str:
    """Fold a text for comparing, so that case, accents, kinds of quotes and dashes, and runs of space do not matter."""
    if not text.isascii():
        text = _FOREIGN.sub(lambda run: _folded_run(run[0]), unicodedata.normalize("NFC", text))
    text = text.lower().replace("\n", " ").replace("\t", " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


@lru_cache(maxsize=4096)
def _folded_run(run: str) -> str:
    return lower(fold(run))


class Term(NamedTuple):
    """One word or phrase of a query."""

    field: str
    """The field to look in: one of `FIELDS`, `STATE` or `ANYWHERE`."""
    value: str
    """The word or phrase, folded; never empty."""
    quoted: bool = False
    """Whether it must occur exactly, and is never replaced by similar words."""
    like: bool = False
    """Whether words like it match too."""


class Query(NamedTuple):
    """A query: an annotation matches if it matches all of the terms."""

    terms: tuple[Term, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Query:
        """Parse what a person typed, as `tag:threat speaker:"the adviser" is:doubtful word ~wrod`.

        An unknown field is taken as part of a word; a field without a value, as while it is being typed, is ignored.
        """
        terms = []
        for match in _TERM.finditer(folded(text)):
            tilde, field, phrase, word = match.groups()
            value = " ".join((word if phrase is None else phrase).split())
            if field == STATE and value:
                state = next((state for state in STATES if state.startswith(value)), "")
                field, value = (STATE, state) if state else (ANYWHERE, f"{field}:{value}")
            elif field is not None and field not in (*FIELDS, STATE):
                field, value = ANYWHERE, f"{field}:{value}"
            if value:
                terms.append(Term(field or ANYWHERE, value, phrase is not None, bool(tilde)))
        return cls(tuple(terms))
