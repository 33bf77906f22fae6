"""A list of any length that draws only what is in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.segment import Segment
from rich.style import Style
from textual import events

from tests.ui.opened import Driven
from tui.screens.dialog import Dialog
from tui.session.modes import MOVE
from tui.system.type_ahead import TypeAhead
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.pilot import Pilot

MANY = 100_000


class Entries(Dialog[None]):
    """A dialog that is one list."""

    mode = MOVE

    def compose(self) -> ComposeResult:
        yield LineList()

    def on_mount(self) -> None:
        assert isinstance(self.app, Listed)
        self.app.begin()

    @property
    def mover(self) -> LineList:
        return self.query_one(LineList)


class Listed(TypeAhead):
    """An application that is one list."""

    def __init__(self, count: int = MANY, cursor: int = 0) -> None:
        super().__init__()
        self.made: list[int] = []
        self.messages: list[tuple[str, int]] = []
        self._count, self._cursor = count, cursor

    def get_default_screen(self) -> Entries:
        return Entries()

    @property
    def entries(self) -> LineList:
        return self.screen.query_one(LineList)

    def line(self, i: int, width: int) -> list[Segment]:
        self.made.append(i)
        return [Segment(f"row {i} of width {width}", Style(color="red"))]

    def fill(self, count: int, cursor: int = 0) -> None:
        self.entries.show(count, self.line, cursor=cursor, empty=[Segment("nothing here", Style())])

    def begin(self) -> None:
        self.entries.focus()
        self.fill(self._count, self._cursor)

    def on_line_list_marked(self, event: LineList.Marked) -> None:
        self.messages.append(("marked", event.i))

    def on_line_list_picked(self, event: LineList.Picked) -> None:
        self.messages.append(("picked", event.i))

    def drawn(self) -> list[str]:
        lines = []
        for y in range(self.entries.size.height):
            strip = self.entries.render_line(y)
            assert all(segment.style is not None for segment in strip)
            assert strip.cell_length == self.entries.scrollable_content_region.width
            lines.append(strip.text.rstrip())
        return lines


async def test_only_the_lines_in_view_are_made() -> None:
    app = Listed(cursor=50_000)
    async with app.run_test(size=(40, 10)) as pilot:
        await Driven(pilot).settle()
        assert len(set(app.made)) <= 20
        assert app.drawn()[50_000 - app.entries.scroll_offset.y] == "▌row 50000 of width 38"
        await Driven(pilot).press("G")
        assert app.drawn()[-1].startswith("▌row 99999")
        assert len(set(app.made)) <= 40


@pytest.mark.parametrize(
    ("keys", "at"),
    [
        (["j", "down", "j", "k"], 2),
        (["up", "k"], 0),
        (["G"], 29),
        (["end", "j"], 29),
        (["G", "home"], 0),
        (["pagedown"], 9),
        (["space", "ctrl+d"], 18),
        (["space", "space", "pageup"], 9),
        (["G", "g", "ctrl+u"], 0),
        (["space", "space", "space", "space"], 29),
    ],
)
async def test_keys_move_the_cursor_and_keep_it_in_view(keys: list[str], at: int) -> None:
    app = Listed(30)
    async with app.run_test(size=(40, 10)) as pilot:
        await Driven(pilot).press(*keys)
        await Driven(pilot).settle()
        assert app.entries.cursor == at
        assert any(line.startswith(f"▌row {at} ") for line in app.drawn())
        assert not app.messages or app.messages[-1] == ("marked", at)


async def test_a_second_click_picks() -> None:
    app = Listed(30)
    async with app.run_test(size=(40, 10)) as pilot:
        await Driven(pilot).press("j")
        await click(pilot, 5)
        assert app.messages == [("marked", 1), ("marked", 5)]
        await click(pilot, 5)
        assert app.messages[-1] == ("picked", 5)
        await Driven(pilot).press("j", "k")
        await click(pilot, 5)
        assert app.messages[-1] == ("marked", 5), "keys in between: it is a first click again"


async def click(pilot: Pilot[None], y: int) -> None:
    await pilot.click(LineList, offset=(3, y))
    await Driven(pilot).settle()


async def test_a_click_below_the_last_row_and_the_wheel_leave_the_cursor() -> None:
    app = Listed(3)
    async with app.run_test(size=(40, 10)) as pilot:
        await click(pilot, 7)
        assert (app.entries.cursor, app.messages) == (0, [])
        app.fill(100)
        await pilot._post_mouse_events([events.MouseScrollDown], widget=LineList, offset=(3, 3))
        await Driven(pilot).settle()
        assert app.entries.scroll_offset.y > 0
        assert app.entries.cursor == 0
        await Driven(pilot).press("j")
        assert app.drawn()[1 - app.entries.scroll_offset.y].startswith("▌row 1")


async def test_other_rows_keep_the_lines_in_view_and_the_cursor_in_the_list() -> None:
    app = Listed(100, cursor=60)
    async with app.run_test(size=(40, 10)) as pilot:
        await Driven(pilot).settle()
        top = app.entries.scroll_offset.y
        app.fill(99, cursor=60)
        await Driven(pilot).settle()
        assert app.entries.scroll_offset.y == top
        app.fill(5, cursor=60)
        await Driven(pilot).settle()
        assert (app.entries.cursor, app.entries.scroll_offset.y) == (4, 0)
        app.fill(0)
        await Driven(pilot).settle()
        assert app.drawn()[0] == "nothing here"
        await Driven(pilot).press("j", "k", "G", "g", "space")
        assert app.entries.cursor == 0


async def test_without_colour_the_cursor_is_a_bar_and_reversed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Listed(5, cursor=2)
    async with app.run_test(size=(40, 10)) as pilot:
        app.theme = "ansi-dark"
        await Driven(pilot).settle()
        bar, *rest = app.entries.render_line(2)
        assert bar.text == "▌"
        assert all(segment.style and segment.style.reverse for segment in rest)
        assert not any(segment.style and segment.style.reverse for segment in app.entries.render_line(1))


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (3, 1), (40, 1), (10, 4)], ids=str)
async def test_any_size_takes_every_key(size: tuple[int, int]) -> None:
    app = Listed(30)
    async with app.run_test(size=size) as pilot:
        await Driven(pilot).press("j", "space", "G", "k", "g", "G")
        app.drawn()
        await Driven(pilot).resize(40, 10)
        await Driven(pilot).settle()
        assert app.drawn()[-1].startswith("▌row 29")
