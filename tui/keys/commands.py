"""The table of commands: what a person can do, by which keys, and how it is explained.

The keyboard (`keymap.py`), the status bar, the help screen, the palette and docs/keys.md are made from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.session.effect import Effect
    from tui.session.session import Session

READ, SELECT, ENDS, LIST, CODEBOOK, COMPARE = "read", "select", "ends", "list", "codebook", "compare"
COLUMNS = "columns"
CORRECT = "correct"
"""The modes: the page, on it while a selection grows or an annotation's ends move, and the dialogs with keys."""

WITHIN = {SELECT: READ, ENDS: READ, CORRECT: READ}
"""The mode whose keys work too, where a mode does not have them itself."""

GROUPS = {
    READ: ("Move", "Select", "Tag", "Find", "Story", "Program"),
    SELECT: ("While selecting",),
    ENDS: ("While moving ends",),
    COLUMNS: ("While arranging columns",),
    CORRECT: ("While correcting",),
    LIST: ("In the list",),
    CODEBOOK: ("In the codebook",),
    COMPARE: ("In the comparison",),
}
"""The headings of the help screen, in order, by mode."""


class Command(NamedTuple):
    """One thing that a person can do."""

    id: str
    """Names the command in settings and tests."""
    keys: tuple[str, ...]
    """As Textual names them, or the character; the first is the one shown. None: the palette has it."""
    title: str
    """Two or three words: palette, status bar."""
    help: str
    """One sentence."""
    group: str
    does: Callable[[Session], Effect] | None = None
    """What it does to the session; None where a screen or the application has an `action_` of this id for it."""
    mode: str = READ


def _tag(n: int) -> Command:
    title, text = f"Tag {n}", f"Tag with number {n} of the codebook."
    return Command(f"tag_{n}", (str(n),), title, text, "Tag", lambda session: session.tagging.tag_nth(n))


COMMANDS: tuple[Command, ...] = (
    Command("down", ("j", "down"), "Next paragraph", "Go to the next paragraph of this column.", "Move",
            lambda session: session.cursor.paragraph_step(1)),
    Command("up", ("k", "up"), "Previous paragraph", "Go to the previous paragraph of this column.", "Move",
            lambda session: session.cursor.paragraph_step(-1)),
    Command("left", ("h", "left"), "Column left", "Go to the column on the left.", "Move",
            lambda session: session.cursor.column_step(-1)),
    Command("right", ("l", "right"), "Column right", "Go to the column on the right.", "Move",
            lambda session: session.cursor.column_step(1)),
    Command("sentence_on", (")",), "Next sentence", "Go to the next sentence.", "Move",
            lambda session: session.cursor.step("sentence", 1)),
    Command("sentence_back", ("(",), "Previous sentence", "Go back a sentence.", "Move",
            lambda session: session.cursor.step("sentence", -1)),
    Command("word_on", ("w",), "Next word", "Go to the next word.", "Move",
            lambda session: session.cursor.step("word", 1)),
    Command("word_back", ("b",), "Previous word", "Go back a word.", "Move",
            lambda session: session.cursor.step("word", -1)),
    Command("page_down", ("space", "pagedown", "ctrl+d"), "Page down", "Go down a screenful.", "Move"),
    Command("page_up", ("pageup", "ctrl+u"), "Page up", "Go up a screenful.", "Move"),
    Command("first", ("g", "home"), "First row", "Go to the top of the page.", "Move"),
    Command("last", ("G", "end"), "Last row", "Go to the end of the column.", "Move",
            lambda session: session.cursor.last()),
    Command("counterpart", ("tab",), "Counterpart",
            "Go to the paragraph of another article that reports the same; again for the next one.", "Move",
            lambda session: session.jumps.counterpart()),
    Command("back", ("shift+tab",), "Back", "Go back to where tab was pressed first.", "Move",
            lambda session: session.jumps.back()),
    Command("select_words", ("v",), "Select words", "Begin selecting words, or end it.", "Select",
            lambda session: session.cursor.select("word")),
    Command("select_sentences", ("V",), "Select sentences", "Begin selecting sentences, or end it.", "Select",
            lambda session: session.cursor.select("sentence")),
    Command("extend_word", ("shift+right",), "Word more", "Select a word, then one more each time.", "Select",
            lambda session: session.cursor.extend("word", 1)),
    Command("extend_word_back", ("shift+left",), "Word back", "Select a word, then one back each time.", "Select",
            lambda session: session.cursor.extend("word", -1)),
    Command("extend_sentence", ("shift+down",), "Sentence more", "Select a sentence, then one more each time.",
            "Select", lambda session: session.cursor.extend("sentence", 1)),
    Command("extend_sentence_back", ("shift+up",), "Sentence back", "Select a sentence, then one back each time.",
            "Select", lambda session: session.cursor.extend("sentence", -1)),
    Command("end_selection", ("escape",), "End selection", "Select nothing.", "Select",
            lambda session: session.end_selection()),
    Command("tag", ("c", "d", "t", "u"), "Tag",
            "Tag the selection, else the sentence, as claim, denial, threat, unverified; the same key there takes the "
            "tag off. Keys of your own tags do the same.", "Tag"),
    *map(_tag, range(1, 10)),
    Command("pick_tag", ("T",), "Pick a tag", "Find any tag by a few letters, or make a new one.", "Tag"),
    Command("repeat_tag", (".",), "Repeat tag", "Tag with the tag used last.", "Tag",
            lambda session: session.tagging.repeat()),
    Command("propose", ("p",), "Same tag there",
            "Go to the sentence of a counterpart that comes nearest to this one; the key . tags it alike.", "Tag",
            lambda session: session.jumps.propose()),
    Command("note", ("a",), "Note", "Write a note on the annotation under the cursor, or on this sentence.", "Tag"),
    Command("speaker", ("s",), "Speaker", "Write down to whom the article attributes the passage, and how.", "Tag"),
    Command("cycle", ("o",), "Other annotation", "Where annotations overlap: mean the next one.", "Tag",
            lambda session: session.meant.cycle()),
    Command("ends", ("e",), "Move ends", "Move the ends of the annotation under the cursor, word by word.", "Tag",
            lambda session: session.ends.begin()),
    Command("remove", ("x", "delete"), "Remove", "Remove the annotation under the cursor.", "Tag",
            lambda session: session.tagging.remove()),
    Command("undo", ("z", "ctrl+z"), "Undo", "Take back what was done last.", "Tag",
            lambda session: session.changes.undo()),
    Command("redo", ("Z", "ctrl+y"), "Redo", "Do again what was taken back.", "Tag",
            lambda session: session.changes.redo()),
    Command("codebook", ("K",), "Codebook", "All tags: rename, merge, delete, give them keys, colours, definitions.",
            "Tag"),
    Command("next_annotation", ("]",), "Next annotation", "Go to the next annotation and select its passage.",
            "Find", lambda session: session.jumps.annotation_step(1)),
    Command("previous_annotation", ("[",), "Previous annotation",
            "Go to the previous annotation and select its passage.", "Find",
            lambda session: session.jumps.annotation_step(-1)),
    Command("next_alike", (";",), "Next of tag", "Go to the next annotation with the same tag.", "Find",
            lambda session: session.jumps.alike_step(1)),
    Command("previous_alike", (",",), "Previous of tag", "Go to the previous annotation with the same tag.", "Find",
            lambda session: session.jumps.alike_step(-1)),
    Command("list", ("L",), "List", "List all annotations of this story: find, change, remove, go there.", "Find"),
    Command("search", ("/",), "Search", "Search all columns; lower case finds upper case and accents too.", "Find"),
    Command("next_match", ("n",), "Next match", "Go to the next place that was found.", "Find",
            lambda session: session.search.step(1)),
    Command("previous_match", ("N",), "Previous match", "Go to the previous place that was found.", "Find",
            lambda session: session.search.step(-1)),
    Command("filter", ("f",), "Filter rows",
            "Show only some rows, or dim the others: tagged, untagged, aligned, of one outlet, with a word.", "Find"),
    Command("clear_filter", ("F",), "All rows", "Show all rows again.", "Find",
            lambda session: session.row_filter.clear()),
    Command("bookmark", ("M",), "Bookmark", "Put a bookmark on this paragraph, or take it away.", "Find",
            lambda session: session.bookmarks.turn()),
    Command("next_bookmark", ("'",), "Next bookmark", "Go to the next bookmark.", "Find",
            lambda session: session.bookmarks.step(1)),
    Command("previous_bookmark", ('"',), "Previous bookmark", "Go to the previous bookmark.", "Find",
            lambda session: session.bookmarks.step(-1)),
    Command("compare", ("enter",), "Compare row",
            "Compare this row in full: what its accounts share, where they differ, how they quote.", "Story"),
    Command("copy", ("y",), "Copy", "Copy the passage, or the selection, with its source.", "Story"),
    Command("about", ("i",), "About this article", "Outlet, date, source, and what is tagged in it.", "Story"),
    Command("fold", ("B",), "Folded lines", "Show or fold navigation, advertising and other boilerplate.", "Story",
            lambda session: session.rows.fold()),
    Command("layout", ("r",), "Rows or flow",
            "Show continuous columns that slide so that counterparts stand beside the cursor, or rows again.", "Story",
            lambda session: session.rows.turn_layout()),
    Command("collapse", ("O",), "Collapse lone rows",
            "Show the rows that one outlet alone has as a line each, or in full; the cursor opens them.", "Story",
            lambda session: session.rows.collapse()),
    Command("columns", ("C",), "Arrange columns", "Move, hide and widen columns, or show one alone.", "Story",
            lambda session: session.columns.begin()),
    Command("correct", ("m",), "Correct alignment",
            "Put the alignment right: link, cut and confirm, paragraph by paragraph; again ends it.", "Story",
            lambda session: session.correcting.turn()),
    Command("blind", (), "Blind mode",
            "Blind mode: outlets, headlines and sources are hidden, the columns shuffled; again shows them.", "Story"),
    Command("export", ("E",), "Export CSV", "Write this story's annotations to a CSV file.", "Story"),
    Command("save_again", ("ctrl+s",), "Save again", "Try once more to save what could not be saved.", "Story"),
    Command("help", ("?", "f1"), "Keys", "Show the keys that work here.", "Program"),
    Command("palette", (":", "ctrl+p"), "Commands", "Find any command by its name.", "Program"),
    Command("quit", ("q", "ctrl+q"), "Quit", "Leave; every tag is already saved.", "Program"),
    Command("other_end", ("o",), "Other end", "Move the selection's other end.", "While selecting",
            lambda session: session.cursor.other_end(), SELECT),
    Command("ends_other", ("o",), "Other end", "Move the annotation's other end.", "While moving ends",
            lambda session: session.cursor.other_end(), ENDS),
    Command("ends_keep", ("e", "enter"), "Keep", "Keep the ends as they are now.", "While moving ends",
            lambda session: session.ends.keep(), ENDS),
    Command("ends_leave", ("escape",), "Leave", "Leave the annotation as it was.", "While moving ends",
            lambda session: session.ends.leave(), ENDS),
    Command("correct_down", ("J", "shift+down"), "Row down", "Move this paragraph down to the next row.",
            "While correcting", lambda session: session.correcting.move(1), CORRECT),
    Command("correct_up", ("K", "shift+up"), "Row up", "Move this paragraph up to the row before.",
            "While correcting", lambda session: session.correcting.move(-1), CORRECT),
    Command("correct_link", ("space",), "Link", "Take this paragraph up; on one of another account, link the two.",
            "While correcting", lambda session: session.correcting.take_up(), CORRECT),
    Command("correct_cut", ("x", "delete"), "Cut",
            "Cut the links of this paragraph on its row, or the one that was gone to.", "While correcting",
            lambda session: session.correcting.cut(), CORRECT),
    Command("correct_confirm", ("c",), "Confirm", "Confirm the links of this row, or the one that was gone to.",
            "While correcting", lambda session: session.correcting.confirm(), CORRECT),
    Command("correct_confirm_before", ("C",), "Confirm all before", "Confirm all links down to this row.",
            "While correcting", lambda session: session.correcting.confirm_before(), CORRECT),
    Command("correct_next", ("n",), "Next doubtful", "Go to the next weak link that nobody decided on.",
            "While correcting", lambda session: session.correcting.doubtful_step(1), CORRECT),
    Command("correct_previous", ("N",), "Previous doubtful", "Go to the previous weak link that nobody decided on.",
            "While correcting", lambda session: session.correcting.doubtful_step(-1), CORRECT),
    Command("correct_pivot", ("p",), "Open the rows", "Have this article open the rows, in its order.",
            "While correcting", lambda session: session.correcting.choose_pivot(), CORRECT),
    Command("correct_forget", ("u",), "Forget decisions", "Forget all that was decided about this paragraph.",
            "While correcting", lambda session: session.correcting.forget(), CORRECT),
    Command("correct_end", ("escape",), "Correcting done", "Let go of what was taken up, then end correcting.",
            "While correcting", lambda session: session.correcting.leave(), CORRECT),
    Command("columns_left", ("h", "left"), "Choose left", "Arrange the column on the left.",
            "While arranging columns", lambda session: session.columns.choose(-1), COLUMNS),
    Command("columns_right", ("l", "right"), "Choose right", "Arrange the column on the right.",
            "While arranging columns", lambda session: session.columns.choose(1), COLUMNS),
    Command("columns_move_left", ("H", "shift+left", "<"), "Move left", "Move the column one place to the left.",
            "While arranging columns", lambda session: session.columns.move(-1), COLUMNS),
    Command("columns_move_right", ("L", "shift+right", ">"), "Move right", "Move the column one place to the right.",
            "While arranging columns", lambda session: session.columns.move(1), COLUMNS),
    Command("columns_hide", ("x", "space"), "Hide or show", "Hide the column, or show it again.",
            "While arranging columns", lambda session: session.columns.hide(), COLUMNS),
    Command("columns_wider", ("+",), "Wider", "Make the column wider beside the others.",
            "While arranging columns", lambda session: session.columns.widen(1), COLUMNS),
    Command("columns_narrower", ("-",), "Narrower", "Make the column narrower beside the others.",
            "While arranging columns", lambda session: session.columns.widen(-1), COLUMNS),
    Command("columns_even", ("=",), "All equal", "Make all columns equally wide.",
            "While arranging columns", lambda session: session.columns.even(), COLUMNS),
    Command("columns_alone", ("a",), "Alone", "Show this column alone, or all again.",
            "While arranging columns", lambda session: session.columns.alone(), COLUMNS),
    Command("columns_done", ("escape", "enter", "C"), "Done", "Leave the columns as they are now.",
            "While arranging columns", lambda session: session.columns.done(), COLUMNS),
    Command("list_go", ("enter",), "Go there", "Go to the annotation on the page.", "In the list", mode=LIST),
    Command("list_filter", ("/", "f"), "Filter",
            "Narrow the list down by words, tag:threat, outlet:dw, speaker:wang, by:ana, is:orphan.", "In the list",
            mode=LIST),
    Command("list_sort", ("o",), "Sort", "Sort by place, time, tag or outlet.", "In the list", mode=LIST),
    Command("list_tag", ("c", "d", "t", "u"), "Tag", "Give the annotation a tag, or take it off; 1 to 9 too.",
            "In the list", mode=LIST),
    Command("list_pick_tag", ("T",), "Pick a tag", "Find any tag by a few letters.", "In the list", mode=LIST),
    Command("list_note", ("a",), "Note", "Write its note.", "In the list", mode=LIST),
    Command("list_speaker", ("s",), "Speaker", "Write its speaker and attribution.", "In the list", mode=LIST),
    Command("list_remove", ("x", "delete"), "Remove", "Remove the annotation.", "In the list", mode=LIST),
    Command("list_undo", ("z", "ctrl+z"), "Undo", "Take back what was done last.", "In the list", mode=LIST),
    Command("list_redo", ("Z", "ctrl+y"), "Redo", "Do again what was taken back.", "In the list", mode=LIST),
    Command("list_stands", ("y",), "Stands there", "Confirm a place marked ?.", "In the list", mode=LIST),
    Command("list_does_not", ("n",), "Not there", "Refuse a place marked ?.", "In the list", mode=LIST),
    Command("list_close", ("escape", "q", "L"), "Close", "Clear the filter, then close the list.", "In the list",
            mode=LIST),
    Command("tags_edit", ("enter", "e"), "Change", "Change name, key, colour and definition.", "In the codebook",
            mode=CODEBOOK),
    Command("tags_add", ("a", "+"), "New tag", "Make a new tag.", "In the codebook", mode=CODEBOOK),
    Command("tags_merge", ("m",), "Merge", "Merge the tag into another one: its annotations get that one.",
            "In the codebook", mode=CODEBOOK),
    Command("tags_delete", ("x", "delete"), "Delete", "Delete the tag; its annotations lose it.", "In the codebook",
            mode=CODEBOOK),
    Command("tags_up", ("K", "shift+up"), "Up", "Move the tag up: the digits give the first nine.",
            "In the codebook", mode=CODEBOOK),
    Command("tags_down", ("J", "shift+down"), "Down", "Move the tag down.", "In the codebook", mode=CODEBOOK),
    Command("tags_undo", ("z", "ctrl+z"), "Undo", "Take back what was done last.", "In the codebook", mode=CODEBOOK),
    Command("tags_redo", ("Z", "ctrl+y"), "Redo", "Do again what was taken back.", "In the codebook", mode=CODEBOOK),
    Command("compare_next", ("j", "down"), "Next row", "Compare the row below.", "In the comparison", mode=COMPARE),
    Command("compare_previous", ("k", "up"), "Previous row", "Compare the row above.", "In the comparison",
            mode=COMPARE),
    Command("compare_turn", ("tab", "r"), "Beside or under", "Put the passages beside or under one another.",
            "In the comparison", mode=COMPARE),
    Command("compare_down", ("space", "pagedown", "ctrl+d"), "Down", "Scroll down a screenful.", "In the comparison",
            mode=COMPARE),
    Command("compare_up", ("pageup", "ctrl+u"), "Up", "Scroll up a screenful.", "In the comparison", mode=COMPARE),
    Command("compare_copy", ("y",), "Copy", "Copy the comparison as text.", "In the comparison", mode=COMPARE),
    Command("compare_close", ("escape", "enter", "q"), "Close", "Back to the page, on the row compared last.",
            "In the comparison", mode=COMPARE),
    Command("tags_close", ("escape", "q"), "Close", "Close the codebook.", "In the codebook", mode=CODEBOOK),
)  # fmt: skip

FROM_CODEBOOK = frozenset({"tag", "list_tag"})
"""Commands whose keys stand in the codebook: what the table has is where they begin."""
