"""Which article of the store an opened one is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from annotations.anchoring import articles as recognition
from annotations.anchoring.articles import recognised
from annotations.store.store import Store
from articles.model import Story, Version, article_id
from articles.read import article_from_version, read_story
from tests.annotations.anchoring.opened import PIER, SCHOOL, SHUT, keep_as_before, listing
from tests.stories import written

if TYPE_CHECKING:
    from pathlib import Path

    from articles.model import Article

EDITED = PIER.replace("Nobody was hurt", "Two were hurt")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "a.json", "ana")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "pier", {"courier.txt": PIER, "post.txt": SHUT})


def opened(store: Store, *paths: Path) -> Story:
    """The story under the ids that the store knows, which it is kept by from then on."""
    story = recognised(store, read_story([str(path) for path in paths])).story
    store.keep_story(story)
    return story


def ids(story: Story) -> list[str]:
    return [article.id for article in story.articles]


def of_text(text: str, outlet: str = "Post", source: str = "post.txt") -> Article:
    return article_from_version(Version.of(text, text.encode()), outlet=outlet, title="T", date="", source=source)


# By text


def test_a_new_articles_id_is_of_its_text_alone(folder: Path) -> None:
    first = read_story([str(folder)])
    listing(folder, courier="The Courier", post="The Post")
    assert ids(read_story([str(folder)])) == ids(first)
    assert ids(first) == [article_id(article.version.sha256) for article in first.articles]


def test_the_same_text_is_the_same_article_whatever_is_said_of_it(store: Store, folder: Path) -> None:
    first = opened(store, folder)
    listing(folder, courier="The Courier", post="The Post")
    assert ids(opened(store, folder)) == ids(first)
    assert [record.outlet for record in store.articles().values()] == ["The Courier", "The Post"]
    (folder / "courier.txt").rename(folder / "renamed.txt")
    (folder / "story.toml").unlink()
    again = opened(store, folder / "renamed.txt", folder / "post.txt")
    assert ids(again) == ids(first)
    moved = folder.rename(folder.parent / "elsewhere")
    assert {*ids(opened(store, moved))} == {*ids(first)}
    assert len(store.articles()) == 2
    assert store.articles()[first.articles[1].id].path == str(moved / "post.txt")


def test_an_id_of_an_older_store_stays(store: Store, folder: Path) -> None:
    before = keep_as_before(store, folder)
    listing(folder, courier="The Courier", post="The Post")
    assert ids(opened(store, folder)) == ids(before)


def test_a_text_that_was_changed_back_is_the_same_article(store: Store, folder: Path) -> None:
    first = opened(store, folder)
    (folder / "courier.txt").write_text(EDITED)
    assert ids(opened(store, folder)) == ids(first)
    (folder / "courier.txt").rename(folder / "c.txt")
    (folder / "c.txt").write_text(PIER)
    assert ids(opened(store, folder)) == ids(first)
    assert store.articles()[first.articles[0].id].versions[-1].sha256 == first.articles[0].version.sha256


# The same text twice


def test_two_of_one_text_in_one_story_are_told_apart_by_outlet(store: Store, tmp_path: Path) -> None:
    for name in ("ap", "gazette"):
        (tmp_path / f"{name}.txt").write_text(PIER)
    first = opened(store, tmp_path / "ap.txt", tmp_path / "gazette.txt")
    assert len({*ids(first)}) == 2
    turned = opened(store, tmp_path / "gazette.txt", tmp_path / "ap.txt")
    assert ids(turned) == ids(first)[::-1]
    assert ids(opened(store, tmp_path / "gazette.txt")) == ids(first)[1:]
    assert not recognised(store, read_story([str(tmp_path / "gazette.txt")])).unions


def test_where_the_outlet_of_one_of_them_is_corrected_the_other_keeps_its_own(store: Store, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(PIER)
    listing(tmp_path, a="Gazette", b="Herald")
    first = opened(store, tmp_path)
    listing(tmp_path, b="Herald", a="Lanville Gazette")
    assert ids(opened(store, tmp_path)) == ids(first)[::-1]


def test_one_text_in_two_stories_is_one_article_and_each_story_has_its_own_outlet(store: Store, tmp_path: Path) -> None:
    stories = []
    for outlet, other in (("Gazette", SHUT), ("Herald", SCHOOL)):
        folder = written(tmp_path / outlet, {"a.txt": PIER, "b.txt": other})
        listing(folder, a=outlet, b="Other")
        stories.append(opened(store, folder))
    assert stories[0].articles[0].id == stories[1].articles[0].id
    kept = {record.id: store.story(record).articles[0].outlet for record in store.stories()}
    assert kept == {stories[0].id: "Gazette", stories[1].id: "Herald"}


def test_two_versions_in_one_story_are_two_articles(store: Store, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(PIER)
    (tmp_path / "new.txt").write_text(EDITED)
    alone = opened(store, tmp_path / "old.txt")
    both = opened(store, tmp_path / "old.txt", tmp_path / "new.txt")
    assert ids(both)[0] == ids(alone)[0] != ids(both)[1]
    assert ids(opened(store, tmp_path / "new.txt", tmp_path / "old.txt")) == ids(both)[::-1]


def test_the_id_of_another_versions_article_is_not_taken(store: Store, tmp_path: Path) -> None:
    file, old = tmp_path / "pier.txt", tmp_path / "old.txt"
    file.write_text(PIER)
    first = opened(store, file)
    file.write_text(EDITED)
    assert ids(opened(store, file)) == ids(first)
    old.write_text(PIER)
    both = opened(store, file, old)
    assert ids(both)[0] == ids(first)[0] != ids(both)[1]


# By file or address


def test_a_later_text_of_a_file_is_the_same_article(store: Store, folder: Path) -> None:
    first = opened(store, folder)
    (folder / "courier.txt").write_text(EDITED)
    found = recognised(store, read_story([str(folder / "courier.txt")]))
    assert ids(found.story) == ids(first)[:1]
    assert not found.by_words


def test_so_is_one_of_an_older_store_that_kept_no_paths(store: Store, folder: Path) -> None:
    before = keep_as_before(store, folder)
    (folder / "courier.txt").write_text(PIER[: PIER.index("The port wants")].replace("Nobody", "No person"))
    for path in (folder, folder / "courier.txt"):
        found = recognised(store, read_story([str(path)]))
        assert ids(found.story)[0] == before.articles[0].id
        assert not found.by_words


def test_a_later_text_of_an_address_is_the_same_article(store: Store) -> None:
    address = "https://courier.example.org/pier"
    first = of_text(PIER, "Courier", address)
    store.keep_story(Story("Pier", (first,), ("/a",)))
    later = of_text(PIER[: PIER.index("The port wants")] + SCHOOL[:100], "The Courier", f"{address}#now")
    assert ids(recognised(store, Story("Pier", (later,), ("/b",))).story) == [first.id]


def test_quite_another_text_of_a_file_is_another_article_also_on_the_same_event(store: Store, folder: Path) -> None:
    first = opened(store, folder / "courier.txt")
    for text in (SCHOOL, SHUT):
        (folder / "courier.txt").write_text(text)
        assert ids(recognised(store, read_story([str(folder / "courier.txt")])).story) != ids(first)


# By words


def test_a_file_that_was_renamed_and_edited_is_recognised_by_its_words(store: Store, folder: Path) -> None:
    first = opened(store, folder)
    (folder / "courier.txt").unlink()
    (folder / "later.txt").write_text(f"News of the coast\n\n{EDITED}\n\nThe port has closed its office too.")
    found = recognised(store, read_story([str(folder / "later.txt"), str(folder / "post.txt")]))
    assert ids(found.story) == ids(first)
    assert found.by_words == (first.articles[0].id,)


def test_a_copy_that_was_saved_beside_it_later_is_a_new_version_when_it_is_opened_alone(
    store: Store, folder: Path
) -> None:
    first = opened(store, folder)
    (folder / "courier (1).txt").write_text(EDITED)
    assert ids(opened(store, folder / "courier (1).txt")) == ids(first)[:1]


def test_other_accounts_of_the_event_are_not_recognised_by_words(store: Store, folder: Path) -> None:
    opened(store, folder / "courier.txt")
    assert not recognised(store, read_story([str(folder / "post.txt")])).by_words


def test_a_text_that_holds_it_among_much_else_is_another_article(store: Store, folder: Path) -> None:
    opened(store, folder / "courier.txt")
    digest = PIER + "\n\n".join(
        f"{SCHOOL}\n\nItem {n} of {n * n}: {' '.join(map(str, range(n, n + 90)))}" for n in range(9)
    )
    (folder / "digest.txt").write_text(digest)
    assert not recognised(store, read_story([str(folder / "digest.txt")])).by_words


def test_an_agencys_text_in_another_outlet_is_another_article_while_both_files_are_there(
    store: Store, tmp_path: Path
) -> None:
    for outlet, text in (("Agency", PIER), ("Gazette", EDITED)):
        listing(written(tmp_path / outlet, {"text.txt": text}), text=outlet)
    opened(store, tmp_path / "Agency")
    assert not recognised(store, read_story([str(tmp_path / "Gazette")])).by_words
    (tmp_path / "Agency" / "text.txt").unlink()
    assert recognised(store, read_story([str(tmp_path / "Gazette")])).by_words


def test_two_addresses_are_two_articles(store: Store) -> None:
    first = of_text(PIER, "A", "https://a.example.org/1")
    store.keep_story(Story("Pier", (first,), ("/a",)))
    other = of_text(EDITED, "B", "https://b.example.org/1")
    assert not recognised(store, Story("Pier", (other,), ("/b",))).by_words


def test_texts_without_a_sketch_are_read_as_far_as_that_is_quick(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = keep_as_before(store, folder / "courier.txt")
    tables = store._storage.read() or {}
    with store._storage.transaction():
        store._storage.write({name: {k: without_sketch(v) for k, v in table.items()} for name, table in tables.items()})
    (folder / "courier.txt").unlink()
    (folder / "later.txt").write_text(EDITED)
    later = read_story([str(folder / "later.txt")])
    assert recognised(store, later).by_words == (first.articles[0].id,)
    monkeypatch.setattr(recognition, "MOST_UNSKETCHED", 0)
    assert not recognised(store, later).by_words


def without_sketch(record: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in record.items() if name != "sketch"}


def test_only_texts_that_promise_something_are_read(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(30):
        other = of_text("\n\n".join(f"Item {n} {m}: {n * m} of {m + n * 7}" for m in range(40)), f"O{n}", f"{n}.txt")
        store.keep_story(Story("Other", (other,), (f"/{n}.txt",)))
    opened(store, folder)
    (folder / "courier.txt").rename(folder / "later.txt")
    (folder / "later.txt").write_text(EDITED)
    read: list[str] = []
    text_of = store.version_text

    def noted(sha256: str) -> str:
        read.append(sha256)
        return text_of(sha256)

    monkeypatch.setattr(store, "version_text", noted)
    assert recognised(store, read_story([str(folder / "later.txt")])).by_words
    assert len(read) <= 2


def test_a_sketch_is_of_the_present_text(store: Store, folder: Path) -> None:
    first = opened(store, folder / "courier.txt").articles[0]
    before = store.articles()[first.id].sketch
    (folder / "courier.txt").write_text(EDITED)
    opened(store, folder / "courier.txt")
    changed = store.articles()[first.id].sketch
    (folder / "courier.txt").write_text(PIER)
    opened(store, folder / "courier.txt")
    assert before == store.articles()[first.id].sketch != changed


def test_facts_that_are_told_of_kept_texts_do_not_lose_the_path(store: Store, folder: Path) -> None:
    first = opened(store, folder / "courier.txt")
    store.keep_story(first._replace(articles=(replace(first.articles[0], path=""),)))
    assert store.articles()[first.articles[0].id].path == str(folder / "courier.txt")
