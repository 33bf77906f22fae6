"""The codebook: tags renamed, merged, deleted, moved; what it touches is told before and taken back by one key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from annotations.changes import Change, Edit
from annotations.codebook.codebook import Codebook
from annotations.ids import new_id
from annotations.store.store import Store
from tests.stories import article, quotes, story
from tests.ui.opened import Open, reader
from tui.screens.ask import Confirm
from tui.screens.codebook import EditCodebook
from tui.screens.edit_tag import EditTag
from tui.screens.pick_tag import PickTag
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.model import Annotation

FIRST = "The minister denied it on Monday."
TROOPS = "Troops “will move” before the summit, he said of the border."
OTHER = "Another story altogether. It has two sentences."


def said(of: Open, part: str = ".question") -> str:
    """What a dialog asks, or another part of it tells."""
    return str(of.app.screen.query_one(part, Static).content)


def rows(of: Open) -> list[str]:
    """The lines of the codebook."""
    shown = of.app.screen.query_one(LineList)
    return [" ".join(shown.render_line(y).text.strip("▌ ").split()) for y in range(shown.size.height)]


def names(of: Open) -> list[str]:
    return [tag.name for tag in of.session.tags.codebook.tags]


async def opened(of: Open) -> None:
    """Open the codebook and wait until it has counted."""
    await of.press("K")
    assert isinstance(of.app.screen, EditCodebook)
    await of.saved()


def stored(path: Path) -> tuple[Codebook, list[Annotation]]:
    """What another program finds in the store."""
    store = Store.open(path)
    found = store.codebook, [*store.everything()]
    store.close()
    return found


async def other_story(path: Path) -> None:
    """Tag a sentence of another story in the same store, as claim and denial."""
    async with reader(path, story(OTHER, title="Elsewhere")) as of:
        await of.press("c", "d")


def elsewhere(found: list[Annotation]) -> list[tuple[str, ...]]:
    """The tags of the annotations of the other story."""
    return [a.tags for a in found if a.passage.article == article(OTHER).id]


# Seen


async def test_the_codebook_lists_the_tags_with_keys_and_how_often_each_is_used(path: Path) -> None:
    await other_story(path)
    async with reader(path, story()) as of:
        await of.press("j", "c", "j", "c", "T", *"dog whistle", "enter", "y")
        await opened(of)
        listed = rows(of)
        assert [line.split()[:3] for line in listed[:5]] == [
            ["1", "c", "claim"],
            ["2", "d", "denial"],
            ["3", "t", "threat"],
            ["4", "u", "unverified"],
            ["5", "dog", "whistle"],
        ]
        assert "claim 3× A statement" in listed[0]
        assert "unused" in listed[2]
        assert said(of) == "5 tags"
        await of.press("t")
        assert said(of, ".definition").startswith("A warning or an announcement of harm")
        await of.press("5")
        assert said(of, ".definition") == "No definition yet"
        await of.press("escape")
        assert of.app.screen is of.app.reader


async def test_before_anything_is_tagged_every_tag_is_unused(path: Path) -> None:
    async with reader(path, story()) as of:
        await opened(of)
        assert all("unused" in line for line in rows(of)[:4])


# Changing a tag


async def test_a_tag_that_is_renamed_shows_its_new_name_on_the_page_at_once(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "c")
        await opened(of)
        await of.press("c", "e")
        assert isinstance(of.app.screen, EditTag)
        await of.press("ctrl+u", *"assertion", "enter")
        assert said(of) == "4 tags · tag claim renamed to assertion · z takes it back"
        assert rows(of)[0].startswith("1 c assertion 1×")
        await of.press("q")
        assert "c assertion" in of.line("status")
        await of.press("w")
        assert of.message() == "assertion"
        assert next(iter(of.session.annotations.book)).tags == ("claim",)
    assert stored(path)[0].tag("claim").name == "assertion"
    async with reader(path, story()) as again:
        await again.saved()
        assert "c assertion" in again.line("status")
        await again.press("z")
        assert again.message().startswith("Taken back: tag claim renamed to assertion")
        assert "c claim" in again.line("status")
        assert "assertion" not in again.line("status")


async def test_a_new_key_gives_the_tag_and_the_old_one_does_not(path: Path) -> None:
    async with reader(path, story()) as of:
        await opened(of)
        await of.press("d", "e", "tab")
        await of.press("ö", "enter", "escape")
        assert "ö denial" in of.line("status")
        await of.press("j", "ö")
        assert quotes(of.session) == [(FIRST, ("denial",))]
        await of.press("d")
        assert quotes(of.session) == [(FIRST, ("denial",))]
        line = next(line for line in of.drawn() if "The minister" in line)
        assert line.lstrip("▌ ").startswith("ö ")
        await of.press("ö")
        assert quotes(of.session) == []


async def test_a_key_of_a_command_or_of_another_tag_is_refused_with_what_has_it(path: Path) -> None:
    async with reader(path, story()) as of:
        await opened(of)
        await of.press("c", "e", "tab")
        for key, told in (
            ("j", "j is the key of “Next paragraph”: choose another"),
            ("x", "x is the key of “Remove”: choose another"),
            ("t", "t is the key of threat; choose another key"),
        ):
            await of.press("ctrl+u", key, "enter")
            assert isinstance(of.app.screen, EditTag)
            assert said(of, ".hint") == told
        await of.press("ctrl+u", "k", "ctrl+u", "ä", "enter")
        assert isinstance(of.app.screen, EditCodebook)
        assert of.session.tags.codebook.tag("claim").key == "ä"


async def test_a_name_that_another_tag_has_is_refused_and_the_way_to_merge_told(path: Path) -> None:
    async with reader(path, story()) as of:
        await opened(of)
        await of.press("c", "e", "ctrl+u", *"Threat", "enter")
        assert said(of, ".hint") == "There is a tag threat already: m merges two"
        await of.press("escape")
        assert names(of) == ["claim", "denial", "threat", "unverified"]


async def test_a_tag_is_made_with_all_that_it_is_and_one_key_takes_it_back(path: Path) -> None:
    async with reader(path, story()) as of:
        await opened(of)
        await of.press("a", *"spin", "tab", "X", "tab", "right", "tab", *"It [flatters].", "enter")
        made = of.session.tags.codebook.by_name("spin")
        assert made is not None
        assert (made.key, made.definition) == ("X", "It [flatters].")
        assert said(of, ".definition") == "It [flatters]."
        assert len(rows(of)) >= 5
        await of.press("z")
        assert names(of) == ["claim", "denial", "threat", "unverified"]
        await of.press("Z", "escape", "j", "X")
        assert quotes(of.session) == [(FIRST, ("spin",))]


async def test_tags_stand_on_the_ground_of_the_dialog(path: Path) -> None:
    async with reader(path, story()) as of:
        of.app.theme = "newsreader-light"
        await opened(of)
        shown = of.app.screen.query_one(LineList)
        grounds = {segment.style.bgcolor for segment in shown.render_line(2) if segment.style}
        assert grounds == {shown.visual_style.rich_style.bgcolor}


async def test_tags_move_up_and_down_and_keep_their_digits(path: Path) -> None:
    async with reader(path, story()) as of:
        await opened(of)
        await of.press("u", "K", "K", "K")
        assert names(of) == ["unverified", "claim", "denial", "threat"]
        await of.press("K")
        assert names(of)[0] == "unverified"
        await of.press("J")
        assert names(of) == ["claim", "unverified", "denial", "threat"]
        await of.press("escape", "j", "2")
        assert quotes(of.session) == [(FIRST, ("denial",))]
    assert [tag.name for tag in stored(path)[0].tags] == ["claim", "unverified", "denial", "threat"]


async def test_after_a_tag_is_gone_the_digits_that_are_shown_are_those_that_work(path: Path) -> None:
    async with reader(path, story()) as of:
        for name in ("one", "two"):
            await of.press("T", *name, "enter", "y")
        await of.press("j")
        await opened(of)
        await of.press("5", "x", "y", "escape")
        assert names(of)[4:] == ["two"]
        two = of.session.tags.codebook.tags[4]
        assert f"{two.key} two" in of.line("status")
        await of.press(two.key)
        assert quotes(of.session)[-1] == (FIRST, ("two",))


# Merging and deleting


async def test_merging_tells_what_it_touches_changes_all_stories_and_is_taken_back_by_one_key(path: Path) -> None:
    await other_story(path)
    async with reader(path, story()) as of:
        await of.press("j", "c", "j", "c", "t")
        await opened(of)
        await of.press("c", "m")
        assert isinstance(of.app.screen, PickTag)
        assert said(of) == "Merge claim into"
        await of.press(*"thr", "enter")
        await of.saved()
        assert isinstance(of.app.screen, Confirm)
        assert said(of) == "Merge claim into threat? It is on 3 annotations of 2 articles"
        await of.press("n")
        assert names(of)[0] == "claim"
        await of.press("c", "m", *"thr", "enter")
        await of.saved()
        await of.press("y")
        assert said(of) == "3 tags · tag claim merged into threat (3 annotations) · z takes it back"
        await of.saved()
        assert quotes(of.session) == [(FIRST, ("threat",)), (TROOPS, ("threat",))]
        await of.press("escape")
        assert "claim" not in of.line("status")
    codebook, found = stored(path)
    assert codebook.by_id("claim") is None
    assert elsewhere(found) == [("threat", "denial")]
    async with reader(path, story()) as again:
        await again.saved()
        await again.press("z")
        assert again.message().startswith("Taken back: tag claim merged into threat")
        await again.saved()
        await again.looked()
        assert quotes(again.session) == [(FIRST, ("claim",)), (TROOPS, ("claim", "threat"))]
        assert "c claim" in again.line("status")
    codebook, found = stored(path)
    assert codebook == Codebook()
    assert elsewhere(found) == [("claim", "denial")]
    async with reader(path, story(OTHER, title="Elsewhere")) as there:
        assert [tags for _, tags in quotes(there.session)] == [("claim", "denial")]


async def test_deleting_tells_what_is_removed_and_is_taken_back_by_one_key(path: Path) -> None:
    await other_story(path)
    async with reader(path, story()) as of:
        await of.press("j", "c", "j", "c", "t", "j", "c", "a", *"why", "enter")
        await opened(of)
        await of.press("c", "x")
        await of.saved()
        assert said(of) == (
            "Delete the tag claim? It is on 4 annotations of 2 articles; 1 of them says nothing else and is removed"
        )
        await of.press("enter")
        assert names(of)[0] == "claim", "enter alone deletes nothing"
        await of.press("x")
        await of.saved()
        await of.press("y")
        await of.saved()
        assert [(tags, a.note) for a in of.session.annotations.book for tags in [a.tags]] == [
            (("threat",), ""),
            ((), "why"),
        ]
        assert elsewhere(stored(path)[1]) == [("denial",)]
        await of.press("z")
        await of.saved()
        assert [tags for _, tags in quotes(of.session)] == [("claim",), ("claim", "threat"), ("claim",)]
        assert names(of)[0] == "claim"
    assert elsewhere(stored(path)[1]) == [("claim", "denial")]


@pytest.mark.parametrize("size", [(160, 48), (80, 24), (40, 10)])
async def test_what_is_asked_before_tags_go_can_be_read_at_every_size(path: Path, size: tuple[int, int]) -> None:
    async with reader(path, story(), size=size) as of:
        await of.press("j", "c")
        await opened(of)
        await of.press("c", "x")
        await of.saved()
        shown = " ".join(" ".join(s.text.replace("│", " ") for s in of.app.screen._compositor.render_strips()).split())
        for words in ("Delete the tag claim?", "It is on 1", "y deletes it"):
            assert words in shown


async def test_the_last_tag_stays(path: Path) -> None:
    async with reader(path, story()) as of:
        await opened(of)
        for _ in range(3):
            await of.press("x")
            await of.saved()
            await of.press("y")
        assert len(names(of)) == 1
        await of.press("x")
        await of.saved()
        assert isinstance(of.app.screen, EditCodebook)
        assert "is the only tag; make another one first" in said(of)
        await of.press("m")
        await of.press("enter")
        await of.saved()
        assert isinstance(of.app.screen, EditCodebook)
        assert len(names(of)) == 1


async def test_a_new_tag_from_the_picker_is_one_thing_to_take_back(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "T", *"spin", "enter", "y")
        assert of.message() == "new tag spin added · z takes it back"
        await of.press("z")
        assert (quotes(of.session), names(of)) == ([], ["claim", "denial", "threat", "unverified"])
        await of.press("Z")
        assert (quotes(of.session), names(of)[4:]) == ([(FIRST, ("spin",))], ["spin"])
        await of.press("z")
    codebook, found = stored(path)
    assert (codebook, found) == (Codebook(), [])


# Other windows


async def test_a_tag_renamed_in_one_window_has_its_new_name_in_the_other(path: Path) -> None:
    async with reader(path, story()) as here, reader(path, story()) as other:
        await here.press("j", "c")
        await here.saved()
        await other.looked()
        await opened(other)
        await other.press("c", "e", "ctrl+u", *"assertion", "enter", "escape")
        await other.saved()
        await here.looked()
        assert "c assertion" in here.line("status")
        await here.press("w")
        assert here.message() == "assertion"


async def test_a_tag_given_in_one_window_while_the_other_merges_it_is_merged_too(path: Path) -> None:
    async with reader(path, story()) as here, reader(path, story()) as other:
        await here.press("j", "c")
        await here.saved()
        await other.looked()
        await opened(other)
        await other.press("c", "m", *"thr", "enter")
        await other.saved()
        assert said(other) == "Merge claim into threat? It is on 1 annotation of 1 article"
        await here.press("j", "c")
        await here.saved()
        await other.press("y")
        await other.saved()
        await here.press("j", "d")
        await here.saved()
        await here.looked()
        await other.looked()
        tags = [("threat",), ("threat",), ("denial",)]
        assert [found for _, found in quotes(here.session)] == tags
        assert [found for _, found in quotes(other.session)] == tags
        assert "claim" not in here.line("status")
    assert [a.tags for a in stored(path)[1]] == tags


async def test_a_tag_that_another_window_takes_out_while_it_is_marked(path: Path) -> None:
    async with reader(path, story()) as here, reader(path, story()) as other:
        await opened(here)
        await here.press("u")
        await opened(other)
        await other.press("u", "x")
        await other.saved()
        await other.press("y")
        await other.saved()
        await here.looked()
        for key in ("x", "m", "e", "K", "J", "G", "c"):
            await here.press(key)
            await here.saved()
            await here.press("escape")
            if here.app.screen is here.app.reader:
                await opened(here)
        assert here.app.is_running
        assert sorted(names(here)) == ["claim", "denial", "threat"]


# What cannot be read


async def test_where_the_store_cannot_be_read_that_is_told_and_nothing_hangs(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "c")
        await of.saved()
        aside = path.rename(path.with_name("aside"))
        await opened(of)
        assert "has gone since it was opened" in said(of)
        for keys in (["x"], ["m", "enter"]):
            await of.press("c", *keys)
            await of.saved()
            assert isinstance(of.app.screen, EditCodebook)
            assert "has gone since it was opened" in said(of)
        assert of.line("title").endswith("saved")
        aside.rename(path)
        await of.press("escape")
        await opened(of)
        assert rows(of)[0].startswith("1 c claim 1×")


async def test_while_something_is_not_saved_the_counts_are_not_told_and_that_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import os

    def full(fd: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async with reader(path, story()) as of:
        await of.saved()
        with monkeypatch.context() as no_space:
            for name in ("fsync", "fdatasync"):
                no_space.setattr(os, name, full, raising=False)
            await of.press("j", "c")
            await of.saved()
            await opened(of)
            assert "no space left" in said(of).lower()
            await of.press("c", "x")
            await of.saved()
            assert isinstance(of.app.screen, EditCodebook)
            assert "no space left" in said(of).lower()
            await of.press("escape")
        await of.press("ctrl+s")
        await of.saved()
        assert of.line("title").endswith("1 tagged · saved")


# Locked, and other people's


async def test_a_locked_codebook_asks_before_a_tag_is_made_renamed_merged_or_deleted(path: Path) -> None:
    async with reader(path, story()) as of:
        await opened(of)
        await of.press("l")
        assert said(of) == "4 tags · locked"
        assert "l unlocks" in said(of, ".hint")
        await of.press("e", "end", "X", "enter")
        assert said(of) == "The codebook is locked. Rename claim to claimX?"
        await of.press("n", "e", "down", "ctrl+u", "Q", "enter")
        assert names(of) == ["claim", "denial", "threat", "unverified"], "a key is changed without a question"
        await of.press("a", *"spin", "enter")
        assert said(of) == "The codebook is locked. Make a new tag spin?"
        await of.press("n", "x")
        await of.until(lambda: isinstance(of.app.screen, Confirm))
        assert said(of).startswith("The codebook is locked. Delete the tag claim?")
        await of.press("n", "escape", "T", *"zzz", "enter")
        assert said(of) == "The codebook is locked. Make a new tag “zzz”?"
        await of.press("n")
        assert [tag.name for tag in of.session.tags.codebook.tags] == ["claim", "denial", "threat", "unverified"]
        await of.saved()
    async with reader(path, story()) as again:
        assert again.session.tags.codebook.locked
        again.app.reader.action_lock_codebook()
        await again.saved()
        assert not again.session.tags.codebook.locked
        assert not stored(path)[0].locked


async def test_what_a_merge_or_a_deletion_touches_is_told_with_whose_it_is(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "c")
        (mine,) = of.session.annotations.book
        await of.saved()
        other = Store.open(path, "ben")
        theirs = replace(mine, id=new_id(), annotator="ben")
        other.apply(Change("claim added", (Edit(None, theirs),), new_id()))
        other.close()
        await opened(of)
        await of.press("x")
        await of.until(lambda: isinstance(of.app.screen, Confirm))
        assert "It is on 2 annotations of 1 article, 1 of them ben's; 2 of them say nothing else" in said(of)
