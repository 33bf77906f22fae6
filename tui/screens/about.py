"""About an article: its facts, which can be put right, where each came from, and what of it is aligned and tagged."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text
from textual.containers import HorizontalGroup, Vertical
from textual.content import Content
from textual.widgets import Static

from articles.amended import FACTS as FACT_NAMES
from articles.dates import written_date
from articles.form import one_line, printable
from articles.model import YOU
from tui.look.status import shown_date, shown_time
from tui.screens.dialog import Dialog
from tui.session.modes import ABOUT, FACTS
from tui.shown.blind import HIDDEN_WORDS
from tui.widgets.field import Field
from tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from articles.model import Article
    from tui.session.session import Session

PLACEHOLDERS = {
    "outlet": "as it was read",
    "title": "as it was read",
    "date": "none told",
    "source": "none told",
    "byline": "none told",
}
"""What an empty field of a fact means."""


def facts(session: Session) -> list[tuple[str, str]]:
    """What is known of the cursor's article, as names and values."""
    article, blind = session.desk.covered_story.articles[session.desk.place.paragraph.article], session.desk.shown.blind
    return [
        ("outlet", article.outlet),
        ("title", HIDDEN_WORDS if blind else article.title),
        ("date", HIDDEN_WORDS if blind else shown_date(article.date)),
        ("source", HIDDEN_WORDS if blind else article.source),
        ("byline", HIDDEN_WORDS if blind and article.byline else article.byline),
        *details(session),
    ]


def details(session: Session) -> list[tuple[str, str]]:
    """What is known of the cursor's article besides the facts that a person can put right."""
    i = session.desk.place.paragraph.article
    article, blind = session.desk.covered_story.articles[i], session.desk.shown.blind
    book, shown = session.annotations.book, session.desk.shown
    tagged = [annotation for annotation in book if book.article_of(annotation) == i]
    counts = Counter(tag for annotation in tagged for tag in annotation.tags)
    linked = sum(1 for where in shown.links if where.article == i)
    named = ", ".join(f"{session.tags.codebook.tag(tag).name} {count}" for tag, count in counts.most_common())
    fetched = [("fetched", shown_time(article.fetched))] if article.fetched else []
    return [
        *fetched,
        ("length", f"{len(article.paragraphs)} paragraphs, {len(article.version.text.split()):,} words"),
        ("aligned", f"{linked} paragraphs have a counterpart"),
        ("annotations", f"{len(tagged)}" + (f": {named}" if named else "")),
        ("text", f"SHA-256 {article.version.sha256}"),
        ("id", HIDDEN_WORDS if blind else article.id),
    ]


def origin(article: Article, fact: str) -> str:
    """Where a fact of an article was found; empty for one that is not there, or of which it is not known."""
    return article.origins.get(fact, "") if getattr(article, fact) or article.origins.get(fact) == YOU else ""


def _table(rows: list[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=11, style="dim")
    table.add_column(ratio=1, overflow="fold")
    for name, value in rows:
        if value:
            table.add_row(Text(name), Text(printable(value)))
    return table


class About(Dialog[None]):
    """What is known of the cursor's article, to be read only."""

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
        with Vertical(classes="dialog"):
            yield Static(Content("About this article"), classes="question")
            with self._sheet:
                yield Static(_table(self._facts))
            yield Static(Content(self.app.keymap.line(("about_close", "closes"))), classes="hint")

    def action_about_close(self) -> None:
        """Back to the page."""
        self.dismiss(None)


class EditFacts(Dialog["dict[str, str] | None"]):
    """The facts of the cursor's article, to be put right in place; gives those written over, None to leave all."""

    AUTO_FOCUS = "Field"
    mode = FACTS

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._article = session.desk.story.articles[session.desk.place.paragraph.article]
        self._before = {name: one_line(getattr(self._article, name)) for name in FACT_NAMES}
        self._fields = {
            name: Field(value, select_on_focus=False, placeholder=PLACEHOLDERS[name])
            for name, value in self._before.items()
        }
        self._refused = ""
        self._details = [*self._as_read(), *details(session)]
        self._sheet = Sheet()

    def _as_read(self) -> list[tuple[str, str]]:
        """What a person put right, as it was read."""
        read = self._article.as_read or self._article
        given = (name for name in FACT_NAMES if self._article.origins.get(name) == YOU)
        was = [f"{name} {getattr(read, name) or '(none)'}" for name in given]
        return [("as read", " · ".join(was))]

    def compose(self) -> ComposeResult:
        """A line for each fact with where it came from, then what else is known, and the keys."""
        with Vertical(classes="dialog"):
            yield Static(Content("About this article"), classes="question")
            with self._sheet:
                for name, field in self._fields.items():
                    with HorizontalGroup():
                        yield Static(Content(name), classes="label")
                        yield field
                        yield Static(Content(printable(origin(self._article, name))), classes="origin")
                yield Static(_table(self._details), classes="details")
            yield Static(Content(self._keys), classes="hint")

    @property
    def _keys(self) -> str:
        return self.app.keymap.hint_line(FACTS)

    def on_input_changed(self) -> None:
        """Show the keys again once the person mends what was wrong."""
        if self._refused and self._fields["date"].value != self._refused:
            self._refused = ""
            self._say(self._keys)

    def _say(self, text: str, *, warn: bool = False) -> None:
        hint = self.query_one(".hint", Static)
        hint.update(Content(text))
        hint.set_class(warn, "warn")

    def action_facts_next(self) -> None:
        """Go to the next fact."""
        self._go(1)

    def action_facts_previous(self) -> None:
        """Go to the fact before."""
        self._go(-1)

    def _go(self, by: int) -> None:
        """Go so many facts on or back, round the ends."""
        fields = list(self._fields.values())
        at = fields.index(self.focused) if isinstance(self.focused, Field) else 0
        self.set_focus(fields[(at + by) % len(fields)])

    def action_facts_down(self) -> None:
        """Scroll down to what else is known."""
        self._sheet.page(1)

    def action_facts_up(self) -> None:
        """Scroll up."""
        self._sheet.page(-1)

    def action_facts_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)

    def action_facts_keep(self) -> None:
        """Give the facts that were written over, or tell that the date is none."""
        written = {name: one_line(field.value) for name, field in self._fields.items()}
        written = {name: value for name, value in written.items() if value != self._before[name]}
        if date := written.get("date"):
            written["date"] = written_date(date)
        if date and not written["date"]:
            self._refused = self._fields["date"].value
            self._say("A date is a day, as 2022-03-14, or a time, as 2022-03-14T10:30+01:00", warn=True)
            self.set_focus(self._fields["date"])
            return
        self.dismiss(written)
