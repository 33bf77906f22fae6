"""The table of commands: what a person can do, by which keys, and how it is explained.

The keyboard (`keymap.py`), the status bar, the hints of dialogs, the help, the palette and the documents are made from
it. Letters that are typed into a text are no commands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.session.modes import (
    ABOUT,
    ASK,
    CHOOSE,
    CODEBOOK,
    COLUMNS,
    COMPARE,
    CONFIRM,
    CORRECT,
    ENDS,
    EVERYWHERE,
    HELP,
    LIST,
    LIST_FILTER,
    MOVE,
    NOTE,
    PICK,
    PICK_FILTER,
    READ,
    SEARCH,
    SELECT,
    SOURCE,
    TAG_COLOUR,
    TAG_FORM,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.session.effect import Effect
    from tui.session.modes import Mode
    from tui.session.session import Session


class Hint(NamedTuple):
    """A command's part of the line that names the keys needed most."""

    word: str
    """One to four words. Commands that follow one another with the same word share it."""
    order: int
    """Its place in the line, from 1; those with the same place stand as in the table."""
    mode: Mode
    """The mode in which the line names it."""
    keys: int = 1
    """How many of the command's keys are named."""


class Command(NamedTuple):
    """One thing that a person can do."""

    id: str
    """Names the command in settings and tests."""
    keys: tuple[str, ...]
    """As Textual names them, or the character; the first is the one shown. None: the palette has it."""
    title: str
    """Two or three words: palette."""
    help: str
    """One sentence."""
    mode: Mode
    """Where it works; in the modes within that one too."""
    group: str = ""
    """Which of the mode's headings it stands under; empty where the mode has one."""
    does: Callable[[Session], Effect] | None = None
    """What it does to the session on the page; None where a screen or the application has an `action_` of this id."""
    hints: tuple[Hint, ...] = ()
    elsewhere: tuple[str, str] | None = None
    """Title and sentence off the page, where these are others."""

    @property
    def heading(self) -> str:
        """What it stands under in the help."""
        return self.group or self.mode.headings[0]

    def named(self, mode: Mode) -> tuple[str, str]:
        """Title and sentence as they are true in a mode."""
        return self.elsewhere if self.elsewhere and not mode.is_within(READ) else (self.title, self.help)


def _tag(n: int) -> Command:
    title, text = f"Tag {n}", f"Give the tag that has the digit {n}."
    return Command(f"tag_{n}", (str(n),), title, text, READ, "Tag", does=lambda session: session.tagging.tag_nth(n))


COMMANDS: tuple[Command, ...] = (
    Command("down", ("j", "down"), "Next paragraph", "Go to the next paragraph of this column.", MOVE,
            does=lambda session: session.cursor.paragraph_step(1),
            elsewhere=("Down by one", "Go down by one line, entry or row.")),
    Command("up", ("k", "up"), "Previous paragraph", "Go to the previous paragraph of this column.", MOVE,
            does=lambda session: session.cursor.paragraph_step(-1),
            elsewhere=("Up by one", "Go up by one line, entry or row.")),
    Command("left", ("h", "left"), "Column left", "Go to the column on the left.", READ, "Move",
            does=lambda session: session.cursor.column_step(-1)),
    Command("right", ("l", "right"), "Column right", "Go to the column on the right.", READ, "Move",
            does=lambda session: session.cursor.column_step(1)),
    Command("sentence_on", (")",), "Next sentence", "Go to the next sentence.", READ, "Move",
            does=lambda session: session.cursor.step("sentence", 1),
            hints=(Hint("sentences", 2, SELECT), Hint("sentences", 2, ENDS))),
    Command("sentence_back", ("(",), "Previous sentence", "Go back a sentence.", READ, "Move",
            does=lambda session: session.cursor.step("sentence", -1)),
    Command("word_on", ("w",), "Next word", "Go to the next word.", READ, "Move",
            does=lambda session: session.cursor.step("word", 1),
            hints=(Hint("words", 1, SELECT), Hint("words", 1, ENDS))),
    Command("word_back", ("b",), "Previous word", "Go back a word.", READ, "Move",
            does=lambda session: session.cursor.step("word", -1)),
    Command("page_down", ("space", "pagedown", "ctrl+d"), "Page down", "Go down a screenful.", MOVE),
    Command("page_up", ("pageup", "ctrl+u"), "Page up", "Go up a screenful.", MOVE),
    Command("first", ("g", "home"), "First row", "Go to the top of the page.", MOVE,
            elsewhere=("First line", "Go to the top.")),
    Command("last", ("G", "end"), "Last row", "Go to the end of the column.", MOVE,
            does=lambda session: session.cursor.last(), elsewhere=("Last line", "Go to the end.")),
    Command("counterpart", ("tab",), "Counterpart",
            "Go to the paragraph of another article that reports the same; again for the next one.", READ, "Move",
            does=lambda session: session.jumps.counterpart(), hints=(Hint("counterpart", 8, READ),)),
    Command("back", ("shift+tab",), "Back", "Go back to where tab was pressed first.", READ, "Move",
            does=lambda session: session.jumps.back()),
    Command("select_words", ("v",), "Select words", "Begin selecting words, or end it.", READ, "Select",
            does=lambda session: session.cursor.select("word"), hints=(Hint("select", 2, READ),)),
    Command("select_sentences", ("V",), "Select sentences", "Begin selecting sentences, or end it.", READ, "Select",
            does=lambda session: session.cursor.select("sentence")),
    Command("extend_word", ("shift+right",), "Word more", "Select a word, then one more each time.", READ, "Select",
            does=lambda session: session.cursor.extend("word", 1)),
    Command("extend_word_back", ("shift+left",), "Word back", "Select a word, then one back each time.", READ, "Select",
            does=lambda session: session.cursor.extend("word", -1)),
    Command("extend_sentence", ("shift+down",), "Sentence more", "Select a sentence, then one more each time.", READ,
            "Select", does=lambda session: session.cursor.extend("sentence", 1)),
    Command("extend_sentence_back", ("shift+up",), "Sentence back", "Select a sentence, then one back each time.", READ,
            "Select", does=lambda session: session.cursor.extend("sentence", -1)),
    Command("end_selection", ("escape",), "End selection", "Select nothing.", READ, "Select",
            does=lambda session: session.end_selection(), hints=(Hint("ends it", 4, SELECT),)),
    Command("tag", ("c", "d", "t", "u"), "Tag", "Tag the selection, else the sentence, as claim, denial, threat, "
            "unverified; the same key there takes the tag off. Keys of your own tags do the same.", READ, "Tag"),
    *map(_tag, range(1, 10)),
    Command("pick_tag", ("T",), "Pick a tag", "Find any tag by a few letters, or make a new one.", READ, "Tag",
            hints=(Hint("other", 1, READ),)),
    Command("repeat_tag", (".",), "Repeat tag", "Tag with the tag used last.", READ, "Tag",
            does=lambda session: session.tagging.repeat()),
    Command("propose", ("p",), "Same tag there",
            "Go to the sentence of a counterpart that comes nearest to this one; the key . tags it alike.", READ, "Tag",
            does=lambda session: session.jumps.propose()),
    Command("note", ("a",), "Note", "Write a note on the annotation under the cursor, or on this sentence.", READ,
            "Tag", hints=(Hint("note", 3, READ),)),
    Command("speaker", ("s",), "Speaker", "Write down to whom the article attributes the passage, and how.", READ,
            "Tag", hints=(Hint("speaker", 4, READ),)),
    Command("cycle", ("o",), "Other annotation", "Where annotations overlap: mean the next one.", READ, "Tag",
            does=lambda session: session.meant.cycle()),
    Command("ends", ("e",), "Move ends", "Move the ends of the annotation under the cursor, word by word.", READ, "Tag",
            does=lambda session: session.ends.begin()),
    Command("remove", ("x", "delete"), "Remove", "Remove the annotation under the cursor.", READ, "Tag",
            does=lambda session: session.tagging.remove(), hints=(Hint("remove", 6, READ),)),
    Command("undo", ("z", "ctrl+z"), "Undo", "Take back what was done last.", READ, "Tag",
            does=lambda session: session.changes.undo(), hints=(Hint("undo", 7, READ), Hint("undo", 10, CORRECT))),
    Command("redo", ("Z", "ctrl+y"), "Redo", "Do again what was taken back.", READ, "Tag",
            does=lambda session: session.changes.redo()),
    Command("codebook", ("K",), "Codebook", "All tags: rename, merge, delete, give them keys, colours, definitions.",
            READ, "Tag"),
    Command("lock_codebook", (), "Lock codebook",
            "Ask before a tag is made, renamed, merged or deleted; again unlocks the codebook.", READ, "Tag"),
    Command("next_annotation", ("]",), "Next annotation", "Go to the next annotation and select its passage.", READ,
            "Find", does=lambda session: session.jumps.annotation_step(1)),
    Command("previous_annotation", ("[",), "Previous annotation",
            "Go to the previous annotation and select its passage.", READ, "Find",
            does=lambda session: session.jumps.annotation_step(-1)),
    Command("next_alike", (";",), "Next of tag", "Go to the next annotation with the same tag.", READ, "Find",
            does=lambda session: session.jumps.alike_step(1)),
    Command("previous_alike", (",",), "Previous of tag", "Go to the previous annotation with the same tag.", READ,
            "Find", does=lambda session: session.jumps.alike_step(-1)),
    Command("list", ("L",), "List", "List all annotations of this story: find, change, remove, go there.", READ, "Find",
            hints=(Hint("list", 9, READ),)),
    Command("search", ("/",), "Search", "Search all columns; lower case finds upper case and accents too.", READ,
            "Find", hints=(Hint("search", 5, READ),)),
    Command("next_match", ("n",), "Next match", "Go to the next place that was found.", READ, "Find",
            does=lambda session: session.search.step(1)),
    Command("previous_match", ("N",), "Previous match", "Go to the previous place that was found.", READ, "Find",
            does=lambda session: session.search.step(-1)),
    Command("filter", ("f",), "Filter rows",
            "Show only some rows, or dim the others: tagged, untagged, aligned, of one outlet, with a word.", READ,
            "Find"),
    Command("clear_filter", ("F",), "All rows", "Show all rows again.", READ, "Find",
            does=lambda session: session.row_filter.clear()),
    Command("bookmark", ("M",), "Bookmark", "Put a bookmark on this paragraph, or take it away.", READ, "Find",
            does=lambda session: session.bookmarks.turn()),
    Command("next_bookmark", ("'",), "Next bookmark", "Go to the next bookmark.", READ, "Find",
            does=lambda session: session.bookmarks.step(1)),
    Command("previous_bookmark", ('"',), "Previous bookmark", "Go to the previous bookmark.", READ, "Find",
            does=lambda session: session.bookmarks.step(-1)),
    Command("compare", ("enter",), "Compare row",
            "Compare this row in full: what its accounts share, where they differ, how they quote.", READ, "Story"),
    Command("copy", ("y",), "Copy", "Copy the passage, or the selection, with its source.", READ, "Story"),
    Command("about", ("i",), "About this article", "Outlet, date, source, and what is tagged in it.", READ, "Story"),
    Command("fold", ("B",), "Folded lines", "Show or fold navigation, advertising and other boilerplate.", READ,
            "Story", does=lambda session: session.display.fold()),
    Command("layout", ("r",), "Rows or flow",
            "Show continuous columns that slide so that counterparts stand beside the cursor, or rows again.", READ,
            "Story", does=lambda session: session.display.turn_layout()),
    Command("collapse", ("O",), "Collapse lone rows",
            "Show the rows that one outlet alone has as a line each, or in full; the cursor opens them.", READ, "Story",
            does=lambda session: session.display.collapse()),
    Command("columns", ("C",), "Arrange columns", "Move, hide and widen columns, or show one alone.", READ, "Story",
            does=lambda session: session.columns.begin()),
    Command("correct", ("m",), "Correct alignment",
            "Put the alignment right: link, cut and confirm, paragraph by paragraph; again ends it.", READ, "Story",
            does=lambda session: session.correcting.turn(), hints=(Hint("ends it", 11, CORRECT),)),
    Command("blind", (), "Blind mode",
            "Blind mode: outlets, headlines and sources are hidden, the columns shuffled; again shows them.", READ,
            "Story"),
    Command("export", ("E",), "Export CSV", "Write this story's annotations to a CSV file.", READ, "Story",
            hints=(Hint("export", 10, READ),)),
    Command("save_again", ("ctrl+s",), "Save again", "Try once more to save what could not be saved.", READ, "Story"),
    Command("help", ("?", "f1"), "Keys", "Show the keys that work here.", EVERYWHERE),
    Command("palette", (":", "ctrl+p"), "Commands", "Find any command by its name.", EVERYWHERE),
    Command("quit", ("q", "ctrl+q"), "Quit", "Leave; every tag is already saved.", EVERYWHERE,
            hints=(Hint("quit", 11, READ),)),
    Command("other_end", ("o",), "Other end", "Move the selection's other end.", SELECT,
            does=lambda session: session.cursor.other_end(), hints=(Hint("other end", 3, SELECT),)),
    Command("ends_other", ("o",), "Other end", "Move the annotation's other end.", ENDS,
            does=lambda session: session.cursor.other_end(), hints=(Hint("other end", 3, ENDS),)),
    Command("ends_keep", ("e", "enter"), "Keep", "Keep the ends as they are now.", ENDS,
            does=lambda session: session.ends.keep(), hints=(Hint("keeps it", 4, ENDS),)),
    Command("ends_leave", ("escape",), "Leave", "Leave the annotation as it was.", ENDS,
            does=lambda session: session.ends.leave(), hints=(Hint("leaves it", 5, ENDS),)),
    Command("correct_down", ("J", "shift+down"), "Row down", "Move this paragraph down to the next row.", CORRECT,
            does=lambda session: session.correcting.move(1), hints=(Hint("down", 1, CORRECT),)),
    Command("correct_up", ("K", "shift+up"), "Row up", "Move this paragraph up to the row before.", CORRECT,
            does=lambda session: session.correcting.move(-1), hints=(Hint("up", 2, CORRECT),)),
    Command("correct_link", ("space",), "Link", "Take this paragraph up; on one of another account, link the two.",
            CORRECT, does=lambda session: session.correcting.take_up(), hints=(Hint("link", 3, CORRECT),)),
    Command("correct_cut", ("x", "delete"), "Cut",
            "Cut the links of this paragraph on its row, or the one that was gone to.", CORRECT,
            does=lambda session: session.correcting.cut(), hints=(Hint("cut", 4, CORRECT),)),
    Command("correct_confirm", ("c",), "Confirm", "Confirm the links of this row, or the one that was gone to.",
            CORRECT, does=lambda session: session.correcting.confirm(), hints=(Hint("confirm", 5, CORRECT),)),
    Command("correct_confirm_before", ("C",), "Confirm all before", "Confirm all links down to this row.", CORRECT,
            does=lambda session: session.correcting.confirm_before(), hints=(Hint("all before", 6, CORRECT),)),
    Command("correct_next", ("n",), "Next doubtful", "Go to the next weak link that nobody decided on.", CORRECT,
            does=lambda session: session.correcting.doubtful_step(1), hints=(Hint("next doubtful", 7, CORRECT),)),
    Command("correct_previous", ("N",), "Previous doubtful", "Go to the previous weak link that nobody decided on.",
            CORRECT, does=lambda session: session.correcting.doubtful_step(-1)),
    Command("correct_pivot", ("p",), "Open the rows", "Have this article open the rows, in its order.", CORRECT,
            does=lambda session: session.correcting.choose_pivot(), hints=(Hint("opens the rows", 8, CORRECT),)),
    Command("correct_forget", ("u",), "Forget decisions", "Forget all that was decided about this paragraph.", CORRECT,
            does=lambda session: session.correcting.forget(), hints=(Hint("forget", 9, CORRECT),)),
    Command("correct_end", ("escape",), "Correcting done", "Let go of what was taken up, then end correcting.", CORRECT,
            does=lambda session: session.correcting.leave()),
    Command("columns_left", ("h", "left"), "Choose left", "Arrange the column on the left.", COLUMNS,
            does=lambda session: session.columns.choose(-1), hints=(Hint("left", 2, COLUMNS),)),
    Command("columns_right", ("l", "right"), "Choose right", "Arrange the column on the right.", COLUMNS,
            does=lambda session: session.columns.choose(1), hints=(Hint("right", 3, COLUMNS),)),
    Command("columns_move_left", ("H", "shift+left", "<"), "Move left", "Move the column one place to the left.",
            COLUMNS, does=lambda session: session.columns.move(-1), hints=(Hint("move left", 4, COLUMNS),)),
    Command("columns_move_right", ("L", "shift+right", ">"), "Move right", "Move the column one place to the right.",
            COLUMNS, does=lambda session: session.columns.move(1), hints=(Hint("move right", 5, COLUMNS),)),
    Command("columns_hide", ("x", "space"), "Hide or show", "Hide the column, or show it again.", COLUMNS,
            does=lambda session: session.columns.hide(), hints=(Hint("hide", 6, COLUMNS),)),
    Command("columns_wider", ("+",), "Wider", "Make the column wider beside the others.", COLUMNS,
            does=lambda session: session.columns.widen(1), hints=(Hint("wider", 8, COLUMNS),)),
    Command("columns_narrower", ("-",), "Narrower", "Make the column narrower beside the others.", COLUMNS,
            does=lambda session: session.columns.widen(-1), hints=(Hint("narrower", 9, COLUMNS),)),
    Command("columns_even", ("=",), "All equal", "Make all columns equally wide.", COLUMNS,
            does=lambda session: session.columns.even(), hints=(Hint("equal", 10, COLUMNS),)),
    Command("columns_alone", ("a",), "Alone", "Show this column alone, or all again.", COLUMNS,
            does=lambda session: session.columns.alone(), hints=(Hint("alone", 7, COLUMNS),)),
    Command("columns_done", ("escape", "enter", "C"), "Done", "Leave the columns as they are now.", COLUMNS,
            does=lambda session: session.columns.done(), hints=(Hint("done", 1, COLUMNS),)),
    Command("list_go", ("enter",), "Go there", "Go to the annotation on the page.", LIST,
            hints=(Hint("goes there", 3, LIST),)),
    Command("list_filter", ("/", "f"), "Filter",
            "Narrow the list down by words, tag:threat, outlet:dw, speaker:wang, by:ana, is:orphan.", LIST,
            hints=(Hint("filters", 4, LIST),)),
    Command("list_sort", ("o",), "Sort", "Sort by place, time, tag or outlet.", LIST, hints=(Hint("sorts", 10, LIST),)),
    Command("list_tag", ("c", "d", "t", "u"), "Tag", "Give the annotation a tag, or take it off; 1 to 9 too.", LIST),
    Command("list_pick_tag", ("T",), "Pick a tag", "Find any tag by a few letters.", LIST,
            hints=(Hint("other tag", 9, LIST),)),
    Command("list_note", ("a",), "Note", "Write its note.", LIST, hints=(Hint("note", 7, LIST),)),
    Command("list_speaker", ("s",), "Speaker", "Write its speaker and attribution.", LIST,
            hints=(Hint("speaker", 8, LIST),)),
    Command("list_remove", ("x", "delete"), "Remove", "Remove the annotation.", LIST,
            hints=(Hint("removes", 5, LIST),)),
    Command("list_undo", ("z", "ctrl+z"), "Undo", "Take back what was done last.", LIST,
            hints=(Hint("takes back", 6, LIST),)),
    Command("list_redo", ("Z", "ctrl+y"), "Redo", "Do again what was taken back.", LIST),
    Command("list_stands", ("y",), "Stands there", "Confirm a place marked ?.", LIST,
            hints=(Hint("it stands there", 1, LIST),)),
    Command("list_does_not", ("n",), "Not there", "Refuse a place marked ?.", LIST,
            hints=(Hint("it does not", 2, LIST),)),
    Command("list_close", ("escape", "q", "L"), "Close", "Clear the filter, then close the list.", LIST,
            hints=(Hint("closes", 11, LIST),)),
    Command("tags_edit", ("enter", "e"), "Change", "Change name, key, colour and definition.", CODEBOOK,
            hints=(Hint("changes", 1, CODEBOOK),)),
    Command("tags_add", ("a", "+"), "New tag", "Make a new tag.", CODEBOOK, hints=(Hint("new", 2, CODEBOOK),)),
    Command("tags_merge", ("m",), "Merge", "Merge the tag into another one: its annotations get that one.", CODEBOOK,
            hints=(Hint("merges", 3, CODEBOOK),)),
    Command("tags_delete", ("x", "delete"), "Delete", "Delete the tag; its annotations lose it.", CODEBOOK,
            hints=(Hint("deletes", 4, CODEBOOK),)),
    Command("tags_up", ("K", "shift+up"), "Up", "Move the tag up; it keeps its key.", CODEBOOK,
            hints=(Hint("up", 5, CODEBOOK),)),
    Command("tags_down", ("J", "shift+down"), "Down", "Move the tag down.", CODEBOOK,
            hints=(Hint("down", 6, CODEBOOK),)),
    Command("tags_lock", ("l",), "Lock", "Ask before a tag is made, renamed, merged or deleted; again unlocks it.",
            CODEBOOK, hints=(Hint("locks", 8, CODEBOOK),)),
    Command("tags_undo", ("z", "ctrl+z"), "Undo", "Take back what was done last.", CODEBOOK,
            hints=(Hint("takes back", 7, CODEBOOK),)),
    Command("tags_redo", ("Z", "ctrl+y"), "Redo", "Do again what was taken back.", CODEBOOK),
    Command("compare_next", ("j", "down"), "Next row", "Compare the row below.", COMPARE,
            hints=(Hint("next row", 1, COMPARE),)),
    Command("compare_previous", ("k", "up"), "Previous row", "Compare the row above.", COMPARE,
            hints=(Hint("previous", 2, COMPARE),)),
    Command("compare_turn", ("tab", "r"), "Beside or under", "Put the passages beside or under one another.", COMPARE,
            hints=(Hint("beside or under", 3, COMPARE),)),
    Command("compare_down", ("space", "pagedown", "ctrl+d"), "Down", "Scroll down a screenful.", COMPARE,
            hints=(Hint("scrolls", 4, COMPARE),)),
    Command("compare_up", ("pageup", "ctrl+u"), "Up", "Scroll up a screenful.", COMPARE),
    Command("compare_copy", ("y",), "Copy", "Copy the comparison as text.", COMPARE,
            hints=(Hint("copies", 5, COMPARE),)),
    Command("compare_close", ("escape", "enter", "q"), "Close", "Back to the page, on the row compared last.", COMPARE,
            hints=(Hint("closes", 6, COMPARE),)),
    Command("tags_close", ("escape", "q"), "Close", "Close the codebook.", CODEBOOK,
            hints=(Hint("closes", 9, CODEBOOK),)),
    Command("list_filter_keep", ("enter", "down"), "To the list", "Go on in the list, narrowed down.", LIST_FILTER),
    Command("list_filter_clear", ("escape",), "Clear", "Clear the filter and go on in the list.", LIST_FILTER),
    Command("pick_next", ("down", "ctrl+n"), "Next", "Mark the next one, after the last one the first.", PICK),
    Command("pick_previous", ("up", "ctrl+p"), "Previous", "Mark the one before, before the first one the last.", PICK),
    Command("pick_take", ("enter",), "Take", "Take the one that is marked.", PICK),
    Command("pick_leave", ("escape",), "Close", "Take none.", PICK),
    Command("pick_dim", ("tab", "shift+tab"), "Hide or dim", "Dim the other rows in place of hiding them, and back.",
            PICK_FILTER),
    Command("search_earlier", ("up", "ctrl+p"), "Earlier search", "Put in the search before.", SEARCH),
    Command("search_later", ("down", "ctrl+n"), "Later search", "Put in the search after; the last is what was typed.",
            SEARCH),
    Command("search_keep", ("enter",), "Search", "Go to what is found.", SEARCH),
    Command("search_leave", ("escape",), "Leave", "Search for nothing and go back.", SEARCH),
    Command("note_keep", ("enter",), "Keep", "Keep the note.", NOTE, hints=(Hint("keeps it", 1, NOTE),)),
    Command("note_leave", ("escape",), "Leave", "Leave the note as it was; asks once more where something was typed.",
            NOTE, hints=(Hint("leaves it", 2, NOTE),)),
    Command("note_line", ("ctrl+j", "shift+enter"), "New line", "Begin a new line.", NOTE,
            hints=(Hint("new line", 3, NOTE),)),
    Command("note_editor", ("ctrl+o",), "Your editor", "Go on in your own editor.", NOTE,
            hints=(Hint("editor", 4, NOTE),)),
    Command("source_keep", ("enter",), "Keep", "Keep the speaker and the kind of source.", SOURCE,
            hints=(Hint("keeps it", 1, SOURCE),)),
    Command("source_next", ("down",), "Next name", "Mark the next name that was used before.", SOURCE,
            hints=(Hint("a name used before", 2, SOURCE),)),
    Command("source_previous", ("up",), "Previous name", "Mark the name before; before the first is what was typed.",
            SOURCE, hints=(Hint("a name used before", 2, SOURCE),)),
    Command("source_complete", ("tab",), "Complete", "Write the name that is marked, else the likeliest.", SOURCE,
            hints=(Hint("a name used before", 2, SOURCE),)),
    Command("source_complete_at_end", ("right",), "Complete at end", "At the end of what is typed: the same.", SOURCE),
    Command("source_kind", ("ctrl+r",), "Kind of source", "Go on to the next kind of source.", SOURCE),
    Command("source_leave", ("escape",), "Leave", "Change nothing.", SOURCE,
            hints=(Hint("changes nothing", 3, SOURCE),)),
    Command("form_keep", ("enter",), "Keep", "Keep all of the form.", TAG_FORM,
            hints=(Hint("keeps all", 1, TAG_FORM),)),
    Command("form_leave", ("escape",), "Leave", "Leave the tag as it was.", TAG_FORM,
            hints=(Hint("leaves it", 2, TAG_FORM),)),
    Command("form_next", ("tab", "down"), "Next line", "Go to the next line of the form.", TAG_FORM,
            hints=(Hint("other line", 3, TAG_FORM, keys=2),)),
    Command("form_previous", ("up", "shift+tab"), "Previous line", "Go to the line before.", TAG_FORM,
            hints=(Hint("other line", 3, TAG_FORM),)),
    Command("colour_previous", ("left",), "Colour before", "Choose the colour before.", TAG_COLOUR,
            hints=(Hint("colour", 4, TAG_FORM),)),
    Command("colour_next", ("right",), "Next colour", "Choose the next colour.", TAG_COLOUR,
            hints=(Hint("colour", 4, TAG_FORM),)),
    Command("ask_keep", ("enter",), "Keep", "Take what stands in the field.", ASK),
    Command("ask_leave", ("escape",), "Leave", "Give no answer.", ASK),
    Command("confirm_yes", ("y",), "Yes", "Do it.", CONFIRM),
    Command("confirm_no", ("n", "escape", "enter", "q"), "No", "Leave it.", CONFIRM),
    Command("choose_take", ("enter",), "Take", "Do what is marked.", CHOOSE, hints=(Hint("does it", 1, CHOOSE),)),
    Command("choose_leave", ("escape", "q"), "Leave", "Do none of them.", CHOOSE,
            hints=(Hint("does none", 2, CHOOSE),)),
    Command("about_close", ("escape", "q", "i", "enter"), "Close", "Close what is told of the article.", ABOUT),
    Command("help_close", ("escape", "q", "?", "f1", "enter"), "Close", "Close the help.", HELP),
)  # fmt: skip

FROM_CODEBOOK = frozenset({"tag", "list_tag"})
"""Commands whose keys stand in the codebook: what the table has is where they begin."""
