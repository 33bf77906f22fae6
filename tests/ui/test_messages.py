"""What matters stays on the screen until a key follows its being read, and can be read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stories import story
from tests.ui.opened import Open, reader
from tui.screens.said import SaidBefore
from tui.session import messages
from tui.session.modes import READ

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

DAMAGE = (
    "annotations.json was damaged; the damaged file is kept as annotations.json.corrupt-20210303T101500Z-with-a-tail"
)


def tell(of: Open, *texts: str) -> None:
    """As the writer's thread does."""
    of.saving.notices += texts
    of.app.reader.show_saving()


async def test_it_stays_through_keys_and_routine_messages_until_it_could_be_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(path, story(), size=(80, 24)) as of:
        tell(of, DAMAGE)
        await of.settle()
        await of.press("j", "c", "j")
        assert DAMAGE in of.notices()
        tell(of)
        await of.looked()
        assert DAMAGE in of.notices(), "a routine message or none replaced it"
        of.assert_cursor_in_view()
        monkeypatch.setattr(messages, "LEAST_SECONDS", 0.0)
        monkeypatch.setattr(messages, "CHARACTERS_A_SECOND", 1_000_000)
        await of.press("k")
        assert of.notices() == ""
        of.assert_cursor_in_view()
        await of.press("!")
        assert isinstance(of.app.screen, SaidBefore)
        strips = of.app.screen._compositor.render_strips()
        shown = "".join("".join(s.text for s in strip).strip(" │╭╮╰╯─") for strip in strips)
        assert "claim added" in shown
        assert "annotations.json.corrupt-20210303T101500Z-with-a-tail" in shown
        await of.press("escape")
        assert of.app.mode is READ


async def test_one_that_comes_under_a_dialog_is_not_taken_away_by_its_keys(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "LEAST_SECONDS", 0.0)
    monkeypatch.setattr(messages, "CHARACTERS_A_SECOND", 1_000_000)
    async with reader(path, story(), size=(80, 24)) as of:
        await of.press("L")
        tell(of, DAMAGE)
        await of.press("j", "k", "escape")
        assert DAMAGE in of.notices()
        await of.press("j")
        assert of.notices() == ""


async def test_on_the_lowest_terminal_it_leaves_room_for_the_page(path: Path) -> None:
    async with reader(path, story(), size=(40, 10)) as of:
        tell(of, DAMAGE, "another", "a third")
        await of.settle()
        assert of.notices().startswith("! annotations.json was damaged")
        assert of.page.size.height >= 4
        of.assert_cursor_in_view()
