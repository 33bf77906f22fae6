"""Facts of articles as a person gives them: outlet, title, date, source, byline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.amendments import Amendment, AmendmentEdit
from annotations.changes import Change
from articles.amended import NEEDED
from tui.session.effect import Effect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.session.amendments import Amendments
    from tui.session.changes import Changes
    from tui.session.desk import Desk


class Facts:
    """Puts right the facts of a desk's articles."""

    def __init__(self, desk: Desk, changes: Changes, amendments: Amendments, annotator: str) -> None:
        self._desk, self._changes, self._amendments, self._annotator = desk, changes, amendments, annotator

    def write(self, article_id: str, written: Mapping[str, str]) -> Effect:
        """Say what facts of an article are; one that is as it was read needs nobody to say it."""
        article = next(one for one in self._desk.story.articles if one.id == article_id)
        read, stamp = article.as_read or article, self._amendments.now()
        edits = []
        for name, value in written.items():
            if value == getattr(article, name):
                continue
            made = Amendment(name, value, article_id, None, "", "", "", self._annotator, stamp, stamp)
            known = self._amendments.get(made.key)
            if value == getattr(read, name) or (name in NEEDED and not value):
                edits += [AmendmentEdit(known, None)] if known else []
            elif known:
                edits.append(AmendmentEdit(known, known.revised(value, annotator=self._annotator, modified=stamp)))
            else:
                edits.append(AmendmentEdit(None, made))
        if not edits:
            return Effect(message="All is as it was")
        names = " and ".join(filter(None, [", ".join(e.some.what for e in edits[:-1]), edits[-1].some.what]))
        effect = self._changes.make(Change(f"{names} put right", (), amendments=tuple(edits)))
        return effect._replace(message=f"{effect.message[:1].upper()}{effect.message[1:]}")
