"""What a person asks a list of annotations for, as words and fields; pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from tui.shown.search import fold, lower

FIELDS = ("tag", "outlet", "speaker", "by", "note", "text")
"""What a word can be meant for, as in `tag:threat`; `by` is the annotator, `text` the passage."""
STATES = ("orphan", "doubtful", "note")
"""What `is:` tells of: the passage is not in the text, its place wants confirming, there is a note."""
ANYWHERE, STATE = "", "is"
"""The field of a word that may stand in any text of an annotation, and that of a word about its state."""

_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_TERM = re.compile(r'(~?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S*))')


def folded(text: str) -> str:
    """The text as it is compared: case, accents, kinds of quotes and dashes, and amounts of white space alike."""
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
    """One of `FIELDS`, `STATE` or `ANYWHERE`."""
    value: str
    """Folded, not empty."""
    quoted: bool = False
    """It is meant letter by letter, and never taken for another."""
    like: bool = False
    """What is like it is wanted too."""


class Query(NamedTuple):
    """What an annotation must have to be listed: all of the terms."""

    terms: tuple[Term, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Query:
        """The query that a person typed: `tag:threat speaker:"the adviser" is:doubtful word ~wrod`.

        What is no known field is a word as it stands, and a field without a value, as while it is being typed, nothing.
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
