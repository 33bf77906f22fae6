"""The versions of an article that are kept, and how two of them differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from articles.form import harmless
from articles.versions_difference import How
from tui.look.status import shown_time
from tui.screens.dialog import Dialog
from tui.session.modes import VERSIONS
from tui.shown.versions import AROUND, as_text, sections
from tui.system import clipboard
from tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from annotations.anchoring.versions import KeptVersion
    from annotations.codebook.codebook import Codebook

NOTHING_DIFFERS = "Nothing of the article differs, only what stands around it"
ONE_ALONE = "Only this text of it is known: another one is kept when the file or the page has changed"

LISTED = 3
"""How many versions are listed before and after the one that is compared."""

_STYLES = {How.ADDED: "bold", How.TAKEN_OUT: "strike dim"}


def told(version: KeptVersion) -> str:
    """A version in words: `2, fetched 14 Mar 2022 10:30 +01:00, 412 words`."""
    how = "fetched" if version.record.fetched else "opened"
    return f"{version.number}, {how} {shown_time(version.time)}, {version.words:,} words"


class Versions(Dialog[None]):
    """Lists the versions of an article and compares two that follow one another, or one with the present text."""

    mode = VERSIONS

    def __init__(self, outlet: str, versions: Sequence[KeptVersion], codebook: Codebook) -> None:
        super().__init__()
        self._outlet, self._versions, self._codebook = outlet, versions, codebook
        self._later = len(versions) - 1
        """Which version is compared with the one before it."""
        self._with_now = False
        """Whether that one before is compared with the last one instead."""
        self._sheet = Sheet()
        self._body = Static()
        self._question = Static(classes="question")

    @property
    def mover(self) -> Sheet:
        """The difference."""
        return self._sheet

    def compose(self) -> ComposeResult:
        """The versions, and how the two that are chosen differ."""
        with Vertical(classes="dialog wide"):
            yield self._question
            with self._sheet:
                yield self._body
            without = () if len(self._versions) > 1 else ("versions_earlier", "versions_later", "versions_now")
            yield Static(Content(self.app.keymap.hint_line(VERSIONS, without=without)), classes="hint")

    def on_mount(self) -> None:
        """Show the last change."""
        self._show()

    @property
    def _pair(self) -> tuple[KeptVersion, KeptVersion] | None:
        if len(self._versions) < 2:
            return None
        later = len(self._versions) - 1 if self._with_now else self._later
        return self._versions[self._later - 1], self._versions[later]

    def _show(self) -> None:
        pair = self._pair
        title = f"Versions of {self._outlet}"
        self._question.update(Content(f"{title}: {pair[0].number} and {pair[1].number}" if pair else title))
        text = Text()
        first, last = max(0, self._later - LISTED), self._later + LISTED
        if last < len(self._versions) - 1 and not self._with_now:
            text.append(f"… {len(self._versions) - 1 - last} later\n", "dim")
        for i, version in reversed([*enumerate(self._versions)]):
            chosen = pair is not None and version in pair
            if chosen or first <= i <= last:
                text.append(f"{told(version)}\n", "bold" if chosen else "dim")
        if first:
            text.append(f"… {first} earlier\n", "dim")
        if pair is None:
            text.append(f"\n{ONE_ALONE}" if self._versions else ONE_ALONE)
        else:
            self._add_difference(text, *pair)
        self._body.update(text)
        self._sheet.end(last=False)

    def _add_difference(self, text: Text, old: KeptVersion, new: KeptVersion) -> None:
        found = sections(old, new, self._codebook)
        if not found:
            text.append(f"\n{NOTHING_DIFFERS}")
        for section in found:
            text.append(f"\n{section.title}\n", "bold underline")
            for entry in section.entries:
                text.append(f"\n{entry.label}\n", "dim")
                whole = len(entry.parts) == 1
                for part in entry.parts:
                    words = harmless(part.text)
                    text.append(words if whole else words.join(AROUND[part.how]), _STYLES.get(part.how, ""))
                text.append("\n")
                for tag in entry.tags:
                    text.append(f"  {harmless(tag)}\n", "italic")

    # What keys do

    def action_versions_earlier(self) -> None:
        """Show the change before."""
        self._step(-1)

    def action_versions_later(self) -> None:
        """Show the change after."""
        self._step(1)

    def _step(self, by: int) -> None:
        if 1 <= self._later + by < len(self._versions):
            self._later += by
            self._show()

    def action_versions_now(self) -> None:
        """Compare with the present text, or with the one that followed."""
        if len(self._versions) > 1:
            self._with_now = not self._with_now
            self._show()

    def action_versions_copy(self) -> None:
        """Copy the difference as text."""
        pair = self._pair
        if pair is not None:
            heads = [f"{self._outlet}: {told(pair[1])}", f"{self._outlet}: {told(pair[0])}"]
            lines = list(as_text(sections(*pair, self._codebook))) or [NOTHING_DIFFERS]
            message = clipboard.copy("\n".join([*heads, "", *lines]), self.app)
            self.query_one(".hint", Static).update(Content(" ".join(message.split())))

    def action_versions_close(self) -> None:
        """Back to the page."""
        self.dismiss(None)
