"""The mouse, and articles that try to be more than text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events

from articles.model import ParagraphId
from articles.read import read_story
from tests.stories import story
from tests.ui.opened import Open, reader
from tui.page.layout import columns_for
from tui.page.pointers import placed
from tui.session.desk import Place
from tui.session.modes import HELP, LIST, READ
from tui.widgets.page import Page

if TYPE_CHECKING:
    from pathlib import Path

    from articles.model import Story


def cell_of(of: Open, where: ParagraphId, words: str) -> tuple[int, int]:
    """Where the first character of these words is drawn, from the page's corner."""
    layout = of.page.layout_
    assert layout is not None
    at = of.session.desk.paragraph(where).shown.index(words)
    y = layout.line_of(where, at)
    column = layout.columns[layout.spots[where].column]
    for x in range(column.text_x, column.right):
        hit = layout.hit(x, y)
        if hit and hit[0].paragraph == where and hit[1] == at:
            return x, y - of.page.scroll_offset.y
    raise AssertionError(f"{words} is not drawn")


async def click(of: Open, where: ParagraphId, words: str) -> None:
    await of.pilot.click(Page, offset=cell_of(of, where, words))
    await of.settle()


async def drag(of: Open, where: ParagraphId, words: str, to: ParagraphId, other: str) -> None:
    await of.pilot.mouse_down(Page, offset=cell_of(of, where, words))
    await of.pilot.hover(Page, offset=cell_of(of, to, other))
    await of.pilot.mouse_up(Page, offset=cell_of(of, to, other))
    await of.settle()


def target(of: Open) -> str:
    start, end = of.session.desk.target()
    return of.session.desk.story.articles[of.session.desk.place.paragraph.article].version.text[start:end]


async def test_a_click_puts_the_cursor_on_a_word(path: Path) -> None:
    async with reader(path, story()) as of:
        await click(of, ParagraphId(1, 3), "seven")
        assert of.session.desk.place.paragraph == ParagraphId(1, 3)
        await of.press("v", "c")
        assert [a.passage.exact for a in of.session.annotations.book] == ["seven"]


async def test_a_drag_selects_from_word_to_word_over_paragraphs_too(path: Path) -> None:
    async with reader(path, story()) as of:
        await drag(of, ParagraphId(0, 2), "denied", ParagraphId(0, 2), "Monday")
        assert target(of) == "denied it on Monday"
        await drag(of, ParagraphId(0, 3), "Troops", ParagraphId(0, 2), "Then")
        assert target(of) == "Then he left.\n\nTroops"
        await of.press("d")
        assert [a.passage.exact for a in of.session.annotations.book] == ["Then he left.\n\nTroops"]


async def test_a_drag_into_another_column_or_over_what_stands_elsewhere_selects_nothing_there(path: Path) -> None:
    async with reader(path, story()) as of:
        await drag(of, ParagraphId(0, 2), "denied", ParagraphId(1, 3), "seven")
        assert of.session.desk.place.paragraph.article == 0
        await drag(of, ParagraphId(1, 5), "Monday", ParagraphId(1, 3), "seven")
        assert of.session.desk.selection is None


async def test_the_page_does_not_move_under_a_click(path: Path) -> None:
    async with reader(path, size=(80, 24)) as of:
        layout = of.page.layout_
        assert layout is not None
        view = of.page.scrollable_content_region.height
        end, spot = next((e, spot) for e, spot in layout.spots.items() if spot.top > view and spot.height > 2)
        top = spot.top - view + 2
        of.page.jump_to(top)
        await of.settle()
        await click(of, end, of.session.desk.paragraph(end).shown.split()[0])
        assert of.session.desk.place.paragraph == end
        assert of.page.scroll_offset.y == top


async def test_the_wheel_scrolls_and_leaves_the_cursor(path: Path) -> None:
    async with reader(path) as of:
        place = of.session.desk.place
        await of.pilot._post_mouse_events([events.MouseScrollDown] * 3, Page, offset=(10, 10))
        await of.settle()
        assert of.page.scroll_offset.y > 0
        assert of.session.desk.place == place
        await of.press("j")
        of.assert_cursor_in_view()


async def test_a_click_on_a_pointer_goes_to_its_paragraph(path: Path) -> None:
    async with reader(path) as of:
        layout, shown = of.page.layout_, of.session.desk.shown
        assert layout is not None
        source = next(where for where in layout.spots if shown.pointed(where))
        spot = layout.spots[source]
        column = layout.columns[spot.column]
        pointer, *_ = placed(shown.pointed(source), column.width)
        y = spot.top + spot.height
        of.page.jump_to(y - 5)
        await of.settle()
        before = of.session.desk.place
        for x, place in ((pointer.x - 1, before), (pointer.x, Place(pointer.target, 0))):
            assert layout.hit(column.text_x + x, y) is None
            await of.pilot.click(Page, offset=(column.text_x + x, y - of.page.scroll_offset.y))
            await of.settle()
            assert of.session.desk.place == place
        of.assert_cursor_in_view()


async def test_a_click_where_nothing_stands_changes_nothing(path: Path) -> None:
    async with reader(path, story()) as of:
        place = of.session.desk.place
        await of.pilot.click(Page, offset=(100, 40))
        await of.settle()
        assert of.session.desk.place == place


async def test_two_clicks_select_a_word_and_three_a_sentence_and_tags_go_to_that(path: Path) -> None:
    async with reader(path, story()) as of:
        where = ParagraphId(0, 2)
        for times, words in ((2, "minister"), (3, "The minister denied it on Monday.")):
            await of.pilot.click(Page, offset=cell_of(of, where, "minister"), times=times)
            await of.settle()
            assert target(of) == words
            await of.press("c", "escape")
        assert sorted(a.passage.exact for a in of.session.annotations.book) == sorted(
            ["minister", "The minister denied it on Monday."]
        )
        await of.pilot.click(Page, offset=cell_of(of, where, "Monday"), times=2)
        await of.press("shift+right")
        assert target(of) == "Monday. “We"


async def test_keys_at_the_foot_can_be_clicked(path: Path) -> None:
    async with reader(path, story(), size=(100, 30)) as of:
        await of.press("j")

        async def click_on(words: str) -> None:
            await of.settle()
            lines = ["".join(segment.text for segment in strip) for strip in of.app.screen._compositor.render_strips()]
            y, line = next((y, line) for y, line in reversed(list(enumerate(lines))) if words in line)
            await of.pilot.click(offset=(line.index(words) + 1, y))
            await of.settle()

        await click_on("claim")
        assert [a.tags for a in of.session.annotations.book] == [("claim",)]
        await click_on("L list")
        assert of.app.mode is LIST
        await click_on("goes there")
        assert of.app.mode is READ
        await click_on("? keys")
        assert of.app.mode is HELP
        await click_on("closes")
        assert of.app.mode is READ


@pytest.mark.long
async def test_a_click_beside_a_dialog_leaves_it_as_escape_does_and_one_on_it_does_not(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "c")
        place = of.session.desk.place
        wrong = []
        for key in "LKT:fasi?E":
            await of.press(key)
            await of.until(lambda: of.app.screen is not of.app.reader)
            dialog = of.app.screen.query_one(".dialog").region
            await of.pilot.click(offset=(dialog.x + 4, dialog.y + 1))
            await of.settle()
            stays = of.app.screen is not of.app.reader
            await of.pilot.click(offset=(0, 47))
            await of.settle()
            if not stays or of.app.screen is not of.app.reader or of.session.desk.place != place:
                wrong.append(key)
        assert wrong == []


async def test_the_wheel_scrolls_every_list(path: Path) -> None:
    texts = [f"Title {outlet}\n\n" + "\n\n".join(f"Words {n} of it." for n in range(40)) for outlet in "ab"]
    async with reader(path, story(*texts), size=(60, 9)) as of:
        await of.press(*["j", "c"] * 30)
        scrolled = {}
        for key in "LKT:fsi?":
            await of.press(key)
            await of.until(lambda: of.app.screen is not of.app.reader)
            lists = [w for w in of.app.screen.query("LineList, OptionList, Sheet") if w.max_scroll_y]
            for shown in lists:
                offset = (shown.region.x + 2, shown.region.y)
                await of.pilot._post_mouse_events([events.MouseScrollDown] * 3, offset=offset)
                await of.settle()
                scrolled[key] = shown.scroll_offset.y > 0
            await of.press("escape")
        assert {":", "L", "?"} <= scrolled.keys()
        assert all(scrolled.values()), scrolled


# Text is text

HOSTILE = """\
[b]Bold[/b] claims [/ made

Ministers [@click=app.quit]left[/] the [link='x']talks[/link] and \\[sic] returned [

Then \x1b[2J\x1b]0;owned\x07the \x9b31mred\x1b[0m \x07bell\x00 rang [/red] \u202eback\u202c $accent {curly}.
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Story:
    for name in ("one", "two"):
        (tmp_path / f"{name} [b].txt").write_text(f"{HOSTILE}\nThis is {name}.\n")
    return read_story([str(tmp_path / "one [b].txt"), str(tmp_path / "two [b].txt")])


async def test_brackets_and_escapes_are_shown_as_text_and_do_nothing(path: Path, hostile: Story) -> None:
    async with reader(path, hostile) as of:
        text = " ".join(" ".join(line[: columns_for(159, range(2))[1].x - 1] for line in of.drawn()).split())
        for words in (
            "[b]Bold[/b] claims [/ made",
            "Ministers [@click=app.quit]left[/] the [link='x']talks[/link] and [sic] returned [",
            "Then the red bell rang [/red] back $accent {curly}.",
        ):
            assert words in text
        assert "one [b]" in of.line("heads")
        await click(of, ParagraphId(0, 2), "left")
        assert of.app.is_running
        await of.press("c", "L")
        await of.press("enter")
        await of.press("a", *"[/b] [@click=app.quit]x", "enter")
        await of.press("L")
        await of.press("escape")
        await of.press("w", "w")
        assert of.message() == "claim · [/b] [@click=app.quit]x"
        await of.press("E")
        await of.press("escape")
        await of.press("s")
        await of.press("escape")
        assert of.app.is_running
