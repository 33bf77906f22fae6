"""The versions of an article: which are kept, and how two of them differ."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.widgets import Static

from annotations.store.store import Store
from articles.model import Story
from tests.stories import COURIER, POST, article
from tests.ui.opened import reader
from tui.look.status import shown_time
from tui.screens.about import details
from tui.screens.versions import Versions

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.opened import Open

FIRST = POST
SECOND = POST.replace("Talks fail", "Talks end").replace("seven hours", "nine hours")
THIRD = SECOND.replace("Then he left.", "Then he left the room.") + "\nNobody knows what comes next, people here say.\n"


def kept(path: Path, *texts: str) -> Story:
    """A story whose first article had each of these texts in turn, in a store."""
    store = Store.open(path)
    other = article(COURIER, "Courier")
    for number, text in enumerate(texts):
        version = replace(article(text), id="article-1", fetched=f"2022-03-1{number}T10:00:00Z")
        story = Story("Talks in Rome", (version, other))
        store.keep_story(story)
    store.close()
    return story


def shown(of: Open) -> str:
    assert isinstance(of.app.screen, Versions)
    return str(of.app.screen._body.content)


async def test_two_versions_are_compared_headline_and_figures_first_with_the_tags_on_both(path: Path) -> None:
    story = kept(path, FIRST, SECOND)
    async with reader(path, story) as of:
        await of.press("g", "j", "c", "j", "j", "d")
        await of.saved()
        await of.press("f6")
        text = shown(of)
    assert text.count("fetched") == 2
    assert text.index("2, fetched 11 Mar 2022") < text.index("1, fetched 10 Mar 2022")
    assert "Headline and figures" in text
    assert "In the order of the text" not in text
    assert "changed, headline\nTalks [-fail-]{+end+} in Rome" in text
    assert "changed, paragraph 4, seven hours became nine hours" in text
    assert "Diplomats met for [-seven-]{+nine+} hours" in text
    assert "tagged before denial “Diplomats met for seven hours" in text
    assert "tagged now denial “Diplomats met for nine hours" in text
    assert text.index("headline") < text.index("paragraph 4")


async def test_keys_go_through_the_versions(path: Path) -> None:
    story = kept(path, FIRST, SECOND, THIRD)
    async with reader(path, story) as of:
        await of.press("f6")
        last = shown(of)
        assert "In the order of the text" in last
        assert "He left{+ the room+}." in last or "left{+ the room+}" in last
        assert "added, paragraph 6" in last
        await of.press("left")
        assert "Talks [-fail-]{+end+} in Rome" in shown(of)
        await of.press("left")
        assert "Talks [-fail-]{+end+} in Rome" in shown(of), "there is none before"
        await of.press("tab")
        both = shown(of)
        assert "Talks [-fail-]{+end+} in Rome" in both
        assert "added, paragraph 6" in both
        await of.press("tab", "right")
        assert shown(of) == last
        await of.press("y")
        assert "opied" in str(of.app.screen.query_one(".hint", Static).content)
        await of.press("escape")
        assert of.app.screen is of.app.reader


async def test_the_facts_of_a_page_tell_when_it_was_fetched(path: Path) -> None:
    async with reader(path, kept(path, FIRST)) as of:
        assert ("fetched", shown_time("2022-03-10T10:00:00Z")) in details(of.session)


async def test_an_article_of_one_text_says_that_there_is_no_other(path: Path) -> None:
    async with reader(path, kept(path, FIRST)) as of:
        await of.press("f6")
        assert "Only this text of it is known" in shown(of)
        await of.press("left", "right", "tab", "y")
        hint = str(of.app.screen.query_one(".hint", Static).content)
        assert "earlier" not in hint


async def test_versions_are_hidden_in_blind_mode(path: Path) -> None:
    async with reader(path, kept(path, FIRST, SECOND)) as of:
        await of.press(":", *"blind", "enter", "f6")
        assert of.app.screen is of.app.reader
        assert "hidden in blind mode" in of.message()


async def test_of_many_versions_those_around_the_compared_ones_are_listed(path: Path) -> None:
    texts = [f"{POST}\nShip number {number} has come in, the port said in the evening.\n" for number in range(9)]
    async with reader(path, kept(path, *texts)) as of:
        await of.press("f6")
        text = shown(of)
        assert [line[0] for line in text.splitlines()[:5]] == ["9", "8", "7", "6", "…"]
        assert "… 5 earlier" in text
        await of.press(*["left"] * 7)
        text = shown(of)
        assert [line[0] for line in text.splitlines()[:6]] == ["…", "5", "4", "3", "2", "1"]
        assert "… 4 later" in text
        await of.press("tab")
        assert [line[0] for line in shown(of).splitlines()[:3]] == ["9", "5", "4"]
