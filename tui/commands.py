"""The table of commands: what a person can do, by which keys, and how it is explained.

Key bindings, the status bar, the help screen, the palette and README's table are made from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.reading import Effect
    from tui.session import Session

GROUPS = ("Move", "Select", "Tag", "Find", "Story", "Program")
"""The headings of the help screen, in order."""


class Command(NamedTuple):
    """One thing that a person can do."""

    id: str
    """Names the command in settings and tests."""
    keys: tuple[str, ...]
    """As Textual names them; the first is the one shown."""
    title: str
    """Two or three words: palette, status bar."""
    help: str
    """One sentence."""
    group: str
    does: Callable[[Session], Effect] | None = None
    """What it does to the session; None where a screen has an `action_` of this id for it."""

    @property
    def action(self) -> str:
        """The action that runs it, as Textual spells it."""
        return f"run('{self.id}')" if self.does else self.id


def _tag(n: int) -> Command:
    title = f"Tag {n}"
    return Command(
        f"tag_{n}", (str(n),), title, f"Tag with number {n} of the codebook.", "Tag", lambda session: session.tag_nth(n)
    )


def _give(key: str, tag_id: str, text: str) -> Command:
    return Command(f"tag_{tag_id}", (key,), tag_id.capitalize(), text, "Tag", lambda session: session.tag(tag_id))


COMMANDS: tuple[Command, ...] = (
    Command("down", ("j", "down"), "Next paragraph", "Go to the next paragraph of this column.", "Move",
            lambda session: session.paragraph_step(1)),
    Command("up", ("k", "up"), "Previous paragraph", "Go to the previous paragraph of this column.", "Move",
            lambda session: session.paragraph_step(-1)),
    Command("left", ("h", "left"), "Column left", "Go to the column on the left.", "Move",
            lambda session: session.column_step(-1)),
    Command("right", ("l", "right"), "Column right", "Go to the column on the right.", "Move",
            lambda session: session.column_step(1)),
    Command("sentence_on", (")",), "Next sentence", "Go to the next sentence.", "Move",
            lambda session: session.step("sentence", 1)),
    Command("sentence_back", ("(",), "Previous sentence", "Go back a sentence.", "Move",
            lambda session: session.step("sentence", -1)),
    Command("word_on", ("w",), "Next word", "Go to the next word.", "Move",
            lambda session: session.step("word", 1)),
    Command("word_back", ("b",), "Previous word", "Go back a word.", "Move",
            lambda session: session.step("word", -1)),
    Command("page_down", ("space", "pagedown", "ctrl+d"), "Page down", "Go down a screenful.", "Move"),
    Command("page_up", ("pageup", "ctrl+u"), "Page up", "Go up a screenful.", "Move"),
    Command("first", ("g", "home"), "First row", "Go to the top of the page.", "Move"),
    Command("last", ("G", "end"), "Last row", "Go to the end of the column.", "Move",
            lambda session: session.last()),
    Command("counterpart", ("tab",), "Counterpart",
            "Go to the paragraph of another article that reports the same; again for the next one.", "Move",
            lambda session: session.counterpart()),
    Command("back", ("shift+tab",), "Back", "Go back to where tab was pressed first.", "Move",
            lambda session: session.back()),
    Command("select_words", ("v",), "Select words", "Begin selecting words, or end it.", "Select",
            lambda session: session.select("word")),
    Command("select_sentences", ("V",), "Select sentences", "Begin selecting sentences, or end it.", "Select",
            lambda session: session.select("sentence")),
    Command("extend_word", ("shift+right",), "Word more", "Select a word, then one more each time.", "Select",
            lambda session: session.extend("word", 1)),
    Command("extend_word_back", ("shift+left",), "Word back", "Select a word, then one back each time.", "Select",
            lambda session: session.extend("word", -1)),
    Command("extend_sentence", ("shift+down",), "Sentence more", "Select a sentence, then one more each time.",
            "Select", lambda session: session.extend("sentence", 1)),
    Command("extend_sentence_back", ("shift+up",), "Sentence back", "Select a sentence, then one back each time.",
            "Select", lambda session: session.extend("sentence", -1)),
    Command("other_end", ("o",), "Other end", "While selecting: move the other end.", "Select",
            lambda session: session.other_end()),
    Command("end_selection", ("escape",), "End selection", "Select nothing.", "Select",
            lambda session: session.end_selection()),
    _give("c", "claim", "Tag as claim: the selection, else the sentence. The same key there takes it off."),
    _give("d", "denial", "Tag as denial, or take it off."),
    _give("t", "threat", "Tag as threat, or take it off."),
    _give("u", "unverified", "Tag as unverified, or take it off."),
    *map(_tag, range(1, 10)),
    Command("pick_tag", ("T",), "Pick a tag", "Find any tag by a few letters, or make a new one.", "Tag"),
    Command("repeat_tag", (".",), "Repeat tag", "Tag with the tag used last.", "Tag",
            lambda session: session.repeat_tag()),
    Command("note", ("a",), "Note", "Write a note on the annotation under the cursor, or on this sentence.", "Tag"),
    Command("speaker", ("s",), "Speaker", "Write down to whom the article attributes the passage.", "Tag"),
    Command("remove", ("x", "delete"), "Remove", "Remove the annotation under the cursor.", "Tag",
            lambda session: session.remove()),
    Command("undo", ("z", "ctrl+z"), "Undo", "Take back what was done last.", "Tag",
            lambda session: session.undo()),
    Command("redo", ("Z", "ctrl+y"), "Redo", "Do again what was taken back.", "Tag",
            lambda session: session.redo()),
    Command("next_annotation", ("]",), "Next annotation", "Go to the next annotation and select its passage.",
            "Find", lambda session: session.annotation_step(1)),
    Command("previous_annotation", ("[",), "Previous annotation",
            "Go to the previous annotation and select its passage.", "Find",
            lambda session: session.annotation_step(-1)),
    Command("list", ("L",), "List", "List all annotations of this story; enter goes to one.", "Find"),
    Command("fold", ("B",), "Folded lines", "Show or fold navigation, advertising and other boilerplate.", "Story",
            lambda session: session.fold()),
    Command("export", ("E",), "Export CSV", "Write this story's annotations to a CSV file.", "Story"),
    Command("save_again", ("ctrl+s",), "Save again", "Try once more to save what could not be saved.", "Story"),
    Command("help", ("?", "f1"), "Keys", "Show all keys.", "Program"),
    Command("palette", (":", "ctrl+p"), "Commands", "Find any command by its name.", "Program"),
    Command("quit", ("q", "ctrl+q"), "Quit", "Leave; every tag is already saved.", "Program"),
)  # fmt: skip

BY_ID = {command.id: command for command in COMMANDS}

_GLYPHS = {
    "down": "↓", "up": "↑", "left": "←", "right": "→", "pagedown": "pgdn", "pageup": "pgup", "escape": "esc",
    "shift+right": "shift+→", "shift+left": "shift+←", "shift+down": "shift+↓", "shift+up": "shift+↑",
    "delete": "del",
}  # fmt: skip


def shown_key(key: str) -> str:
    """A key as a person knows it: `↓` for `down`, `esc` for `escape`."""
    return _GLYPHS.get(key, key)


def shown_keys(command: Command) -> str:
    """All keys of a command, as a person knows them."""
    return " ".join(shown_key(key) for key in command.keys)


def help_rows(group: str) -> list[tuple[str, str]]:
    """The keys and the sentence of each command of a group; the nine digits share one row."""
    rows = []
    for command in COMMANDS:
        if command.group != group:
            continue
        if command.keys[0].isdigit():
            if command.keys[0] == "1":
                rows.append(("1 … 9", "Tag with that number of the codebook, or take it off."))
            continue
        rows.append((shown_keys(command), command.help))
    return rows


def markdown_table() -> str:
    """The table of keys for README."""
    lines = ["| keys | do |", "| --- | --- |"]
    for group in GROUPS:
        lines.append(f"| **{group}** | |")
        lines.extend(f"| `{keys}` | {text} |" for keys, text in help_rows(group))
    return "\n".join(lines) + "\n"
