"""The reader: title, heads, page and status. It runs actions on the session and shows their effects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import getters
from textual._time import get_time
from textual.message import Message
from textual.screen import Screen

from tui.look import status
from tui.look.notices import notices
from tui.look.paint import Painter
from tui.look.theme import Look
from tui.screens import story_talks, talks
from tui.screens.page_control import PageControl
from tui.session.desk import Place
from tui.session.effect import Effect
from tui.session.modes import AMEND, CORRECT, READ, SELECT
from tui.system import clipboard
from tui.system.type_ahead import TypeAhead
from tui.widgets.drawn import Drawn
from tui.widgets.line import Line
from tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from rich.segment import Segment
    from textual import events
    from textual.app import ComposeResult

    from articles.model import Alignment
    from tui.screens.story_talks import Opener
    from tui.session.modes import Mode
    from tui.session.saving import Saving
    from tui.session.session import Session

LINES_AROUND = 5
"""The number of lines around the page: title, heads, rule, information and keys."""
SCROLLBAR_CELLS = 1
NOTICES_SHARE = 3
"""Notices get at most one in so many of the terminal's lines."""
ROOMY_LINES = 18
"""The least height of a terminal that has room for the rule and the line of information."""


class Reader(Screen[None], inherit_bindings=False):
    """One story on one page."""

    app = getters.app(TypeAhead)
    VERTICAL_BREAKPOINTS = []  # noqa: RUF012 -- typed so by Textual; only dialogs' looks ask for the application's

    class Ready(Message):
        """The text is on the screen."""

    def __init__(
        self, session: Session, saving: Saving, opener: Opener, *, is_new: bool = False, said: str = ""
    ) -> None:
        """`opener` opens other stories; `said` is what is told first."""
        super().__init__()
        self.opener = opener
        self.session = session
        self.saving = saving
        self._is_new = is_new
        self._shown = False
        self._message = Effect(message=said)
        session.messages.say(said)
        self._noticed: object = None
        """What notices were drawn for."""
        self._whole_notices = 0
        self._aligning: float | None = None
        self._painter: Painter
        self._kept_segments: dict[str, tuple[object, list[Segment]]] = {}
        self._drag_from: Place | None = None
        self._names_keys = True
        """Whether the line at the bottom names keys, and does not tell what happened."""
        self.side_by_side = True
        """Whether a row's passages are compared side by side, where there is room."""

    def compose(self) -> ComposeResult:
        """Yield the page and the lines around it."""
        yield Line(id="title")
        yield Line(id="heads")
        yield Line(id="rule")
        yield Page()
        yield Drawn(id="notices")
        yield Line(id="hint")
        yield Line(id="more")
        yield Line(id="info")
        yield Line(id="status")

    def on_mount(self) -> None:
        """Find the widgets, give the page the keys, and show the text."""
        self._title, self._heads, self._rule = (self.query_one(f"#{name}", Line) for name in ("title", "heads", "rule"))
        self._info, self._status = (self.query_one(f"#{name}", Line) for name in ("info", "status"))
        self._hints = [self.query_one(f"#{name}", Line) for name in ("hint", "more")]
        self._page, self._notices = self.query_one(Page), self.query_one(Drawn)
        self._page.focus()
        self.app.theme_changed_signal.subscribe(self, lambda _: self.restyle())
        self._painter = self._make_painter()
        self._control = PageControl(self._page, self.session, self._painter)
        width, height = self.app.size
        self._control.lay_out_ahead(max(1, width - SCROLLBAR_CELLS), height - LINES_AROUND)
        self._show_lines()

    # What shows

    def restyle(self) -> None:
        """Draw everything anew in the present theme and codebook."""
        self._painter = self._make_painter()
        self._control.restyle(self._painter)
        self._show_lines()

    def _make_painter(self) -> Painter:
        return Painter(Look.of(self.app.current_theme, self.app.theme_variables), self.session.tags.codebook)

    @property
    def look(self) -> Look:
        """The colours of the present theme."""
        return Look.of(self.app.current_theme, self.app.theme_variables)

    def on_resize(self, event: events.Resize) -> None:
        """Hide lines around the page on a low terminal, to leave it room."""
        self._show_notices()
        roomy = event.size.height >= ROOMY_LINES
        self._rule.display = self._info.display = roomy
        for line in self._hints:
            line.display = roomy and self._is_new

    def on_page_resized(self) -> None:
        """Lay the page out for its new width; after the first time, post `Ready`."""
        first = not self._shown
        self._shown = True
        self._control.resized()
        self._show_lines()
        if first:
            self.call_after_refresh(self.post_message, self.Ready())

    def on_page_scrolled(self) -> None:
        """Show the titles over the columns when the headlines are out of view."""
        self._show_heads()

    def relayout(self) -> None:
        """Lay the page out anew; the cursor stays at its height on the screen."""
        self._control.relayout()

    def run(self, action: Callable[[Session], Effect]) -> None:
        """Run an action and show its effect."""
        self.apply(self.session.run(action))

    def apply(self, effect: Effect, *, of_others: bool = False) -> None:
        """Show the effect of an action; one `of_others` that says nothing leaves what was said last."""
        if effect.message or not of_others:
            self._message = effect
            self.session.messages.say(effect.message, warn=effect.warn)
        if self.session.tags.codebook is not self._painter.codebook:
            self.restyle()
        if self._is_new and len(self.session.annotations.book):
            self._is_new = False
            for line in self._hints:
                line.display = False
        self._control.apply(effect)
        self._show_lines()
        if effect.asks is not None:
            self.app.converse(self._talk(talks.settled(self, effect)))
        elif self.session.changes.reopens and self.is_current:
            self.session.changes.reopens = False
            self.app.converse(story_talks.follow(self, effect.message))

    def say(self, message: str) -> None:
        """Show the person a message."""
        self.apply(Effect(message=message))

    def show_saving(self) -> None:
        """Show whether everything is saved, and messages about other windows' changes."""
        new, error = self.saving.notices, self.saving.error
        # One by one: the writer's thread may add another meanwhile.
        self.session.messages.notify([new.pop(0) for _ in range(len(new))], warn=True)
        key = self.app.keymap.key("save_again")
        if self.saving.recovered:
            self.saving.recovered = False
            self._message = Effect(message="Everything is saved")
        self.session.messages.fail(f"Not saved{f', {key} tries again' if key else ''}: {error}" if error else "")
        self._show_lines()

    def pressed(self, now: float) -> None:
        """A key was pressed, at this time on Textual's clock: notices that could be read go."""
        if self.session.messages.pressed(now):
            self._show_notices()

    def on_screen_resume(self) -> None:
        """Count the time from now on in which notices can be read."""
        if self._shown:
            self._show_notices()

    def _show_notices(self) -> None:
        """Show the notices that stand, in full, under the page, which is lower as long as they do."""
        messages = self.session.messages
        known = (messages.standing, self._painter, self.app.size)
        if known != self._noticed:
            self._noticed = known
            width, height = self.app.size
            key = self.app.keymap.key("messages")
            hint = f"once read, any key closes this{f' · {key} shows it again' if key else ''}"
            drawn = notices(messages.standing, self._painter, width, max(1, height // NOTICES_SHARE), hint)
            self._whole_notices = drawn.whole
            self._notices.styles.height = max(1, len(drawn.lines))
            self._notices.show(lambda _: drawn.lines)
            self._notices.display = bool(drawn.lines)
        if messages.standing and self._shown and self.is_current:
            messages.drawn(self._whole_notices, get_time())

    def _show_lines(self) -> None:
        width = self.size.width
        painter, session = self._painter, self.session
        layout = self._page.layout_
        columns = layout.columns if layout else ()
        left, right = status.title(
            session, painter, columns=columns, width=width, state=self.saving.state, aligning=self._aligning
        )
        self._title.show(painter.bar(left, right, width))
        heavy = session.mode in (CORRECT, AMEND)
        rule = self._kept("rule", (columns, width, heavy), lambda: painter.rule_line(columns, width, heavy=heavy))
        self._rule.show(rule)
        info = status.info(session, painter, self._message)
        help_key = status.help_key(session, painter)
        room = width - sum(segment.cell_length for segment in help_key)
        known = (session.tags.codebook, session.tags.recent, session.annotations.book.tags, session.mode, room)
        keys = self._kept(
            "keys", known, lambda: status.keys(session, painter, room, self.app.keymap.hints(session.mode))
        )
        if not self._info.display and info and (self._message.message or session.columns.chosen is None):
            keys = info
        self._names_keys = keys is not info
        self._info.show(painter.bar(info, [], width))
        if self._is_new:
            hints = status.first_steps(session, painter) if session.mode in (READ, SELECT) else ([], [])
            for line, hint in zip(self._hints, hints, strict=True):
                line.show(painter.bar(hint, [], width))
        self._status.show(painter.bar(keys, help_key, width))
        self._show_notices()
        self._show_heads()

    def _show_heads(self) -> None:
        layout = self._page.layout_
        if layout is None:
            return
        titled = self._control.titled
        width, session = self.size.width, self.session
        shown, aligning = session.desk.shown, self._aligning is not None

        def made() -> list[Segment]:
            heads = status.heads(session, layout.columns, titled=titled, aligning=aligning)
            return self._painter.heads(layout.columns, heads, width)

        known = (
            shown.covered_story,
            shown.columns,
            session.columns.chosen,
            shown.alignment,
            session.annotations.book.counts,
            session.desk.place.paragraph.article,
            aligning,
        )
        self._heads.show(self._kept("heads", (layout.columns, titled, width, *known), made))

    def _kept(self, name: str, known: object, make: Callable[[], list[Segment]]) -> list[Segment]:
        """The segments made last under a name, or new ones if `known`, what they are made of, has changed."""
        found = self._kept_segments.get(name)
        if found is None or found[0] != (self._painter, known):
            found = self._kept_segments[name] = ((self._painter, known), make())
        return found[1]

    # Actions; the table of commands says what they do

    @property
    def mode(self) -> Mode:
        """The mode, which decides what the keys mean."""
        return self.session.mode

    def give(self, tag_id: str) -> None:
        """Give the target a tag, or take the tag off."""
        self.run(lambda session: session.tagging.tag(tag_id))

    def action_page_down(self) -> None:
        self._turn(1)

    def action_page_up(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        """Scroll by a screenful; the cursor goes along, in its column or the closest one that has text in view."""
        place = self._control.turn(by)
        self.run(lambda session: session.cursor.go(*place) if place else Effect(moved=True))

    def action_letters(self) -> None:
        words = self._control.words_in_view()
        self.run(lambda session: session.letters.begin(words))

    def type_letter(self, key: str, character: str | None) -> bool:
        """Take a letter on a word, while there are any; returns whether the key is for that."""
        if key == "backspace":
            self.run(lambda session: session.letters.erase())
        elif character:
            self.run(lambda session: session.letters.type(character))
        return key == "backspace" or bool(character)

    def action_first(self) -> None:
        self._page.jump_to(0)
        self.run(lambda session: session.cursor.go_to_row(1))

    def on_page_pressed(self, event: Page.Pressed) -> None:
        """Put the cursor where the mouse is, without scrolling."""
        place = self._drag_from = Place(event.item.paragraph, event.at)
        self.run(lambda session: session.cursor.go(*place)._replace(moved=False))

    def on_page_pointer_pressed(self, event: Page.PointerPressed) -> None:
        """Go where a pointer leads."""
        self._drag_from = None
        self.run(lambda session: session.cursor.go(event.target))

    def on_page_chosen(self, event: Page.Chosen) -> None:
        """Select the word or the sentence that was clicked on."""
        place = Place(event.item.paragraph, event.at)
        self._drag_from = None
        self.run(lambda session: session.cursor.select_at(place, event.unit))

    async def on_click(self, event: events.Click) -> None:
        """Run the command whose key was clicked on, in the lines that name keys."""
        widget, _ = self.get_widget_at(event.screen_x, event.screen_y)
        if widget in self._hints or (widget is self._status and self._names_keys):
            await self.app.obey_click(widget, event)

    def on_page_dragged(self, event: Page.Dragged) -> None:
        """Select from where the mouse went down."""
        anchor = self._drag_from
        if anchor is None or event.item.paragraph.article != anchor.paragraph.article:
            return
        place = Place(event.item.paragraph, event.at)
        if place != anchor:
            self.run(lambda session: session.cursor.select_to(anchor, place))

    async def _talk(self, talk: Coroutine[Any, Any, Effect]) -> None:
        self.apply(await talk)

    def action_pick_tag(self) -> None:
        self.app.converse(self._talk(talks.pick_tag(self)))

    def action_note(self) -> None:
        self.app.converse(self._talk(talks.write_note(self)))

    def action_speaker(self) -> None:
        self.app.converse(self._talk(talks.write_source(self)))

    def action_list(self) -> None:
        self.app.converse(talks.list_annotations(self))

    def action_codebook(self) -> None:
        self.app.converse(talks.edit_codebook(self))

    def action_lock_codebook(self) -> None:
        self.apply(talks.lock_codebook(self))

    def action_search(self) -> None:
        self.app.converse(talks.search(self))

    def action_filter(self) -> None:
        self.app.converse(talks.filter_rows(self))

    def action_copy(self) -> None:
        passage = self.session.tagging.quotation()
        article = self.session.desk.covered_story.articles[self.session.desk.place.paragraph.article]
        words = article.version.text[passage.start : passage.end]
        message = clipboard.copy(clipboard.citation(article, passage._replace(exact=words)), self.app)
        self.say(f"{message} · outlet and source are hidden" if self.session.desk.shown.blind else message)

    def action_blind(self) -> None:
        import secrets  # imported where used: the start is quicker

        from tui.shown.blind import SEED_LIMIT

        blind = self.session.desk.shown.blind
        effect = self.session.display.turn_blind(None if blind else secrets.randbelow(SEED_LIMIT))
        self.saving.keep_story(self.session.desk.story, self.session.kept_place())
        self.apply(effect)

    def action_compare(self) -> None:
        self.app.converse(talks.compare(self))

    def action_correct_anew(self) -> None:
        self.app.converse(self._talk(talks.compute_anew(self)))

    def action_amend_keep(self) -> None:
        self.app.converse(self._talk(talks.keep_for_outlet(self)))

    def action_amend_rules(self) -> None:
        self.app.converse(self._talk(talks.list_rules(self)))

    def action_about(self) -> None:
        self.app.converse(self._talk(talks.about(self)))

    def action_versions(self) -> None:
        self.app.converse(talks.versions(self))

    def action_open_source(self) -> None:
        self.app.converse(talks.open_source(self))

    def action_stories(self) -> None:
        self.app.converse(story_talks.pick_story(self))

    def action_add_article(self) -> None:
        self.app.converse(story_talks.add_articles(self))

    def action_remove_article(self) -> None:
        self.app.converse(story_talks.remove_article(self))

    def action_replace_article(self) -> None:
        self.app.converse(story_talks.replace_article(self))

    def action_export(self) -> None:
        self.app.converse(talks.export(self))

    def action_save_again(self) -> None:
        tried = self.saving.try_again()
        self.apply(Effect(message="Saving again" if tried else "Everything is saved"))

    # Aligning a large story

    def show_progress(self, done: float) -> None:
        """Show how much of the links the worker has computed, 0 to 1."""
        self._aligning = done
        self._show_lines()

    def take(self, alignment: Alignment) -> None:
        """Show the links and rows that the worker computed; cursor and place stay."""
        self._aligning = None
        self.run(lambda session: session.align(alignment))
