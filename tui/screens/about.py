"""About an article: where it came from, and what of it is aligned and tagged."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from articles.form import printable
from tui.look.status import shown_date
from tui.screens.dialog import Dialog
from tui.session.modes import ABOUT
from tui.shown.blind import HIDDEN_WORDS
from tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.session.session import Session


def facts(session: Session) -> list[tuple[str, str]]:
    """What is known of the cursor's article, as names and values."""
    i = session.desk.place.paragraph.article
    article, blind = session.desk.covered_story.articles[i], session.desk.shown.blind
    book, shown = session.annotations.book, session.desk.shown
    tagged = [annotation for annotation in book if book.article_of(annotation) == i]
    counts = Counter(tag for annotation in tagged for tag in annotation.tags)
    linked = sum(1 for where in shown.links if where.article == i)
    named = ", ".join(f"{session.tags.codebook.tag(tag).name} {count}" for tag, count in counts.most_common())
    return [
        ("outlet", article.outlet),
        ("title", HIDDEN_WORDS if blind else article.title),
        ("date", HIDDEN_WORDS if blind else shown_date(article.date)),
        ("source", HIDDEN_WORDS if blind else article.source),
        ("length", f"{len(article.paragraphs)} paragraphs, {len(article.version.text.split()):,} words"),
        ("aligned", f"{linked} paragraphs have a counterpart"),
        ("annotations", f"{len(tagged)}" + (f": {named}" if named else "")),
        ("text", f"SHA-256 {article.version.sha256}"),
        ("id", HIDDEN_WORDS if blind else article.id),
    ]


class About(Dialog[None]):
    """What is known of the cursor's article."""

    mode = ABOUT

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._facts = facts(session)
        self._sheet = Sheet()

    @property
    def mover(self) -> Sheet:
        """The facts."""
        return self._sheet

    def compose(self) -> ComposeResult:
        """A line for each fact."""
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(width=11, style="dim")
        table.add_column(ratio=1, overflow="fold")
        for name, value in self._facts:
            if value:
                table.add_row(Text(name), Text(printable(value)))
        with Vertical(classes="dialog"):
            yield Static(Content("About this article"), classes="question")
            with self._sheet:
                yield Static(table)
            yield Static(Content(self.app.keymap.line(("about_close", "closes"))), classes="hint")

    def action_about_close(self) -> None:
        """Back to the page."""
        self.dismiss(None)
