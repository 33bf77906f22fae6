"""The table of commands."""

from __future__ import annotations

from collections import Counter

from annotations.codebook.codebook import DEFAULT_TAGS, Codebook
from tests.each import for_each
from tests.stories import session
from tui.app import Newsreader
from tui.keys.commands import COMMANDS, FROM_CODEBOOK, Command
from tui.keys.keymap import DEFAULT, shown_key
from tui.keys.palette_entries import entries
from tui.screens.about import About, EditFacts
from tui.screens.annotation_list import AnnotationList
from tui.screens.ask import Ask, Choose, Confirm
from tui.screens.codebook import EditCodebook
from tui.screens.compare import CompareRow
from tui.screens.dialog import Dialog
from tui.screens.edit_tag import EditTag
from tui.screens.help import Help
from tui.screens.note import EditNote
from tui.screens.palette import Palette
from tui.screens.pick_filter import PickFilter
from tui.screens.pick_tag import PickTag
from tui.screens.reader import Reader
from tui.screens.reading import Reading
from tui.screens.said import SaidBefore
from tui.screens.search_prompt import SearchPrompt
from tui.screens.source import EditSource
from tui.screens.stories import Stories
from tui.screens.versions import Versions
from tui.session.effect import Effect
from tui.session.modes import (
    ABOUT,
    ASK,
    CHOOSE,
    CODEBOOK,
    COMPARE,
    CONFIRM,
    EVERYWHERE,
    FACTS,
    HELP,
    HELP_FILTER,
    LIST,
    LIST_FILTER,
    MESSAGES,
    MODES,
    MOVE,
    NOTE,
    PICK,
    PICK_FILTER,
    PROGRESS,
    SEARCH,
    SOURCE,
    STORIES,
    STORIES_FILTER,
    TAG_COLOUR,
    TAG_FORM,
    VERSIONS,
    Mode,
)

UNSURE = ("ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m")
"""In many terminals backspace, tab, line feed and enter."""

SCREENS: dict[Mode, tuple[type, ...]] = {
    MOVE: (Reader, Dialog),
    LIST: (AnnotationList,),
    LIST_FILTER: (AnnotationList,),
    CODEBOOK: (EditCodebook,),
    COMPARE: (CompareRow,),
    PICK: (PickTag, PickFilter, Palette),
    PICK_FILTER: (PickFilter,),
    SEARCH: (SearchPrompt,),
    NOTE: (EditNote,),
    SOURCE: (EditSource,),
    TAG_FORM: (EditTag,),
    TAG_COLOUR: (EditTag,),
    ASK: (Ask,),
    CONFIRM: (Confirm,),
    CHOOSE: (Choose,),
    ABOUT: (About,),
    VERSIONS: (Versions,),
    FACTS: (EditFacts,),
    MESSAGES: (SaidBefore,),
    HELP: (Help,),
    HELP_FILTER: (Help,),
    STORIES: (Stories,),
    STORIES_FILTER: (Stories,),
    PROGRESS: (Reading,),
}
"""The screens on which the commands of a mode have their actions; the page else."""

each = for_each("command", COMMANDS, lambda command: command.id)


def test_no_two_commands_have_the_same_id() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)


def test_no_key_runs_two_commands_of_a_mode() -> None:
    counts = Counter((command.mode, key) for command in COMMANDS for key in command.keys)
    assert [key for key, count in counts.items() if count > 1] == []


@each
def test_a_command_has_keys_or_the_palette_title_help_group_and_mode(command: Command) -> None:
    assert command.keys or any(entry.value == command.id for entry in entries(DEFAULT, command.mode, Codebook()))
    assert 1 <= len(command.title.split()) <= 3
    assert command.help.endswith(".")
    assert command.heading in command.mode.headings


@each
def test_a_command_can_be_reached_in_every_terminal(command: Command) -> None:
    assert not any(key.startswith("alt+") or "+alt" in key for key in command.keys)
    assert not command.keys or not all(key in UNSURE for key in command.keys)


@each
def test_a_command_does_something_or_a_screen_has_an_action_for_it(command: Command) -> None:
    screens = (Newsreader,) if command.mode is EVERYWHERE else SCREENS.get(command.mode, (Reader,))
    for screen in screens:
        has_action = callable(getattr(screen, f"action_{command.id}", None))
        from_codebook = command.id in FROM_CODEBOOK and callable(getattr(screen, "give", None))
        assert has_action or from_codebook or (command.does and screen is Reader), screen


@each
def test_what_a_command_does_gives_an_effect(command: Command) -> None:
    if command.does:
        assert isinstance(command.does(session()), Effect)


def test_every_mode_has_headings_and_each_of_them_commands() -> None:
    assert {command.mode for command in COMMANDS} == set(MODES)
    assert all(mode.parent in (None, *MODES) for mode in MODES)
    assert all(DEFAULT.help_rows(heading) for mode in MODES for heading in mode.headings)
    assert len({mode.name for mode in MODES}) == len(MODES)


@each
def test_the_help_tells_of_every_command(command: Command) -> None:
    rows = DEFAULT.help_rows(command.heading)
    if command.id.removeprefix("tag_").isdigit():
        assert any(keys == "1 … 9" for keys, _ in rows)
    else:
        assert (" ".join(map(shown_key, command.keys)), command.help) in rows


def test_the_keys_of_the_four_tags_are_those_of_the_codebook() -> None:
    for command_id in FROM_CODEBOOK:
        assert DEFAULT[command_id].keys == tuple(tag.key for tag in DEFAULT_TAGS)


def test_the_digits_are_tags_by_number() -> None:
    of = session()
    effect = DEFAULT["tag_4"].does
    assert effect
    effect(of)
    assert next(iter(of.annotations.book)).tags == ("unverified",)
