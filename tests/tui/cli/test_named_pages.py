"""Addresses on the command line: fetched when they are named, never when a story is opened again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from annotations.anchoring.composing import compose
from annotations.store.store import Store
from articles.errors import NewsreaderError
from articles.read import read_story
from tests.loopback import Server, answer, redirect, serving
from tests.terminal.program import newsreader_here
from tui.cli.which_story import story_again, which_story
from tui.system.fetching import fetch_as_set

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.terminal.program import Run
    from tui.cli.which_story import Meant

LEAD = (
    "Workers at the port of Lanville voted on Wednesday to end a strike of nine days that had closed all of its"
    " terminals, their union said after a count in the old customs hall."
)
SECOND = (
    "The port welcomed the vote and said that the first of the ships that wait in the bay would be unloaded in the"
    " evening, before the night shift takes over from those who are there now."
)
COURIER = f"Harbour workers vote to end strike\n\n{LEAD}\n\n{SECOND}\n"
POST = f"Strike in Lanville ends\n\n3 March 2021\n\nAfter nine days the cranes of Lanville moved again. {SECOND}\n"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that the settings allow."""
    config = tmp_path / "config.toml"
    config.write_text('[network]\nallow = ["127.0.0.1"]\n')
    monkeypatch.setenv("NEWSREADER_CONFIG", str(config))
    with serving() as server:
        server.add("/courier", answer(COURIER.encode()))
        yield server


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "annotations.json")
    yield store
    store.close()


def opened(store: Store, *paths: str) -> Meant:
    """What the reader opens and keeps."""
    meant = which_story(paths, store, writes=True)
    store.keep_story(meant.story)
    return meant


def test_a_page_is_an_article_with_its_address_and_the_time(server: Server, store: Store) -> None:
    address = server.address("/courier")
    (article,) = opened(store, f" {address}#part ").story.articles
    assert (article.outlet, article.source, article.path) == ("127.0.0.1", address, address)
    assert article.told("outlet") == ""
    assert article.told("source") == address
    assert article.version.original == COURIER.encode()
    assert article.fetched.endswith("Z")
    (version,) = store.articles()[article.id].versions
    assert version.fetched == article.fetched


def test_a_story_opens_again_without_the_network_beside_files_that_are_read_anew(
    server: Server, store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "post.txt"
    file.write_text(POST)
    meant = opened(store, str(file), server.address("/courier"))
    asked = len(server.requests)
    file.write_text(POST.replace("moved", "turned"))
    again = which_story((), store).story
    assert again.paths == meant.story.paths
    assert [a.id for a in again.articles] == [a.id for a in meant.story.articles]
    assert "turned" in again.articles[0].version.text
    assert again.articles[1] == meant.story.articles[1]
    assert again.articles[1].fetched == meant.story.articles[1].fetched
    (record,) = store.stories()
    assert story_again(record, store).articles == again.articles
    file.unlink()
    assert "moved" in which_story((), store).story.articles[0].version.text
    assert len(server.requests) == asked


def test_the_same_page_named_again_is_nothing_new(server: Server, store: Store) -> None:
    first = opened(store, server.address("/courier"))
    again = opened(store, server.address("/courier"))
    assert len(server.requests) == 2
    assert again.notices == ()
    assert [len(record.versions) for record in store.articles().values()] == [1]
    assert again.story.articles == first.story.articles


def test_another_text_is_a_new_version_and_told_headline_and_figures_first(server: Server, store: Store) -> None:
    address = server.address("/courier")
    before = opened(store, address).story.articles[0]
    third = (
        "A spokesman of the union said that the vote had been closer than he had thought, and did not say how close."
    )
    changed = COURIER.replace("vote to end", "end").replace("nine", "ten") + f"\n{third}\n"
    server.add("/courier", answer(changed.encode()))
    meant = opened(store, address)
    (after,) = meant.story.articles
    assert after.id == before.id
    (told,) = meant.notices
    assert told.startswith("127.0.0.1 has changed since ")
    assert told.endswith(": another headline; other figures (nine days → ten days); 1 paragraph added, 2 changed")
    record = store.articles()[after.id]
    assert [version.sha256 for version in record.versions] == [before.version.sha256, after.version.sha256]
    assert store.article(after.id, record.versions[0]).version.original == COURIER.encode()


def test_a_page_that_cannot_be_fetched_any_more_is_shown_as_it_was_kept(server: Server, store: Store) -> None:
    address = server.address("/courier")
    kept = opened(store, address).story
    server.add("/courier", answer(status="410 Gone"))
    meant = which_story([address], store)
    assert meant.story.articles == kept.articles
    assert meant.notices == (f"{address}: the server has taken the page away (410): this is what was kept of it",)
    with pytest.raises(NewsreaderError, match="has no page"):
        which_story([server.address("/other")], store)


def test_an_address_twice_is_refused_and_one_that_leads_elsewhere_is_told(server: Server, store: Store) -> None:
    address = server.address("/courier")
    with pytest.raises(NewsreaderError, match="given twice"):
        which_story([address, f"{address}#part"], store)
    server.add("/short", redirect(server.address("/courier", "localhost")))
    (article,) = which_story([server.add("/short", redirect("/courier"))], store).story.articles
    assert (article.path, article.source) == (server.address("/short"), address)


def test_articles_lists_a_page_for_programs(server: Server, tmp_path: Path) -> None:
    address = server.address("/courier")
    done = newsreader_here("articles", "--json", address, home=tmp_path)
    (article,) = json.loads(done.text)["articles"]
    assert (article["outlet"], article["source"], article["origins"]["source"]) == (None, address, "the address")
    assert article["title"] == "Harbour workers vote to end strike"
    assert article["fetched"].endswith("Z")
    refused = newsreader_here("articles", server.address("/none"), home=tmp_path)
    assert (refused.status, refused.out) == (1, b"")
    assert "has no page at this address (404); check the address" in refused.err


def test_versions_lists_the_texts_of_a_page_and_how_the_last_two_differ(
    server: Server, store: Store, tmp_path: Path
) -> None:
    address = server.address("/courier")
    opened(store, address)
    server.add("/courier", answer(COURIER.replace("nine", "ten").encode()))
    opened(store, address)
    store.compact()

    def versions(*more: str) -> Run:
        return newsreader_here("versions", f"{address}#part", *more, "--store", str(store.path), home=tmp_path)

    listed = versions()
    assert listed.status == 0, listed.err
    head, last, first = listed.text.splitlines()[:3]
    assert head.split() == ["version", "fetched", "opened", "words", "tagged", "text_sha256"]
    assert (last.split()[0], first.split()[0]) == ("2", "1")
    assert "changed, paragraph 2, nine days became ten days" in listed.text
    assert "to end a strike of [-nine-]{+ten+} days that" in listed.text
    data = json.loads(versions("--json").text)
    assert [version["fetched"][-1] for version in data["versions"]] == ["Z", "Z"]
    assert (data["difference"]["from"], data["difference"]["to"]) == (1, 2)
    (change,) = data["difference"]["changes"]
    assert (change["how"], change["old_paragraph"], change["figures"]) == ("changed", 2, [["nine days", "ten days"]])
    assert json.loads(versions("--json", "--compare", "2", "1").text)["difference"]["from"] == 2
    assert versions("--compare", "1", "7").err.endswith("no version 7; there are: 1, 2\n")


def test_a_page_added_again_while_reading_tells_what_it_has_changed(server: Server, store: Store) -> None:
    address = server.address("/courier")
    story = opened(store, address).story
    server.add("/courier", answer(COURIER.replace("nine", "ten").encode()))
    composed = compose(store, story, read_story([address], pages=fetch_as_set))
    assert composed.what == "“127.0.0.1” has a later text now"
    (told,) = composed.notices
    assert told.endswith(": other figures (nine days → ten days); 1 paragraph changed")
    assert len(store.articles()[story.articles[0].id].versions) == 2


def test_a_feed_at_an_address_gives_its_articles_which_open_again_without_the_network(
    server: Server, store: Store
) -> None:
    entries = "".join(
        f"<item><title>{title}</title><link>https://courier.example/{i}</link><description>{text}</description></item>"
        for i, (title, text) in enumerate({"Strike ends": LEAD, "Ships unload": SECOND}.items())
    )
    feed = f"<rss version='2.0'><channel><title>Courier</title>{entries}</channel></rss>"
    address = server.add("/feed", answer(feed.encode(), type="application/rss+xml"))
    story = opened(store, address).story
    assert [a.source for a in story.articles] == ["https://courier.example/0", "https://courier.example/1"]
    assert {a.path for a in story.articles} == {address}
    assert not any("stub" in notice for a in story.articles for notice in a.notices)
    assert which_story((), store).story.articles == tuple(replace(a, notices=()) for a in story.articles)
    assert len(server.requests) == 1
