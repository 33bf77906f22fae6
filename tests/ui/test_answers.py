"""An answer given twice counts once, and what is typed behind it is for what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.widgets import OptionList

from tests.stories import story
from tests.ui.opened import Open, reader
from tui.screens.codebook import EditCodebook
from tui.screens.edit_tag import EditTag
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from pathlib import Path

    from textual.widget import Widget


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "annotations.json"


async def click(of: Open, widget: Widget, line: int, times: int) -> None:
    """Click so many times on a line of a widget, faster than anything can come of the first."""
    region = widget.content_region
    x, y = region.x + 2, region.y + line
    for _ in range(times):
        for kind in (events.MouseDown, events.MouseUp):
            of.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
    await of.settle()


@pytest.mark.parametrize("key", ["T", "f", ":"])
async def test_a_double_click_in_a_dialog_closes_that_dialog_and_keys_work_on(path: Path, key: str) -> None:
    async with reader(path, story()) as of:
        await of.press("j", key)
        await click(of, of.app.screen.query_one(OptionList), 1, times=2)
        assert of.app.screen is of.app.reader
        place = of.session.desk.place
        await of.press("w")
        assert of.session.desk.place != place


async def test_more_clicks_than_two_on_an_annotation_of_the_list_go_there_once(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "c", "j", "d", "L")
        await click(of, of.app.screen.query_one(LineList), 0, times=5)
        assert of.app.screen is of.app.reader
        assert of.session.desk.place.paragraph.n == 2


async def test_three_clicks_on_a_tag_of_the_codebook_open_one_form(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("K")
        await click(of, of.app.screen.query_one(LineList), 1, times=3)
        assert isinstance(of.app.screen, EditTag)
        await of.press("escape")
        assert isinstance(of.app.screen, EditCodebook)


@pytest.mark.parametrize("line", ["name", "colour"])
@pytest.mark.parametrize("last", ["enter", "escape"])
async def test_what_is_typed_behind_the_answer_of_a_form_is_for_the_codebook(path: Path, line: str, last: str) -> None:
    async with reader(path, story()) as of:
        await of.press("K", "e", *["tab"] * (2 if line == "colour" else 0))
        await of.press(last, "j", "e", "end", "X", "enter", "escape")
        assert of.app.screen is of.app.reader
        assert [tag.name for tag in of.session.tags.codebook.tags[:2]] == ["claim", "denialX"]
