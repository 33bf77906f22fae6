"""The picker of tags: the ones used last come first, and each shows its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import OptionList

from annotations.codebook.codebook import Codebook, Tag
from tests.stories import story
from tests.ui.opened import Open, reader
from tests.ui.test_dialogs import answer_to, ask, shown
from tui.screens.pick_tag import RECENT, PickedTag, PickTag

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def codebook(*names: str) -> Codebook:
    made = Codebook()
    for name in names:
        made, _ = made.adding(name)
    return made


def picker(of: Open, recent: Sequence[str] = (), *names: str, present: tuple[str, ...] = ()) -> PickTag:
    return PickTag(codebook(*names), present, of.app.reader.look, recent)


def listed(of: Open) -> list[str]:
    """The ids of the options."""
    return [option.id or "" for option in of.app.screen.query_one(OptionList).options]


async def test_the_tags_used_last_stand_above_the_others_each_once(path: Path) -> None:
    async with reader(path, story()) as of:
        await ask(of, picker(of, ["threat", "denial", "threat", "merged-away"]))
        assert listed(of) == ["tag:threat", "tag:denial", "tag:claim", "tag:unverified"]
        lines = shown(of)
        rule = next(y for y, line in enumerate(lines) if "─ " in line and "denial" in lines[y - 1])
        assert "claim" in lines[rule + 1]


async def test_letters_find_tags_whether_used_last_or_not_as_ever(path: Path) -> None:
    async with reader(path, story()) as of:
        await ask(of, picker(of, ["threat"]), *"unv")
        with_recent = listed(of)
        await of.press("escape")
        await ask(of, picker(of), *"unv")
        assert listed(of) == with_recent
        assert with_recent[0] == "tag:unverified"
        await of.press("backspace", "backspace", "backspace", "space")
        assert listed(of)[0] == "tag:claim"


@pytest.mark.parametrize(
    ("keys", "tag_id", "new"),
    [
        (["enter"], "threat", ""),
        (["down", "enter"], "claim", ""),
        (["up", "enter"], "unverified", ""),
        ([*"den", "enter"], "denial", ""),
        ([*"dog  whistle", "enter"], "", "dog whistle"),
    ],
)
async def test_enter_gives_the_tag_that_is_marked_or_a_new_one(
    path: Path, keys: list[str], tag_id: str, new: str
) -> None:
    async with reader(path, story()) as of:
        picked = await answer_to(of, picker(of, ["threat"]), *keys)
        assert isinstance(picked, PickedTag)
        assert (picked.tag_id, picked.new) == (tag_id, new)


async def test_only_so_many_stand_above_and_no_rule_where_nothing_is_below(path: Path) -> None:
    many = codebook("one", "two", "three", "four")
    ids = [tag.id for tag in reversed(many.tags)]
    async with reader(path, story()) as of:
        await ask(of, PickTag(many, (), of.app.reader.look, ids))
        assert listed(of) == [f"tag:{tag_id}" for tag_id in [*ids[:RECENT], *reversed(ids[RECENT:])]]
        await of.press("escape")
        await ask(of, picker(of, ["denial", "claim", "unverified", "threat"]))
        assert listed(of) == ["tag:denial", "tag:claim", "tag:unverified", "tag:threat"]
        lines = shown(of)
        below = next(y for y, line in enumerate(lines) if "threat" in line and "announcement" in line) + 1
        assert "─" not in lines[below]


@pytest.mark.parametrize("size", [(160, 48), (80, 24), (40, 10)], ids=str)
async def test_each_tag_shows_the_key_that_gives_it_at_the_right_edge(path: Path, size: tuple[int, int]) -> None:
    tags = (Tag("a", "first", "F", "green", "A very long definition, " * 9), Tag("b", "[b]second 日本語", ""))
    async with reader(path, story(), size=size) as of:
        await ask(of, PickTag(Codebook(tags), ("b",), of.app.reader.look))
        first, second = (next(line for line in shown(of) if name in line) for name in ("first", "second"))
        assert first.rpartition("│")[0].split()[-1] == "F"
        assert "…" in first
        assert second.rpartition("│")[0].split()[-1] == "日本語", "no key gives it"
        assert "✓" in second
        assert any("enter gives it" in line for line in shown(of))
