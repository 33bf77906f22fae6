"""Stories in the reader: found, opened, renamed, put away, deleted; articles added, taken out, put in others' place."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from textual import events

from annotations.anchoring.opening import again, meant
from annotations.library import library
from annotations.store.store import Store
from articles.read import read_story
from tests.stories import written
from tests.ui.opened import Open, reader
from tui.screens.reading import Reading
from tui.screens.stories import Stories
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from articles.model import Story
    from articles.read import Watch

TEXTS = {
    "Post.txt": "Harbour closed\n\nThe harbour of Lanville was closed on Tuesday after the storm, the mayor said.\n",
    "Courier.txt": "Storm shuts port\n\nAfter the storm the port of Lanville was shut on Tuesday, says the mayor.\n",
    "Echo.txt": "Ferries stop\n\nNo ferry leaves Lanville since the storm closed its harbour on Tuesday.\n",
    "Globe.txt": "Talks in Rome\n\nDiplomats met for seven hours in Rome over sanctions and weapons.\n",
    "Star.txt": "Rome meeting ends\n\nThe meeting in Rome ended after seven hours, diplomats said.\n",
}


class Shelves:
    """Files of two stories, and the store."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder = written(tmp_path / "files", TEXTS)
        self.path = tmp_path / "store" / "annotations.json"

    def file(self, name: str) -> str:
        return str(self.folder / f"{name}.txt")

    def story(self, *names: str) -> Story:
        return read_story([self.file(name) for name in names])

    def keep(self, *names: str) -> Story:
        """Have a story of these in the store, opened now."""
        story = self.story(*names)
        store = Store.open(self.path, "ana")
        store.keep_story(story)
        store.close()
        return story

    def titles(self) -> list[str]:
        store = Store.open(self.path)
        try:
            return [story.title for story in library(store)]
        finally:
            store.let_go()


async def in_stories(of: Open) -> Stories:
    """The dialog of stories, opened by its key."""
    await of.press("ctrl+o")
    await of.until(lambda: isinstance(of.app.screen, Stories))
    screen = of.app.screen
    assert isinstance(screen, Stories)
    return screen


async def on_page(of: Open) -> None:
    await of.until(lambda: of.app.screen is of.app.reader and not of.app._talks)
    await of.settle()


def outlets(of: Open) -> list[str]:
    return [article.outlet for article in of.session.desk.story.articles]


async def test_another_story_is_found_by_letters_of_an_outlet_and_opened(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path)
    shelves.keep("Globe", "Star")
    shelves.keep("Echo")
    async with reader(shelves.path, shelves.story("Post", "Courier")) as of:
        await of.press("j", "c")
        await in_stories(of)
        await of.press("/", *"star", "enter")
        await on_page(of)
        assert "Talks in Rome" in of.line("title")
        assert of.message() == "“Talks in Rome” is open"
        await in_stories(of)
        await of.press("enter")
        await on_page(of)
        assert "Harbour closed" in of.line("title")
        assert len(of.session.annotations.book) == 1
    assert shelves.titles() == ["Harbour closed", "Talks in Rome", "Ferries stop"]


async def test_a_story_is_renamed_and_the_page_shows_it_and_undo_takes_it_back(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path)
    shelves.keep("Globe", "Star")
    async with reader(shelves.path, shelves.story("Post", "Courier")) as of:
        await of.press("l")
        place = of.session.desk.place
        await in_stories(of)
        await of.press("g", "r", *["backspace"] * 20, *"Storm", "enter")
        await of.until(lambda: isinstance(of.app.screen, Stories))
        await of.press("escape")
        await on_page(of)
        assert "Storm" in of.line("title")
        assert of.session.desk.place == place
        await of.press("z")
        await on_page(of)
        assert "Harbour closed" in of.line("title")
        await of.press("Z")
        await on_page(of)
        assert "Storm" in of.line("title")
    assert shelves.titles() == ["Storm", "Talks in Rome"]
    store = Store.open(shelves.path)
    assert meant(store, again(store.stories()[0], store)).story.title == "Storm"


async def test_a_story_is_put_away_is_listed_when_asked_for_and_brought_back(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path)
    shelves.keep("Globe", "Star")
    async with reader(shelves.path, shelves.story("Post", "Courier")) as of:
        listed = await in_stories(of)
        await of.press("a")
        await of.until(lambda: [story.title for story in listed._shown] == ["Harbour closed"])
        await of.press("A")
        assert [story.title for story in listed._shown] == ["Talks in Rome"]
        await of.press("a")
        await of.until(lambda: not listed._shown)
        await of.press("A")
        assert len(listed._shown) == 2


async def test_a_deleted_story_is_not_listed_nor_exported_and_z_brings_it_back(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path)
    async with reader(shelves.path, shelves.story("Globe", "Star")) as of:
        await of.press("j", "c")
        await of.saved()
    async with reader(shelves.path, shelves.story("Post", "Courier")) as of:
        listed = await in_stories(of)
        await of.press("x")
        question = str(of.app.screen.query_one(".question").render())
        assert "1 annotation goes with it" in question
        await of.press("y")
        await of.until(lambda: [story.title for story in listed._shown] == ["Harbour closed"])
        await of.press("escape")
        await on_page(of)
        await of.saved()
        assert shelves.titles() == ["Harbour closed"]
        assert Store.open(shelves.path).deleted_articles() == {a.id for a in shelves.story("Globe", "Star").articles}
        await of.press("z")
        await of.saved()
        assert shelves.titles() == ["Harbour closed", "Talks in Rome"]
        assert not Store.open(shelves.path).deleted_articles()


async def test_an_article_is_added_as_a_column_and_undo_takes_it_out(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path)
    async with reader(shelves.path, shelves.story("Post", "Courier")) as of:
        await of.press("j", "c", "ctrl+t", *shelves.file("Echo"), "enter")
        await on_page(of)
        assert outlets(of) == ["Post", "Courier", "Echo"]
        assert of.message() == "“Echo” added · z takes it back"
        assert len(of.session.annotations.book) == 1
        assert of.session.desk.place.paragraph == (0, 2)
        await of.press("l", "l", "t")
        await of.saved()
        assert shelves.titles() == ["Harbour closed"]
        await of.press("z", "z")
        await on_page(of)
        assert outlets(of) == ["Post", "Courier"]
        assert shelves.titles() == ["Harbour closed"]
        await of.press("Z")
        await on_page(of)
        assert outlets(of) == ["Post", "Courier", "Echo"]
        await of.saved()
    store = Store.open(shelves.path)
    assert [a.outlet for a in again(store.stories()[0], store).story.articles] == ["Post", "Courier", "Echo"]


async def test_an_article_is_taken_out_and_the_story_opens_without_it_next_time(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path)
    async with reader(shelves.path, read_story([str(shelves.folder)])) as of:
        await of.press("c", ":", *"remove this article", "enter")
        await of.until(lambda: of.app.screen is not of.app.reader)
        assert "Its annotation stays in the store" in str(of.app.screen.query_one(".question").render())
        await of.press("y")
        await on_page(of)
        assert outlets(of) == ["Echo", "Globe", "Post", "Star"]
        await of.saved()
    store = Store.open(shelves.path)
    assert len(store.stories()) == 1
    (shelves.folder / "Echo.txt").unlink()
    assert [a.outlet for a in again(store.stories()[0], store).story.articles] == ["Echo", "Globe", "Post", "Star"]


async def test_another_file_takes_the_place_of_an_article(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path)
    async with reader(shelves.path, shelves.story("Globe", "Courier")) as of:
        await of.press(":", *"replace this article", "enter")
        await of.until(lambda: of.app.screen is not of.app.reader)
        await of.press(*shelves.file("Post"), "enter")
        await on_page(of)
        assert outlets(of) == ["Post", "Courier"]
        assert "in the place of “Globe”" in of.message()
        await of.press("z")
        await on_page(of)
        assert outlets(of) == ["Globe", "Courier"]


async def test_files_dropped_on_the_page_are_proposed_and_added(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path)
    (shelves.folder / "Star.txt").rename(shelves.folder / "The Star.txt")
    async with reader(shelves.path, shelves.story("Post", "Courier")) as of:
        escaped = str(shelves.folder / "The Star.txt").replace(" ", "\\ ")
        of.app.post_message(events.Paste(f"{escaped} '{shelves.file('Echo')}'"))
        await of.until(lambda: of.app.screen is not of.app.reader)
        await of.press("enter")
        await on_page(of)
        assert outlets(of) == ["Post", "Courier", "The Star", "Echo"], of.message()
        of.app.post_message(events.Paste("words that name nothing"))
        await of.settle()
        assert of.app.screen is of.app.reader


async def test_what_the_list_of_annotations_takes_back_of_the_story_shows_on_the_page(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path)
    async with reader(shelves.path, shelves.story("Post", "Courier")) as of:
        await of.press("j", "c", "ctrl+t", *shelves.file("Echo"), "enter")
        await on_page(of)
        await of.press("L", "z", "escape")
        await on_page(of)
        assert outlets(of) == ["Post", "Courier"]
        assert len(of.session.annotations.book) == 1


async def test_where_no_story_is_like_what_is_typed_or_none_is_archived_it_says_what_to_do(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path)
    async with reader(shelves.path, shelves.story("Post", "Courier")) as of:
        listed = await in_stories(of)

        def told() -> str:
            return listed.query_one(LineList).render_line(0).text.strip()

        await of.press("/", *"zzz")
        assert told() == "No story is like “zzz”: esc shows all"
        await of.press("escape", "A")
        assert told() == "No story is archived: A lists the others"
        await of.press("A")
        assert "Harbour closed" in told()
        await of.press("x", "y")
        await of.until(lambda: not listed._shown)
        assert told().startswith("No stories: newsreader with files or addresses opens one; z takes back")
        await of.press("z")
        await of.until(lambda: len(listed._shown) == 1)


async def test_what_was_put_right_stays_when_an_article_is_added_and_taken_out(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path)
    async with reader(shelves.path, shelves.story("Post", "Courier")) as of:
        await of.press("i")
        await of.until(lambda: of.app.screen is not of.app.reader)
        await of.press(*["backspace"] * 10, *"The Lanville Post", "enter")
        await on_page(of)
        assert outlets(of) == ["The Lanville Post", "Courier"]
        await of.press("ctrl+t", *shelves.file("Echo"), "enter")
        await on_page(of)
        assert outlets(of) == ["The Lanville Post", "Courier", "Echo"]
        listed = await in_stories(of)
        assert listed._shown[0].outlets == ("The Lanville Post", "Courier", "Echo")
        await of.press("escape", "z")
        await on_page(of)
        assert outlets(of) == ["The Lanville Post", "Courier"]
        await of.press("z")
        await on_page(of)
        assert outlets(of) == ["Post", "Courier"]


async def test_blind_mode_lists_the_open_story_without_its_outlets(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path)
    async with reader(shelves.path, shelves.story("Post", "Courier")) as of:
        await of.press(":", *"blind mode", "enter")
        await on_page(of)
        listed = await in_stories(of)
        assert "Post" not in str(listed._shown[0].outlets)
        assert "Harbour" not in listed._shown[0].title


async def test_blind_mode_tells_no_outlet_when_articles_are_added_and_that_is_taken_back(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path)
    async with reader(shelves.path, shelves.story("Post", "Courier")) as of:
        await of.press(":", *"blind mode", "enter")
        await on_page(of)
        await of.press("ctrl+t", *shelves.file("Courier"), "enter")
        await on_page(of)
        assert of.message().strip() == "in this story already"
        await of.press("ctrl+t", *shelves.file("Echo"), "enter")
        await on_page(of)
        for key in "zZ":
            await of.press(key)
            await on_page(of)
            assert "what was done with a story" in of.message()
            assert "Echo" not in of.message()


async def test_reading_that_takes_long_is_told_and_can_be_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves = Shelves(tmp_path)
    go_on = threading.Event()

    def slow(named: list[str], watch: Watch, **_: object) -> Story:
        for _turn in range(2_000):  # not for ever: a thread that nobody stops keeps the tests from ending
            if go_on.wait(0.01):
                break
            watch(0, 2, "https://example.org/slow")
        return read_story(named)

    monkeypatch.setattr("tui.screens.reading.QUIET_SECONDS", 0)
    monkeypatch.setattr("articles.read.read_story", slow)
    async with reader(shelves.path, shelves.story("Post", "Courier")) as of:
        for key, found in {"escape": ["Post", "Courier"], "": ["Post", "Courier", "Echo"]}.items():
            await of.press("ctrl+t", *shelves.file("Echo"), "enter")
            await of.until(lambda: isinstance(of.app.screen, Reading))
            await of.until(lambda: "reading 1 of 2: https" in str(of.app.screen.query_one(".question").render()))
            await of.settle()
            told, keys = (of.app.screen.query_one(name).region for name in (".question", ".hint"))
            assert told.bottom < keys.y, "the dialog has no room for both"
            if key:
                await of.press(key)
            else:
                go_on.set()
            await on_page(of)
            assert outlets(of) == found
            assert ("Stopped" in of.message()) is bool(key)


async def test_what_cannot_be_read_or_is_there_already_leaves_the_story_as_it_is(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path)
    async with reader(shelves.path, shelves.story("Post", "Courier")) as of:
        for name, told in {"Nowhere": "no such file", "Courier": "in this story already: “Courier”"}.items():
            await of.press("ctrl+t", *shelves.file(name), "enter")
            await on_page(of)
            assert told in of.message(), (name, of.message())
            assert outlets(of) == ["Post", "Courier"]
        await of.press(":", *"remove this article", "enter", "y")
        await on_page(of)
        await of.press(":", *"remove this article", "enter")
        await on_page(of)
        assert "one article at least" in of.message()
