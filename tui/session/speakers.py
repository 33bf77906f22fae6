"""The names that are proposed for the speaker of an annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.shown import steps
from tui.shown.speaker_names import proposed

if TYPE_CHECKING:
    from annotations.model import Annotation
    from tui.session.session import Session

PARAGRAPHS_BEFORE = 2
"""How many paragraphs before a passage are looked through for its speaker."""


def speakers(session: Session, annotation: Annotation) -> list[str]:
    """The names for the speaker of an annotation: from its passage and around it, those used before, of its article.

    They come from the article as it may be shown: in blind mode nothing that reveals the outlet is among them.
    """
    article = session.desk.covered_story.articles[session.annotations.book.article_of(annotation)]
    start, end = annotation.span
    first, last = article.paragraph_at(start), article.paragraph_at(max(start, end - 1))
    at = first.to_shown(start), first.to_shown(end)
    sentence = steps.unit_at(first.shown, at[0], "sentence")[0], steps.unit_at(first.shown, at[1] - 1, "sentence")[1]
    touched = [article.paragraph(n).shown for n in range(first.n, last.n + 1)]
    before = [article.paragraph(n).shown for n in range(first.n - 1, max(0, first.n - 1 - PARAGRAPHS_BEFORE), -1)]
    whole = "\n".join(paragraph.shown for paragraph in article.paragraphs)
    passage = at[0] - sentence[0], at[1] - sentence[0]
    return proposed(first.shown[slice(*sentence)], passage, [*touched, *before], whole, session.tagging.speakers())
