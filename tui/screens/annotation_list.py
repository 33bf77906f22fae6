"""The list of a story's annotations: enter goes to one, x removes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import DataTable, Static

from tui.wrap import crop

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from annotations.model import Annotation
    from tui.session import Session
    from tui.theme import Look

PASSAGE, NOTE = 48, 24
"""Cells that a passage and its speaker and note get."""


class AnnotationList(ModalScreen["Annotation | None"]):
    """Gives back the annotation to go to; removes with x, takes back with z."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,L", "dismiss(None)", "Close"),
        Binding("j", "move(1)", "Next"),
        Binding("k", "move(-1)", "Previous"),
        Binding("g", "ends(0)", "First"),
        Binding("G", "ends(-1)", "Last"),
        Binding("x,delete", "remove", "Remove"),
        Binding("z,ctrl+z", "undo", "Undo"),
        Binding("y", "confirm(True)", "Stands here"),
        Binding("n", "confirm(False)", "Does not stand here"),
    ]

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self._session, self._look = session, look
        self._shown: list[Annotation] = []

    def compose(self) -> ComposeResult:
        """The table and its keys."""
        with Vertical(classes="dialog wide"):
            yield Static(classes="question")
            yield DataTable[Text](cursor_type="row", zebra_stripes=False)
            yield Static(Content(self._hint()), classes="hint")

    def on_mount(self) -> None:
        """Fill the table; the annotation under the cursor is marked."""
        self.query_one(DataTable).add_columns("row", "outlet", "tags", "passage", "speaker, note")
        self._fill()
        current = self._session.current()
        if current in self._shown:
            self.query_one(DataTable).move_cursor(row=self._shown.index(current))

    def action_move(self, by: int) -> None:
        """Mark the next or previous annotation."""
        table = self.query_one(DataTable)
        table.move_cursor(row=max(0, table.cursor_row + by))

    def action_ends(self, end: int) -> None:
        """Mark the first or last annotation."""
        self.query_one(DataTable).move_cursor(row=0 if end == 0 else max(0, len(self._shown) - 1))

    def action_remove(self) -> None:
        """Remove the annotation that is marked."""
        table = self.query_one(DataTable)
        if self._shown:
            row = table.cursor_row
            effect = self._session.remove(self._shown[row])
            self._fill()
            table.move_cursor(row=min(row, max(0, len(self._shown) - 1)))
            self._say(effect.message)

    def action_confirm(self, here: bool) -> None:
        """Note whether the passage that is marked stands where it was found in the changed text."""
        table = self.query_one(DataTable)
        if self._shown:
            row = table.cursor_row
            effect = self._session.confirm(self._shown[row], here=here)
            self._fill()
            table.move_cursor(row=min(row, len(self._shown) - 1))
            self._say(effect.message)

    def action_undo(self) -> None:
        """Take back what was done last."""
        effect = self._session.undo()
        self._fill()
        self._say(effect.message)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Go to the annotation."""
        if self._shown:
            annotation = self._shown[event.cursor_row]
            if annotation in self._session.orphans:
                self._say("its passage is not in the open text")
            else:
                self.dismiss(annotation)

    def _fill(self) -> None:
        session = self._session
        number_of, end_of = session.view.number_of, session.book.end_of
        self._shown = sorted(session.book, key=lambda a: (number_of[end_of(a)], end_of(a), a.span, a.id))
        table = self.query_one(DataTable)
        table.clear()
        found = len(self._shown)
        self._shown += session.orphans
        for i, annotation in enumerate(self._shown):
            doubt = "?" if annotation.placement and annotation.placement.check else ""
            place = f"{number_of[end_of(annotation)]}{doubt}" if i < found else "orphan"
            article = session.story.articles[session.book.article_of(annotation)]
            quote = " ".join(annotation.passage.exact.split())
            table.add_row(
                Text(place, justify="right"),
                Text(crop(article.outlet, 16)),
                self._tags(annotation),
                Text(crop(quote, PASSAGE)),
                Text(crop(" ".join(": ".join(filter(None, (annotation.speaker, annotation.note))).split()), NOTE)),
            )
        self._say("")

    def _tags(self, annotation: Annotation) -> Text:
        text = Text()
        for i, tag_id in enumerate(annotation.tags):
            tag = self._session.codebook.tag(tag_id)
            text.append(", " if i else "").append(tag.name, Style.from_color(self._look.tag(tag.colour).rich_color))
        return text

    def _hint(self) -> str:
        doubtful = any(annotation.placement and annotation.placement.check for annotation in self._session.book)
        confirming = "? was found with doubt: y it stands there, n it does not · " if doubtful else ""
        return f"{confirming}enter goes there · x removes · z takes back · esc closes"

    def _say(self, message: str) -> None:
        count = len(self._shown)
        head = (
            f"{count} annotation{'' if count == 1 else 's'}" if count else "No annotations yet: c d t u tag a sentence"
        )
        self.query_one(".question", Static).update(Content(f"{head} · {message}" if message else head))
