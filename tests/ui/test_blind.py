"""Blind mode with keys really pressed: nothing on any screen tells who wrote what, and nothing else changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from annotations.store.store import Store
from tests.csv_files import read_csv
from tests.ui.opened import SEEDS, WIDE, Open, reader

if TYPE_CHECKING:
    from pathlib import Path

NAMES = re.compile(r"\breuters\b|\bbloomberg\b|\bDW\b|\bdeutsche\b|\bkootneeti\b|\bmaverick\b", re.IGNORECASE)
TELLTALE = ("raises concerns", "US and China in first", "hold Ukraine", "Antonio Denti", "republished", "Mar 2022")
"""Beginnings of headlines, a byline, a source, dates."""
EVEN = (159, 48)
"""A terminal in which three columns are equally wide, in whatever order they stand."""
CASELESS = "outlet:dw"
"""An example in the help of the list."""

TURN = (":", *"blind mode", "enter")

SCREENS = {
    "page": (),
    "end of the page": ("G",),
    "headlines": ("g",),
    "no folds": ("B", "g"),
    "flow": ("r",),
    "list": ("L",),
    "list by outlet": ("L", "o", "o", "o"),
    "list filtered": ("L", "/", *"concerns"),
    "about": ("i",),
    "about another": ("l", "i"),
    "help": ("?",),
    "palette": (":",),
    "search": ("/", *"officials"),
    "search for a name": ("/", *"reuter"),
    "matches": ("/", *"officials", "enter"),
    "filters": ("f",),
    "filtered": ("f", *"rows with", "enter"),
    "comparison": ("j", "enter"),
    "comparison of headlines": ("g", "enter"),
    "comparison copied": ("j", "enter", "y"),
    "comparison under one another": ("j", "enter", "tab"),
    "codebook": ("K",),
    "export": ("E",),
    "counterpart": ("j", "tab"),
    "copied": ("j", "y"),
    "copied headline": ("g", "y"),
    "annotation": ("]",),
    "next annotation": ("]", "]"),
    "note": ("j", "j", "a"),
    "tags": ("T",),
    "correcting": ("m", "n"),
    "linking": ("m", "j", "space"),
    "columns": ("C", "l"),
    "column hidden": ("C", "x"),
    "lone rows": ("O",),
}
"""What there is to see, and the keys to it."""
BACK = {
    "no folds": ("B",),
    "flow": ("r",),
    "filtered": ("F",),
    "comparison under one another": ("tab",),
    "column hidden": ("x",),
    "lone rows": ("O",),
}
"""The keys that take back what outlasts a screen."""


def seen(of: Open) -> list[str]:
    """What is on the terminal, line by line."""
    return ["".join(segment.text for segment in strip) for strip in of.app.screen._compositor.render_strips()]


def told(of: Open) -> list[str]:
    """The lines on the terminal that tell who wrote something."""
    lines = [line.replace(CASELESS, "") for line in seen(of)]
    return [line for line in lines if NAMES.search(line) or any(part in line for part in TELLTALE)]


async def turn(of: Open) -> None:
    await of.press(*TURN)


async def tagged(path: Path) -> None:
    """A store with an annotation of a headline, and one whose note names an outlet."""
    async with reader(path) as of:
        await of.press("g", "c", "j", "d", "a", *"see Reuters", "enter", "s", *"DW", "enter")
        await of.saved()
        assert [a.note for a in of.session.annotations.book] == ["", "see Reuters"]


async def test_no_screen_tells_who_wrote_what(path: Path) -> None:
    await tagged(path)
    async with reader(path) as of:
        assert told(of)
        await turn(of)
        await of.press("h", "h")
        start, page = of.session.desk.place, of.drawn()
        telling = {}
        for screen, keys in SCREENS.items():
            await of.press(*keys)
            if lines := told(of):
                telling[screen] = lines
            await of.press(*BACK.get(screen, ()), "escape", "escape", "escape", "g", "h", "h")
            assert (of.session.desk.place, of.drawn()) == (start, page), f"the page before the screen after {screen}"
        assert telling == {}


@pytest.mark.parametrize("size", [(100, 24), (60, 18), (40, 10)])
async def test_nor_does_a_small_terminal(path: Path, size: tuple[int, int]) -> None:
    await tagged(path)
    async with reader(path, size=size) as of:
        await turn(of)
        for keys in (("g",), ("l",), ("l",), ("L",), ("escape", "i"), ("escape", "j", "enter")):
            await of.press(*keys)
            assert told(of) == []


async def test_in_a_field_what_a_person_wrote_stands_as_it_was_written(path: Path) -> None:
    await tagged(path)
    async with reader(path) as of:
        await turn(of)
        await of.press("j", "a")
        assert any("see Reuters" in line for line in seen(of))
        await of.press("enter")
        assert [a.note for a in of.session.annotations.book] == ["", "see Reuters"]


async def test_it_says_so_and_how_to_end_it_and_ends(path: Path) -> None:
    async with reader(path) as of:
        before = seen(of)
        await turn(of)
        assert of.message() == "Blind: outlets hidden, columns shuffled · : Blind mode ends it"
        assert [of.line("heads").strip(" ▌").split()[0], of.line("title").split("  ")[0]] == ["A", " Blind mode"]
        await turn(of)
        assert of.message() == "Outlets are shown again"
        await of.press("escape")
        assert seen(of) == before


async def test_nothing_moves_on_the_page(path: Path) -> None:
    async with reader(path, size=EVEN) as of:
        await of.press("G")
        layout = of.page.layout_
        assert layout
        heights, top = {end: spot.height for end, spot in layout.spots.items()}, of.page.scroll_offset.y
        await turn(of)
        now = of.page.layout_
        assert now
        assert {end: spot.height for end, spot in now.spots.items()} == heights
        assert of.page.scroll_offset.y == top
        of.assert_cursor_in_view()


async def test_a_restart_stays_blind_from_the_first_frame(path: Path) -> None:
    async with reader(path) as of:
        await turn(of)
        await of.press("j")
        columns = of.session.desk.shown.columns.order
        await of.saved()
    store = Store.open(path)
    (record,) = store.stories()
    store.close()
    async with reader(path, place=record.place) as of:
        assert of.session.desk.shown.columns.order == columns
        assert told(of) == []
        await turn(of)
        assert told(of)


async def test_a_window_that_is_killed_is_blind_next_time(path: Path) -> None:
    async with reader(path) as of:
        await turn(of)
        await of.saved()
        store = Store.open(path)
        (record,) = store.stories()
        store.close()
        assert of.session.desk.shown.blind
        assert record.place["blind"] == of.session.desk.shown.blind.seed


async def test_export_and_store_have_the_real_outlets_in_the_real_order(path: Path, tmp_path: Path) -> None:
    await tagged(path)
    async with reader(path) as of:
        await turn(of)
        await of.press("j", "j", "t")
        await of.saved()
        file = tmp_path / "out.csv"
        await of.press("E")
        assert "blind-mode.csv" in "".join(seen(of))
        await of.press("ctrl+u", *str(file), "enter")
        await of.until(file.exists)
    rows = read_csv(file.read_bytes().decode())
    outlets = [article.outlet for article in SEEDS.articles]
    assert sorted((row["outlet"] for row in rows), key=outlets.index) == [row["outlet"] for row in rows]
    assert {row["outlet"] for row in rows} <= set(outlets)
    assert {row["story"] for row in rows} == {SEEDS.title}
    assert [row["blind"] for row in rows if row["tag"] == "threat"] == ["yes"]
    assert [row["blind"] for row in rows if row["tag"] != "threat"] == ["", ""]
    store = Store.open(path)
    assert {record.outlet for record in store.articles().values()} == set(outlets)
    assert [record.title for record in store.stories()] == [SEEDS.title]
    store.close()


async def test_the_list_tells_which_annotations_were_made_blind(path: Path) -> None:
    await tagged(path)
    async with reader(path, size=WIDE) as of:
        await turn(of)
        await of.press("j", "j", "t", "L")
        (line,) = (line.strip(" │") for line in seen(of) if " · ana · " in line)
        assert line.startswith("threat · ")
        assert line.endswith(" · blind")
        await of.press("g")
        (line,) = (line.strip(" │") for line in seen(of) if " · ana · " in line)
        assert line.startswith("claim · ")
        assert not line.endswith("blind")


async def test_a_copy_has_the_letter_and_no_source_and_says_so(path: Path) -> None:
    async with reader(path) as of:
        await turn(of)
        await of.press("j", "y")
        assert of.message().endswith("· outlet and source are hidden")
        assert re.fullmatch(r"“.*” \([ABC], paragraph \d+\)", of.app.clipboard)
