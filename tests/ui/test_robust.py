"""Long lines, every script, every size, held-down keys: nothing is torn, nothing is lost."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from annotations.store.store import Store
from articles.align import align
from articles.model import ParagraphId
from tests.each import one_or_all
from tests.stories import COURIER, POST, story
from tests.ui.opened import WIDE, Open, reader
from tests.ui.test_compare import screen
from tui.keys.commands import COMMANDS
from tui.page.flow import FlowLayout
from tui.session.modes import (
    CODEBOOK,
    COLUMNS,
    COMPARE,
    CORRECT,
    ENDS,
    EVERYWHERE,
    LIST,
    MOVE,
    READ,
    SELECT,
    Mode,
)

if TYPE_CHECKING:
    from pathlib import Path

    from articles.model import Alignment

LAYOUTS = {"rows": (), "collapsed": ("O",), "flow": ("r",), "correcting": ("j", "m"), "correcting flow": ("r", "m")}
"""The keys that lead to each way in which the page can stand."""
LAST = "Diplomats met for seven hours over sanctions and weapons."
SCRIPTS = {
    "CJK": "外相は会談を「有意義」と述べた。制裁については答えなかった。",
    "emoji families": "👨‍👩‍👧‍👦 👍🏽 🇺🇸 1️⃣ ☃️ 🏳️‍🌈 ",
    "combining marks": "e\u0301\u0302\u0303 क्षि नमस्ते ไทย ㅎㅏㄴ ",
    "right to left": "שר החוץ אמר: «לא». قال الوزير إن المحادثات مفيدة. ",
}


def whole(of: Open) -> list[str]:
    """The lines of the terminal, after checking that each is as wide as it is."""
    width, height = of.app.size
    strips = of.app.screen._compositor.render_strips()
    assert len(strips) == height
    assert {sum(segment.cell_length for segment in strip) for strip in strips} == {width}
    assert all(segment.style is not None for strip in strips for segment in strip)
    return ["".join(segment.text for segment in strip) for strip in strips]


def assert_drawn_anew_is_the_same(of: Open) -> None:
    """What the page has kept of drawn lines is what it would draw now."""
    kept = of.drawn()
    of.page._strips.clear()
    of.page._marks.clear()
    assert of.drawn() == kept


def assert_once(of: Open) -> None:
    """Every paragraph is on exactly one row."""
    there = sorted(
        ParagraphId(i, p.n) for i, article in enumerate(of.session.desk.story.articles) for p in article.paragraphs
    )
    rows = of.session.desk.shown.alignment.rows
    assert sorted(ParagraphId(i, n) for row in rows for i, cell in enumerate(row.cells) for n in cell) == there


async def saved(of: Open, path: Path) -> None:
    """What the session holds is in the store."""
    await of.saved()
    store = Store.open(path)
    assert [a for article in of.session.desk.story.articles for a in store.annotations(article.id)] == list(
        of.session.annotations.book
    )
    store.close()


# What the text is


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("size", [(100, 24), (41, 11)], ids=str)
async def test_every_script_in_every_layout_and_compared(path: Path, script: str, size: tuple[int, int]) -> None:
    text = SCRIPTS[script]
    of_story = story(f"{text}\n\n{text * 4}\n\n{LAST}", f"{text}\n\n{LAST}\n\n{text * 3}")
    async with reader(path, of_story, size=size) as of:
        for key in ("j", "w", "c", "v", "w", "w", "t", "r", "k", "r", "O", "j", "m", "n", "escape", "l"):
            await of.press(key)
            whole(of)
            of.assert_cursor_in_view()
        assert_drawn_anew_is_the_same(of)
        for key in ("enter", "j", "tab", "k", "escape"):
            await of.press(key)
            whole(of)
        assert len(of.session.annotations.book) == 2
        await saved(of, path)


@pytest.mark.parametrize(
    "unit", one_or_all(["He said “no talks” in Rome. ", "x", *SCRIPTS.values()]), ids=lambda unit: unit[:9]
)
async def test_a_line_of_a_million_characters(path: Path, unit: str, full: bool) -> None:
    line = unit * ((1_000_000 if full or unit.isascii() else 200_000) // len(unit))
    async with reader(path, story(f"Head\n\n{line}\n\n{LAST}", f"Other\n\n{LAST}"), size=(100, 24)) as of:
        await of.press("j", "w", "c", "v", "w", "t")
        assert len(of.session.annotations.book) == 2
        await of.press("r", "j", "k", "r", "O", "m", "n", "escape")
        of.assert_cursor_in_view()
        of.drawn()
        await of.press("g", "j", "enter")
        whole(of)
        await of.press("escape", "G")
        assert of.session.desk.place.paragraph.n == 3 or of.session.desk.place.paragraph.article == 1
        await saved(of, path)


# Sizes


@pytest.mark.parametrize("layout", one_or_all([*LAYOUTS]))
async def test_every_size_in_every_layout(path: Path, layout: str) -> None:
    async with reader(path) as of:
        await of.press(*LAYOUTS[layout], "j", "j")
        place = of.session.desk.place
        for size in [(1, 1), (2, 50), (400, 2), (20, 6), (33, 7), (400, 100), (80, 17), (1, 100), (400, 1), WIDE]:
            await of.resize(*size)
            await of.settle()
            of.drawn()
            if min(size) > 6:
                whole(of)
                of.assert_cursor_in_view()
            assert_drawn_anew_is_the_same(of)
        assert of.session.desk.place == place


async def test_what_was_drawn_before_the_page_had_its_width_is_drawn_anew(path: Path) -> None:
    async with reader(path, story(POST, "Advertisement\n\nAdvertisement"), size=(20, 6)) as of:
        of.drawn()
        await of.press("l")
        of.drawn()


@pytest.mark.parametrize("layout", one_or_all([name for name in LAYOUTS if name != "flow"]))
async def test_many_sizes_in_a_row(path: Path, layout: str, full: bool) -> None:
    async with reader(path, story()) as of:
        await of.press(*LAYOUTS[layout], "j", "w")
        place, seen = of.session.desk.place, whole(of)
        for i in range(200 if full or layout == "rows" else 60):
            await of.resize(1 + i * 37 % 180, 1 + i * 11 % 50)
        await of.resize(*WIDE)
        await of.settle()
        assert of.session.desk.place == place
        of.assert_cursor_in_view()
        assert whole(of) == seen


@pytest.mark.long
async def test_two_hundred_sizes_in_a_row_over_a_comparison(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "enter")
        seen = whole(of)
        for i in range(200):
            await of.resize(1 + i * 37 % 180, 1 + i * 11 % 50)
        await of.resize(*WIDE)
        await of.settle()
        assert whole(of) == seen
        await of.press("escape")
        of.assert_cursor_in_view()


# Keys


@pytest.mark.parametrize("layout", one_or_all(["rows", "flow"]))
async def test_keys_that_are_held_down(path: Path, layout: str) -> None:
    moves = [c for c in COMMANDS if c.heading == "Move"]
    async with reader(path, story(), size=(40, 10)) as of:
        await of.press(*LAYOUTS[layout])
        for command in moves:
            await of.press(*[command.keys[0]] * 500)
            of.assert_cursor_in_view()
            whole(of)
        assert isinstance(of.page.layout_, FlowLayout) == ("flow" in layout)
        assert_drawn_anew_is_the_same(of)


async def test_no_tag_is_lost_among_held_down_keys(path: Path) -> None:
    async with reader(path) as of:
        await of.press("j", *("c", "j") * 15, *["j"] * 500)
        assert len(of.session.annotations.book) == 15
        await saved(of, path)


OPENED_BY: dict[Mode, str] = {LIST: "L", CODEBOOK: "K", COMPARE: "enter"}
WALKED = [c for c in COMMANDS if c.id != "quit"]
WALKED_MODES = (READ, MOVE, EVERYWHERE, SELECT, ENDS, COLUMNS, CORRECT, LIST, CODEBOOK, COMPARE)


@pytest.mark.parametrize(
    ("mode", "layout"),
    [
        *(pytest.param(mode, "rows", marks=() if mode in (READ, LIST) else pytest.mark.long) for mode in WALKED_MODES),
        (CORRECT, "flow"),
    ],
)
async def test_the_whole_table_of_commands_without_colour(
    path: Path, monkeypatch: pytest.MonkeyPatch, mode: Mode, layout: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    enter = {SELECT: "v", ENDS: "e", COLUMNS: "C", CORRECT: "m", **OPENED_BY}
    async with reader(path, story(POST, COURIER, POST), size=(100, 24)) as of:
        await of.press(*LAYOUTS[layout], "j", "c")
        for command in (c for c in WALKED if c.mode == mode):
            for key in command.keys:
                for _ in range(3):
                    if of.app.screen is not of.app.reader or of.session.mode is not READ:
                        await of.press("escape")
                if mode in enter:
                    if mode is ENDS and not of.session.meant.current():
                        await of.press("x", "g", "j", "c")
                    await of.press(enter[mode])
                await of.press(key)
                whole(of)
                strips = of.app.screen._compositor.render_strips()
                styles = [segment.style for strip in strips for segment in strip if segment.style]
                colours = [colour for style in styles for colour in (style.color, style.bgcolor) if colour]
                assert all(colour.is_default for colour in colours), command.id
        assert_once(of)
        for _ in range(3):
            await of.press("escape")
        assert of.app.screen is of.app.reader
        of.assert_cursor_in_view()
        await saved(of, path)


# What arrives meanwhile


async def test_a_comparison_under_which_the_links_arrive_stays_on_its_paragraph(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = threading.Event()

    def later(*args: Any, **kwargs: Any) -> Alignment:
        begin.wait()
        return align(*args, **kwargs)

    monkeypatch.setattr("articles.align.LARGE_STORY_PARAGRAPHS", 1)
    monkeypatch.setattr("tui.app.align", later)
    async with reader(path) as of:
        try:
            await of.press(*["j"] * 9, "enter")
            where = of.session.desk.place.paragraph
            assert not of.session.desk.shown.alignment.links
        finally:
            begin.set()
        await of.until(lambda: bool(of.session.desk.shown.alignment.links))
        await of.settle()
        assert where in [e for account in screen(of)._comparison.accounts for e in account.paragraph_ids]
        whole(of)
        await of.press("escape")
        assert of.session.desk.place.paragraph == where
        of.assert_cursor_in_view()
