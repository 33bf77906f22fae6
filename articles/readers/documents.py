"""What the readers of documents have in common: parts to a reading, and facts of a file that may be believed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articles.errors import NewsreaderError
from articles.form import one_line
from articles.readers.composed import compose, with_headline
from articles.readers.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from articles.readers.composed import Part

_TITLE_WORDS = range(2, 41)
_PROGRAM = re.compile(
    r"^(?:microsoft|adobe|libre ?office|open ?office|untitled|unbenannt|document ?\d*$|dokument ?\d*$|print)"
    r"|\.(?:docx?|pdf|odt|rtf|indd|qxp|qxd|html?|txt|pages)\b|^[\w.-]+\.\w{2,4}$|\\|_.*_",
    re.IGNORECASE,
)
_DRAFT = re.compile(r"\b(?:draft|entwurf|version|final|v)[ _-]?\d*$", re.IGNORECASE)


def reading_of(parts: Iterable[Part], name: str, *, title: str = "", origin: str = "", **facts: object) -> Reading:
    """The reading of the parts of one article; `facts` are the other fields of a `Reading`.

    A title of `origin` stands above the parts that do not say it. Raises NewsreaderError under the file's `name` where
    there are too many parts.
    """
    parts = with_headline(list(parts), title)
    try:
        composed = compose(parts)
    except NewsreaderError as error:
        raise NewsreaderError(error.what, where=name, todo=error.todo) from None
    origins = {"title": origin} if title else {}
    origins.update(facts.pop("origins", None) or {})  # type: ignore[call-overload]
    return Reading(composed.text, composed.blocks, title=title, origins=origins, **facts)  # type: ignore[arg-type]


def is_plausible_title(title: str) -> bool:
    """Whether the title that a program keeps of a document is a headline's, not the name of a file or a draft."""
    title = one_line(title)
    return len(title.split()) in _TITLE_WORDS and not _PROGRAM.search(title) and not _DRAFT.search(title)


def stands_in(title: str, parts: Iterable[Part]) -> bool:
    """Whether one of the parts says the title, but for its marks."""
    wanted = folded(title)
    return bool(wanted) and any(folded(part.text) == wanted for part in parts)


def folded(text: str) -> str:
    """The letters and digits of a text in lower case, by which two are compared."""
    return "".join(filter(str.isalnum, one_line(text).casefold()))


def without_text(what: str, name: str, todo: str = "give a file that holds an article's text") -> NewsreaderError:
    """The error for a document that has nothing to read."""
    return NewsreaderError(f"{what} without text", where=name, todo=todo)
