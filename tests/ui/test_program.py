"""Exporting, help, palette, saving, leaving and coming back."""

from __future__ import annotations

import errno
import json
import os
import threading
from typing import TYPE_CHECKING, Any

import pytest
from rich.table import Table
from textual import events
from textual.widgets import Static

from annotations.exports.formats import FORMATS
from annotations.store import writer
from annotations.store.store import Store
from articles.align import align
from articles.model import ParagraphId
from tests.annotations.conftest import locked
from tests.annotations.exports.json_lines import JSON_LINES
from tests.csv_files import read_csv
from tests.stories import story
from tests.ui.opened import Open, reader
from tui import app
from tui.keys.commands import COMMANDS
from tui.screens.annotation_list import AnnotationList
from tui.screens.ask import Ask, Confirm
from tui.screens.help import Help
from tui.session.modes import READ
from tui.widgets.field import Field

if TYPE_CHECKING:
    from pathlib import Path

    from articles.model import Alignment
    from tui.keys.commands import Command


# Export


async def export_to(of: Open, path: Path) -> None:
    """Answer the question for a name with this one."""
    await of.press("E")
    assert isinstance(of.app.screen, Ask)
    await of.press("ctrl+u")
    await of.press(*str(path), "enter")


async def test_export_asks_for_a_name_and_before_it_overwrites(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    async with reader(path, story()) as of:
        await of.press("E")
        assert of.app.screen is of.app.reader
        assert of.message().startswith("Nothing to export yet")
        await of.press("j", "c")
        await export_to(of, out)
        assert of.message() == f"1 row written to {out}"
        assert [row["quote"] for row in read_csv(out.read_bytes().decode())] == ["The minister denied it on Monday."]
        await of.press("d")
        for answer, rows in (("n", 1), ("escape", 1), ("enter", 1), ("y", 2)):
            await export_to(of, out)
            assert isinstance(of.app.screen, Confirm)
            await of.press(answer)
            assert of.app.screen is of.app.reader
            assert len(read_csv(out.read_bytes().decode())) == rows
        await of.press("E")
        await of.press("escape")
        assert of.app.screen is of.app.reader


async def test_the_list_exports_what_it_shows(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    async with reader(path, story()) as of:
        await of.press("j", "c", "j", "t", "L", "/", *"tag:threat", "enter")
        await export_to(of, out)
        assert isinstance(of.app.screen, AnnotationList)
        assert [(row["quote"], row["tag"]) for row in read_csv(out.read_bytes().decode())] == [
            ("Troops “will move” before the summit, he said of the border.", "threat")
        ]
        await of.press("/", *"nothing", "enter", "E")
        assert isinstance(of.app.screen, AnnotationList)
        assert of.app.screen._message.message == "Nothing to export: the list shows nothing"


async def test_of_several_formats_the_name_that_is_typed_chooses(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMATS, JSON_LINES.name, JSON_LINES)
    out = tmp_path / "out.jsonl"
    async with reader(path, story()) as of:
        await of.press("j", "c", "E")
        assert isinstance(of.app.screen, Ask)
        asked = " ".join(str(label.render()) for label in of.app.screen.query("Label, Static"))
        assert ".csv CSV" in asked
        assert ".jsonl JSON lines" in asked
        await of.press("ctrl+u", *str(tmp_path / "out.txt"), "enter")
        assert of.message() == "out.txt: its ending names no format; end the name with one of: .csv, .jsonl"
        await export_to(of, out)
        assert of.message() == f"1 annotation written to {out}"
        assert json.loads(out.read_text())["quote"] == "The minister denied it on Monday."
        assert list(tmp_path.glob("out.*")) == [out]


@pytest.mark.parametrize("name", ["gone/out.csv", ".", "x" * 300, "~nobody-of-this-name/out.csv"])
async def test_what_cannot_be_written_is_told_and_leaves_nothing(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    async with reader(path, story()) as of:
        await of.press("c", "E")
        await of.press("ctrl+u")
        await of.press(*name, "enter")
        if isinstance(of.app.screen, Confirm):
            await of.press("y")
        assert of.app.screen is of.app.reader
        assert of.message().startswith(name[:20])
        assert list(here.iterdir()) == []


# Help and palette


def is_digit(command: Command) -> bool:
    """Whether it is one of the nine that share a line of the help."""
    return command.id.removeprefix("tag_").isdigit()


async def test_help_tells_every_commands_help_and_what_the_tags_mean(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("?")
        screen = of.app.screen
        assert isinstance(screen, Help)
        tables = [static.content for static in screen.query(Static) if isinstance(static.content, Table)]
        texts = {str(cell) for table in tables for column in table.columns for cell in column.cells}
        assert {command.help for command in COMMANDS if READ.is_within(command.mode) and not is_digit(command)} <= texts
        assert all(any(tag.definition in text for text in texts) for tag in of.session.tags.codebook.tags)
        await of.press("G", "k", "space", "g", "escape")
        assert of.app.screen is of.app.reader


@pytest.mark.parametrize("size", [(160, 48), (80, 24), (40, 10)])
async def test_every_dialog_keeps_the_line_that_tells_its_keys(path: Path, size: tuple[int, int]) -> None:
    async with reader(path, size=size) as of:
        for _ in range(30):
            await of.press("j", "c")
        for key in ("?", "T", "a", "s", "L", "E"):
            await of.press(key)
            dialog, hint = of.app.screen.query_one(".dialog"), of.app.screen.query_one(".hint")
            assert hint.region.height
            for part in (part for part in dialog.children if part.display):
                assert part is hint or not part.region.overlaps(hint.region), key
                assert dialog.content_region.contains_region(part.region), key
            await of.press("escape")


async def test_the_palette_finds_and_runs_a_command(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "c", ":")
        assert of.app.screen.query_one(Field).has_focus
        await of.press(*"undo", "enter")
        assert of.app.screen is of.app.reader
        assert len(of.session.annotations.book) == 0
        assert of.message().startswith("Taken back: claim added")


# Saving


SYNCS = ("fsync", "fdatasync")


async def test_the_title_tells_that_it_is_saving_and_then_that_it_is_saved(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync, disk = os.fsync, threading.Event()
    async with reader(path, story()) as of:
        await of.saved()
        assert not of.line("title").endswith("saved")

        def slow(fd: int) -> None:
            disk.wait()
            sync(fd)

        for name in SYNCS:
            monkeypatch.setattr(os, name, slow, raising=False)
        try:
            await of.press("c", "j")
            assert of.line("title").endswith("1 tagged · saving")
        finally:
            disk.set()
        await of.saved()
        assert of.line("title").endswith("1 tagged · saved")


async def test_what_cannot_be_saved_is_told_kept_and_saved_later(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reader(path, story()) as of:
        await of.saved()

        def full(fd: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as no_space:
            for name in SYNCS:
                no_space.setattr(os, name, full, raising=False)
            await of.press("c")
            await of.saved()
            assert of.line("title").endswith("not saved")
            assert "Not saved, ctrl+s tries again" in of.notices()
            assert "no space left" in of.notices().lower()
            await of.press("j", "d", "q")
            await of.saved()
            assert of.app.is_running
        await of.press("ctrl+s")
        await of.saved()
        assert of.line("title").endswith("2 tagged · saved")
        await of.until(lambda: of.message() == "Everything is saved")
        assert of.notices() == ""
        wanted = list(of.session.annotations.book)
    again = Store.open(path)
    assert [a for one in story().articles for a in again.annotations(one.id)] == wanted


async def test_leaving_while_another_window_holds_the_store_asks_first(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "LAST_TURN_SECONDS", 0)
    monkeypatch.setattr(writer, "LAST_PATIENCE_SECONDS", 0.01)
    async with reader(path, story()) as of:
        await of.saved()
        with locked(path):
            await of.press("c", "q")
            await of.until(lambda: "Not everything is saved: " in of.message())
            assert of.app.is_running
            assert of.line("title").endswith("1 tagged · saving")
        await of.saved()
        assert of.line("title").endswith("1 tagged · saved")


async def test_with_everything_saved_saving_again_says_so(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("ctrl+s")
        assert of.message() == "Everything is saved"


# Leaving


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_quitting_keeps_the_place_for_the_next_time(path: Path, key: str) -> None:
    async with reader(path) as of:
        await of.press("l", *["j"] * 9, "w", "w")
        place = of.session.desk.place
        of.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await of.until(lambda: not of.app.is_running)
    (record,) = Store.open(path).stories()
    async with reader(path, place=record.place) as again:
        assert again.session.desk.place == place
        again.assert_cursor_in_view()


async def test_ctrl_c_tells_how_to_quit_and_does_not(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("ctrl+c")
        assert of.app.is_running
        assert of.message() == "q quits, ctrl+q does too"
        await of.press("a", *"mine")
        await of.press("ctrl+c")
        await of.press("escape")
        assert of.app.is_running


# A large story


def large() -> list[str]:
    """Six texts of 200 paragraphs, the same matter in other words and another order."""
    return [
        "\n\n".join(
            f"On day {n * 7 % 200} the delegation number{n * 7 % 200} of country{n * 7 % 200 % 40} met "
            f"about treaty{n * 7 % 200} and river{(n * 7 % 200) * 3} as outlet{a} tells at length."
            for n in range(200)
        )
        for a in range(6)
    ]


def linked(of: Open) -> bool:
    """Whether the page has the links of its story."""
    return len(of.session.desk.shown.alignment.links) > 0


async def test_a_large_story_can_be_read_and_tagged_while_it_is_being_aligned(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = threading.Event()

    def later(*args: Any, **kwargs: Any) -> Alignment:
        begin.wait()
        return align(*args, **kwargs)

    monkeypatch.setattr("tui.app.align", later)
    async with reader(path, story(*large())) as of:
        try:
            assert any("delegation" in line for line in of.drawn())
            assert not linked(of)
            await of.press(*["j"] * 60, "l", "w", "v", "w", "c")
            place, layout = of.session.desk.place, of.page.layout_
            assert layout is not None
            height = layout.line_of(*place) - of.page.scroll_offset.y
        finally:
            begin.set()
        await of.aligned()
        assert linked(of)
        assert of.session.desk.place == place
        assert of.page.layout_ is not layout
        assert of.page.layout_ is not None
        assert of.page.layout_.line_of(*place) - of.page.scroll_offset.y == height
        of.assert_cursor_in_view()
        assert "aligning" not in of.line("title")
        await of.press("tab")
        assert of.session.desk.place.paragraph != place.paragraph
        assert of.session.annotations.book.on(ParagraphId(1, place.paragraph.n))


async def test_leaving_while_a_large_story_is_being_aligned(path: Path) -> None:
    async with reader(path, story(*large())) as of:
        await of.press("j", "c")
    assert len([*Store.open(path).everything()]) == 1
