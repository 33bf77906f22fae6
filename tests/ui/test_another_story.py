"""The running reader goes on with another story, or with its own made anew: nothing is lost, and undo reaches back."""

from __future__ import annotations

import asyncio
import errno
from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.store.errors import StoreError
from annotations.store.store import Store
from tests.stories import story
from tests.ui.opened import reader

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from articles.model import Story
    from tests.ui.opened import Open

OTHER = story(
    "Harbour closed\n\nThe harbour of Lanville was closed on Tuesday after the storm.\n\nShips wait outside.\n",
    "Storm shuts port\n\nAfter the storm the port of Lanville was shut.\n\nTwo ships wait.\n",
    title="Storm in Lanville",
)


async def goes_on(of: Open, with_: Story, message: str = "") -> bool:
    """Go on with a story, and wait until the page stands."""
    done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    async def talk() -> None:
        done.set_result(await of.app.open_story(with_, message=message))

    of.app.converse(talk())
    opened = await done
    await of.settle()
    return opened


async def test_another_story_is_read_tagged_and_saved_on_the_same_screen(path: Path) -> None:
    async with reader(path, story()) as opened:
        await opened.press("j", "c")
        assert await goes_on(opened, OTHER, "Opened: Storm in Lanville")
        assert "Storm in Lanville" in opened.line("title")
        assert opened.message() == "Opened: Storm in Lanville"
        assert any("harbour of Lanville" in line for line in opened.drawn())
        await opened.press("j", "t")
        await opened.saved()
        assert opened.saving.state == "saved"
    store = Store.open(path)
    assert [
        [*a.tags] for one in (story(), OTHER) for article in one.articles for a in store.annotations(article.id)
    ] == [
        ["claim"],
        ["threat"],
    ]
    assert store.stories()[0].id == OTHER.id


async def test_each_story_keeps_its_own_place(path: Path) -> None:
    async with reader(path, story()) as opened:
        await opened.press("j", "j", "l")
        place = opened.session.desk.place
        await goes_on(opened, OTHER)
        await opened.press("j")
        other = opened.session.desk.place
        await goes_on(opened, story())
        assert opened.session.desk.place == place
        await goes_on(opened, OTHER)
        assert opened.session.desk.place == other
    kept = {record.id: record.place for record in Store.open(path).stories()}
    assert kept[story().id]["article"] == story().articles[1].id
    assert kept[OTHER.id]["article"] == OTHER.articles[0].id


async def test_undo_reaches_back_to_what_was_done_before_another_story_was_open(path: Path) -> None:
    async with reader(path, story()) as opened:
        await opened.press("j", "c")
        await goes_on(opened, OTHER)
        await opened.press("j", "t")
        await goes_on(opened, story())
        await opened.press("z")
        assert "Taken back: claim" in opened.message()
        assert not len(opened.session.annotations.book)
        await goes_on(opened, OTHER)
        assert len(opened.session.annotations.book) == 1
        await goes_on(opened, story())
        await opened.press("Z")
        assert len(opened.session.annotations.book) == 1


async def test_keys_typed_meanwhile_go_to_the_new_page(path: Path) -> None:
    async with reader(path, story()) as opened:

        async def talk() -> None:
            await opened.app.open_story(OTHER)

        opened.app.converse(talk())
        await opened.press("j", "d")
        await opened.until(lambda: opened.session.desk.story.id == OTHER.id)
        await opened.settle()
        await opened.until(lambda: len(opened.session.annotations.book) == 1)
        assert [a.passage.article for a in opened.session.annotations.book] == [OTHER.articles[0].id]


async def test_the_same_story_made_anew_keeps_place_annotations_and_what_was_said(path: Path) -> None:
    async with reader(path, story()) as opened:
        await opened.press("j", "j", "c")
        place, said = opened.session.desk.place, list(opened.session.messages.said)
        now = story()
        anew = now._replace(articles=(replace(now.articles[0], outlet="The Post"), *now.articles[1:]))
        assert await goes_on(opened, anew)
        assert "The Post" in opened.line("heads")
        assert opened.session.desk.place == place
        assert len(opened.session.annotations.book) == 1
        assert list(opened.session.messages.said)[: len(said)] == said


async def test_nothing_is_opened_while_something_is_not_saved(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reader(path, story()) as opened:
        await opened.saved()

        def full(*_: object, **__: object) -> None:
            raise StoreError.unsaved(path, OSError(errno.ENOSPC, "No space left on device"))

        with monkeypatch.context() as patched:
            patched.setattr(Store, "apply", full)
            await opened.press("j", "c")
            await opened.saved()
            assert not await goes_on(opened, OTHER)
            assert "Not opened" in opened.message()
            assert opened.session.desk.story.id == story().id
        await opened.press("ctrl+s")
        await opened.saved()
        assert await goes_on(opened, OTHER)
        assert len(Store.open(path).annotations(story().articles[0].id)) == 1
