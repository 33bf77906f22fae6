"""The application around the reader: themes, palette, signals, and the worker that aligns a large story."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import traceback
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, ParamSpec, Protocol, runtime_checkable

from rich.text import Text
from textual import work
from textual.app import App
from textual.binding import Binding, BindingType

from annotations.ids import new_id
from articles.align import Cancelled, align, is_large
from articles.amended import reads_the_same
from articles.errors import NewsreaderError
from articles.rows import unaligned
from tui.keys.keymap import DEFAULT
from tui.keys.settings import unknown_theme
from tui.look.theme import ANSI, DARK, THEMES
from tui.screens.reader import ROOMY_LINES, Reader
from tui.session.beginning import begun, going_on
from tui.session.beginning import notices as notices_of
from tui.session.effect import Effect
from tui.session.modes import LETTERS, READ
from tui.system.type_ahead import TypeAhead

P = ParamSpec("P")


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual import events
    from textual.driver import Driver
    from textual.screen import Screen

    from articles.model import Alignment, Story
    from tui.keys.commands import Command
    from tui.keys.keymap import Keymap
    from tui.screens.help import Help
    from tui.session.modes import Mode
    from tui.session.saving import Saving, StoredStory
    from tui.session.session import Session

POLL_SECONDS = 0.5
"""The time between two polls of what other windows wrote."""
PROGRESS_STEP_SHARE = 0.02
"""The share of the work after which progress is shown anew."""
SWITCH_SECONDS = 0.001
"""The longest that a key waits for the worker's thread to yield (Python's default is 5 ms)."""
LAST_TURNS, LAST_TURN_SECONDS = 20, 0.01
"""How often, and how long each time, leaving waits for a talk that was just answered."""
STOPPED = "newsreader: stopped by an error of its own; what was saved is safe"


@runtime_checkable
class Taggable(Protocol):
    """A screen that tags' keys are for."""

    def give(self, tag_id: str) -> None:
        """Give the tag to what is meant on this screen, or do what its key does there."""


@runtime_checkable
class Drafted(Protocol):
    """A screen in which a person writes what would be missed."""

    def keep_draft(self) -> None:
        """Answer with what is written so far."""


@runtime_checkable
class Refilled(Protocol):
    """A screen that shows annotations or tags."""

    def refill(self) -> None:
        """Show them as they are now."""


def _load_the_rest(session: Session) -> None:
    """Import what the first text does not need, so that no key waits for it; `new_id` for what makes ids.

    The words of the story are counted for the first comparison.
    """
    from articles import dates, similarity  # noqa: F401
    from tui.page import flow  # noqa: F401
    from tui.screens import compare  # noqa: F401
    from tui.shown import blind  # noqa: F401

    new_id()
    _ = session.desk.lexicon


class Newsreader(TypeAhead, inherit_bindings=False):
    """One story in a terminal."""

    TITLE = "newsreader"
    CSS_PATH = "reader.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (ROOMY_LINES, "-tall")]  # noqa: RUF012 -- typed so by Textual
    ENABLE_COMMAND_PALETTE = False  # its own binding would take the colon from every field; ours opens it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, system=True),
        Binding("ctrl+c", "how_to_quit", "How to quit", show=False, system=True),
    ]

    _has_theme = False

    def __init__(
        self,
        session: Session,
        saving: Saving,
        *,
        keymap: Keymap = DEFAULT,
        unaligned: bool = False,
        theme: str = "",
        is_new: bool = False,
        crash_log: Path | None = None,
    ) -> None:
        # For NO_COLOR Textual turns colours into greys, unless it is told at once to leave them to the terminal.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.session = session
        self.keymap = keymap
        self._saving = saving
        self._unaligned = unaligned
        self._crash_log = crash_log
        self._leaving = self._warned = self._is_ready = False
        self.theme_chosen: Callable[[str], None] = lambda _: None
        """Called with the name of the theme that the person chose."""
        self.picks = False
        """Whether the stories are listed as soon as the text is on the screen."""
        self.animation_level = "none"
        for own in THEMES:
            self.register_theme(own)
        plain = self.no_color or self.console.color_system in ("standard", "windows")
        # Set without its watchers: nothing has been drawn yet that they would draw again.
        self.set_reactive(App.theme, ANSI if plain else theme if theme in self.available_themes else DARK)
        self._refresh_truecolor_filter(self.ansi_theme)  # part of a watcher's work: keeps the terminal's own colours
        self._has_theme = True
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())
        unknown = unknown_theme(theme, list(self.available_themes))
        session.messages.notify([unknown])
        self.reader = Reader(session, saving, self, is_new=is_new)

    def get_default_screen(self) -> Screen[Any]:
        """Start with the reader, which is the whole application."""
        return self.reader

    def get_css_variables(self) -> dict[str, str]:
        """The theme's variables; none before the theme is chosen, when Textual asks for the first time."""
        return super().get_css_variables() if self._has_theme else {}

    def get_driver_class(self) -> type[Driver]:
        """The platform's driver; on Linux and macOS, the more tolerant one."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":  # on Windows that one cannot even be imported
            return found
        from tui.system.driver import TolerantDriver

        return TolerantDriver

    def on_mount(self) -> None:
        """Listen for signals, and for reports from the writer's thread."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._hang_up)
        self._saving.state_changed = self._on_loop(self._show_saving)
        self._saving.amended = self._on_loop(lambda change: self.session.changes.history.amend(change))
        self._saving.refused = self._on_loop(lambda change: self.session.changes.history.refuse(change))

    def on_reader_ready(self) -> None:
        """Do what can wait until the text is on the screen: save the story, and align a large one."""
        from tui.screens.dialog import LOOKS

        self._saving.keep_story(self.session.desk.story, self.session.kept_place(), opened=True)
        self.run_worker(partial(_load_the_rest, self.session), thread=True)
        self.session.align_anew = partial(self._align, self.session)
        if self._unaligned:
            self._align(self.session)
        if self._is_ready:
            return
        self._is_ready = True
        self.stylesheet.add_source(LOOKS.read_text("utf-8"), (str(LOOKS), ""))  # so that no dialog waits for it
        self._saving.tidy()
        self._saving.remember(self.session.desk.story, self._on_loop(self.session.changes.history.begin_with))
        self.set_interval(POLL_SECONDS, self._poll)
        if self.picks:
            self.reader.action_stories()

    # Another story

    async def open_story(
        self,
        story: Story,
        *,
        place: object = None,
        alignment: Alignment | None = None,
        notices: Sequence[str] = (),
        message: str = "",
    ) -> bool:
        """Go on with another story, or with this one made anew, on the same screen; returns whether it could be.

        To be called in a talk, with no dialog open, the story's articles under the ids that the store knows them by.
        The place in the story before is kept, and the new one begins at its own, by default; undo reaches back in it.
        `alignment` is the computed one where it is known. `notices` and `message` are told there. Where something is
        not saved, nothing is opened, and that is told.
        """
        saving, before = self._saving, self.session
        saving.keep_story(before.desk.story, before.kept_place())
        try:
            begins = await saving.read(lambda store: going_on(store, story, place))
        except NewsreaderError as error:
            self.reader.apply(Effect(message=f"Not opened: {error}", warn=True))
            return False
        if alignment is not None and not reads_the_same(story, begins.story):
            alignment = None  # a person put the story right, of which it is
        story = begins.story
        self._unaligned = alignment is None and is_large(story)
        if alignment is None:
            alignment = unaligned(story) if self._unaligned else await asyncio.to_thread(align, story)
        key, messages, annotator = self.keymap.key, before.messages, before.annotations.annotator
        session = begun(begins, alignment, saving, annotator, key=key, messages=messages)
        session.cursor.goes_on = before.cursor.goes_on
        lost = [begins.known.told_lost] if begins.known.told_lost else []
        messages.notify([*lost, *notices], warn=True)
        messages.notify(notices_of(session.desk.covered_story))
        saving.turn_to(begins.seen, begins.versions)
        side_by_side = self.reader.side_by_side
        if not self.reader._result_callbacks:  # a default screen has none, which Textual's `switch_screen` would take
            self.reader._push_result_callback(self.reader, None)
        self.session, self.reader = session, Reader(session, saving, self, said=message)
        self.reader.side_by_side = side_by_side
        await self.switch_screen(self.reader)
        return True

    def _on_loop(self, function: Callable[P, object]) -> Callable[P, None]:
        """Make a function that the writer's thread may call; it runs in the event loop, until the reader is leaving."""
        loop, context = asyncio.get_running_loop(), copy_context()  # the thread's own knows of no application

        def called(*args: P.args, **kwargs: P.kwargs) -> None:
            if not self._leaving:
                loop.call_soon_threadsafe(lambda: function(*args, **kwargs), context=context)

        return called

    def _poll(self) -> None:
        session = self.session
        self._saving.poll(session.desk.story, self._on_loop(lambda stored: self._take_in(stored, session)))

    def _take_in(self, stored: StoredStory, session: Session) -> None:
        """Show what other windows did. If something was done here meanwhile, wait for the next poll."""
        if self._leaving or session is not self.session or stored.change_count != self._saving.change_count:
            self._saving.poll_anew()
            return
        codebook = self.session.tags.codebook
        lost_of_texts = self.session.amendments.told_lost
        amended = self.session.run(lambda session: session.amendments.take_in(stored.amended))
        effect = self.session.run(lambda session: session.take_in(stored.annotations, stored.codebook))
        if stored.codebook != codebook:
            self.reader.restyle()
        cells = effect.cells | self.session.bookmarks.load(stored.bookmarks)
        lost = self.session.decisions.told_lost
        corrected = self.session.decisions.take_in(stored.decided)
        now = ((self.session.decisions.told_lost, lost), (self.session.amendments.told_lost, lost_of_texts))
        if news := [told for told, before in now if told != before]:
            self.session.messages.notify(news, warn=True)
            self.reader.show_saving()
        told = () if stored.explained else (amended.message, effect.message, corrected.message)
        message, rows = " · ".join(filter(None, told)), amended.rows or corrected.rows
        if cells or message or amended.rows:
            self.reader.apply(effect._replace(cells=cells, rows=rows, message=message), of_others=True)
        self._refill()

    def _refill(self) -> None:
        if isinstance(self.screen, Refilled):
            self.screen.refill()

    def _take(self, alignment: Alignment, session: Session) -> None:
        """Show the links that the worker computed, also in a screen over the page."""
        if session is self.session:
            self.reader.take(alignment)
            self._refill()

    def _show_progress(self, done: float, session: Session) -> None:
        if session is self.session:
            self.reader.show_progress(done)

    def _show_saving(self) -> None:
        if not self._leaving and self.is_running and self.reader.is_mounted:
            self.reader.show_saving()

    @work(thread=True)
    def _align(self, session: Session) -> None:
        shown = 0.0

        def progress(done: float) -> None:
            nonlocal shown
            if done >= shown + PROGRESS_STEP_SHARE:
                shown = done
                self.call_from_thread(self._show_progress, done, session)

        story = session.desk.story

        def unwanted() -> bool:
            gone = self._leaving or session is not self.session
            return gone or not reads_the_same(story, session.desk.story)

        interval = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_SECONDS)
        try:
            alignment = align(story, progress=progress, cancelled=unwanted)
        except Cancelled:
            return
        finally:
            sys.setswitchinterval(interval)
        if not unwanted():
            self.call_from_thread(self._take, alignment, session)

    # Keys and commands

    async def obey(self, event: events.Key) -> bool:
        """Run the command of a key in the present mode, or give the tag that has the key."""
        if self.screen is self.reader:
            self.reader.pressed(event.time)
        if await super().obey(event):
            return True
        mode, screen = self.mode, self.screen
        character = event.character if event.is_printable else None
        if mode is LETTERS:
            return self.reader.type_letter(event.key, character)
        if mode is None or mode.takes_text or not character or not isinstance(screen, Taggable):
            return False
        codebook = self.session.tags.codebook
        tag = codebook.by_key(character)
        if tag is not None:
            screen.give(tag.id)
        return tag is not None

    async def run_command(self, command: Command) -> bool:
        """Run a command, on the page with the session."""
        if command.does is not None and self.screen is self.reader:
            self.reader.run(command.does)
            return True
        return await super().run_command(command)

    def on_paste(self, event: events.Paste) -> None:
        """Add what is pasted, or dropped, on the page to the story, if it names files or addresses."""
        if self._held is not None or self.screen is not self.reader or self.reader.mode is not READ:
            return
        from tui.shown.named import in_one_line, names_something

        if names_something(event.text):
            from tui.screens.story_talks import add_articles

            event.prevent_default()
            self.converse(add_articles(self.reader, in_one_line(event.text)))

    def action_palette(self) -> None:
        """Find any command by its name."""
        mode = self.mode
        if mode is not None:
            self.converse(self._palette(mode))

    async def _palette(self, mode: Mode) -> None:
        from tui.keys import palette_entries
        from tui.look.legend import legends
        from tui.screens.help import Help
        from tui.screens.palette import Palette
        from tui.session.named_places import named_places

        themes, codebook = [theme.name for theme in THEMES], self.session.tags.codebook
        signs = [sign for legend in legends(mode) for sign in legend.signs]
        found = palette_entries.entries(self.keymap, mode, codebook, themes, signs)
        named = partial(named_places, self.session.desk) if mode.is_within(READ) else None
        entry = await self.ask(Palette(found, named))
        if entry is None:
            return
        if entry.kind == palette_entries.COMMAND:
            await self.run_command(self.keymap[entry.value])
        elif entry.kind == palette_entries.TAG:
            if isinstance(self.screen, Taggable):
                self.screen.give(entry.value)
        elif entry.kind == palette_entries.THEME:
            self.theme = entry.value
            self.theme_chosen(entry.value)
        elif entry.place is not None:
            where = entry.place
            self.reader.run(lambda session: session.cursor.go(where)._replace(message=entry.title))
        elif entry.kind == palette_entries.SIGN:
            await self._help(Help(mode, codebook, find=entry.value), mode)
        else:
            self.reader.say(f"No command is called “{entry.value}”")

    def action_messages(self) -> None:
        """Show what was said so far."""
        self.converse(self._messages())

    async def _messages(self) -> None:
        from tui.screens.said import SaidBefore

        await self.ask(SaidBefore(self.session.messages.said))

    def action_help(self) -> None:
        """Show the keys of the present mode."""
        from tui.screens.help import Help

        mode = self.mode
        if mode is not None:
            self.converse(self._help(Help(mode, self.session.tags.codebook), mode))

    async def _help(self, dialog: Help, mode: Mode) -> None:
        if await self.ask(dialog):
            await self._palette(mode)

    def _hang_up(self) -> None:
        """Leave because the terminal is gone or the system asks for it; a note that is being written is kept."""
        if self.reader.is_mounted and any(isinstance(screen, Drafted) for screen in self.screen_stack):
            while not isinstance(self.screen, Drafted):
                self.pop_screen()  # help or palette over the draft
            self.screen.keep_draft()
        self.run_worker(self._leave_soon())

    async def _leave_soon(self) -> None:
        for _ in range(LAST_TURNS):
            if not self._talks:
                break
            await asyncio.sleep(LAST_TURN_SECONDS)
        self.exit()

    async def action_quit(self) -> None:
        """Leave; if something is not saved and is not in a moment, say so the first time instead."""
        if not self._warned and not await self._all_saved():
            self._warned = True
            key = self.keymap.key
            ways = f"{key('save_again')} tries again, {key('export')} exports it"
            leaving = (
                "leaves it to the next start" if self._saving.could_be_kept else "loses it: no file can be written"
            )
            self.reader.say(f"Not everything is saved: {ways}, {key('quit')} once more {leaving}")
            return
        self.exit()

    async def _all_saved(self) -> bool:
        for _ in range(LAST_TURNS):
            if not self._saving.unsaved or self._saving.error:
                break
            await asyncio.sleep(LAST_TURN_SECONDS)
        return not self._saving.unsaved

    def action_how_to_quit(self) -> None:
        """Say how to quit, for those who try ctrl+c."""
        key = self.keymap.key("quit")
        self.reader.say(f"{key} quits, ctrl+q does too" if key != "ctrl+q" else "ctrl+q quits")

    def exit(self, *args: Any, **kwargs: Any) -> None:
        """Leave, and save the place for the next time."""
        if not self._leaving:
            self._leaving = True
            self._saving.keep_story(self.session.desk.story, self.session.kept_place())
        super().exit(*args, **kwargs)

    def _fatal_error(self) -> None:
        """Write what went wrong to the log, and leave no traceback on the screen."""
        self._leaving = True
        if os.environ.get("NEWSREADER_DEBUG"):
            super()._fatal_error()
            return
        where = ""
        if self._crash_log is not None:
            try:
                self._crash_log.parent.mkdir(parents=True, exist_ok=True)
                self._crash_log.write_text(traceback.format_exc(), encoding="utf-8")
                where = f"; details: {self._crash_log}"
            except OSError:
                where = "; NEWSREADER_DEBUG=1 shows the details"
        self.panic(Text(STOPPED + where))
