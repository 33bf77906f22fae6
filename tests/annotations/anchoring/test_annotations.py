from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from annotations.anchoring.annotations import confirmed_placement, find_annotations, search_summary, stored_annotations
from annotations.anchoring.articles import recognised
from annotations.changes import Change, Edit
from annotations.clock import now
from annotations.ids import new_id
from annotations.model import Annotation, Passage
from annotations.store.store import Store
from articles.model import Story, Version
from articles.read import article_from_version

if TYPE_CHECKING:
    from pathlib import Path

    from articles.model import Article

TEXT = """\
Talks fail in Rome

The minister denied it on Monday. “We will see,” he said in Rome. Then he left for the airport with his aides.

Troops will move before the summit, he said of the border, and nobody in the room contradicted him at all.

Diplomats met for seven hours over sanctions and weapons in a hotel that was closed off to the media.
"""


def article(text: str, id_: str | None = None) -> Article:
    return article_from_version(
        Version.of(text, text.encode()), outlet="Post", title="Talks", date="", source="post.txt", id=id_
    )


def tagged(of: Article, words: str) -> Annotation:
    start = of.version.text.index(words)
    passage = Passage.of(of, start, start + len(words))
    return Annotation(new_id(), passage, ("claim",), annotator="ana", created=now(), modified=now())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "a.json", "ana")


def test_annotations_of_the_open_version_need_no_place(store: Store) -> None:
    first = article(TEXT)
    annotation = tagged(first, "Troops will move")
    store.apply(Change("added", (Edit(None, annotation),), new_id()))
    assert find_annotations(store, first) == [annotation]
    assert store.placements(first.id, first.version.sha256) == {}


def test_what_was_sought_once_is_known_from_then_on_and_the_target_never_changes(store: Store) -> None:
    first = article(TEXT)
    annotation = tagged(first, "Troops will move before the summit")
    store.keep_story(Story("Talks", (first,), ("/a",)))
    store.apply(Change("added", (Edit(None, annotation),), new_id()))
    later = article("A line put in front.\n\n" + TEXT, first.id)
    assert stored_annotations(store, later)[0].placement is None
    (found,) = find_annotations(store, later)
    assert later.version.text[slice(*found.span)] == "Troops will move before the summit"
    assert found.placement is not None
    assert found.placement.how == "moved"
    assert stored_annotations(store, later) == [found]
    assert store.annotations(first.id) == [annotation]


def test_a_passage_that_is_gone_is_an_orphan_and_stays_in_the_store(store: Store) -> None:
    first = article(TEXT)
    annotation = tagged(first, "Troops will move before the summit")
    store.keep_story(Story("Talks", (first,), ("/a",)))
    store.apply(Change("added", (Edit(None, annotation),), new_id()))
    paragraphs = TEXT.split("\n\n")
    later = article("\n\n".join([*paragraphs[:2], paragraphs[3]]), first.id)
    (orphan,) = find_annotations(store, later)
    assert orphan.placement is not None
    assert orphan.placement.how == "orphan"
    assert store.annotations(first.id) == [annotation]


def test_the_same_paths_with_a_changed_text_keep_the_articles_id(store: Store) -> None:
    first = article(TEXT)
    store.keep_story(Story("Talks", (first,), ("/a",)))
    later = article(TEXT.replace("seven hours", "six hours"))
    assert later.id != first.id
    assert recognised(store, Story("Talks", (later,), ("/a",))).story.articles[0].id == first.id


def test_at_another_path_a_text_of_which_less_than_half_is_left_is_another_article(store: Store) -> None:
    first = article(TEXT)
    store.keep_story(Story("Talks", (first,), ("/a",)))

    def is_first(text: str, path: str) -> bool:
        return recognised(store, Story("Talks", (article(text),), (path,))).story.articles[0].id == first.id

    corrected = TEXT.replace("seven hours", "six hours")
    rewritten = "\n\n".join(
        [*TEXT.split("\n\n")[:2], "Snow fell for two nights, and the roads to the north were shut."]
    )
    assert [is_first(text, path) for text in (corrected, rewritten) for path in ("/a", "/b")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_a_changed_file_that_is_first_opened_in_another_story_keeps_the_articles_id(store: Store) -> None:
    first = article(TEXT)
    store.keep_story(Story("Talks", (first,), ("/in/post.txt", "/in/other.txt")))
    later = article(TEXT.replace("seven hours", "six hours"))
    assert recognised(store, Story("Talks", (later,), ("/in/post.txt",))).story.articles[0].id == first.id


def test_a_changed_file_keeps_its_articles_id_when_the_kept_texts_are_lost(store: Store) -> None:
    first = article(TEXT)
    store.keep_story(Story("Talks", (first,), ("/a",)))
    later = replace(article(TEXT.replace("seven hours", "six hours")), id=first.id)
    store.keep_story(Story("Talks", (later,), ("/a",)))
    annotation = tagged(first, "Troops will move before the summit")
    store.apply(Change("added", (Edit(None, annotation),), new_id()))
    for text in (store.path.parent / "a.versions").iterdir():
        text.unlink()
    unchanged = article(later.version.text)
    assert recognised(store, Story("Talks", (unchanged,), ("/a",))).story.articles[0].id == first.id
    third = article(TEXT.replace("seven hours", "two hours"))
    (known_again,) = recognised(store, Story("Talks", (third,), ("/a",))).story.articles
    assert known_again.id == first.id
    (found,) = find_annotations(store, known_again)
    assert third.version.text[slice(*found.span)] == annotation.passage.exact


def test_quite_another_text_at_the_same_path_is_another_article(store: Store) -> None:
    store.keep_story(Story("Talks", (article(TEXT),), ("/a",)))
    other = article("A storm hit\n\nA storm hit an island far away; no person came to harm, officials there told us.\n")
    assert recognised(store, Story("Storm", (other,), ("/a",))).story.articles[0].id == other.id


def test_a_file_that_was_changed_back_is_exported_and_kept_as_it_is_now(store: Store) -> None:
    first = article(TEXT)
    annotation = tagged(first, "Troops will move")
    store.keep_story(Story("Talks", (first,), ("/a",)))
    store.apply(Change("added", (Edit(None, annotation),), new_id()))
    later = article("A line put in front.\n\n" + TEXT, first.id)
    store.keep_story(Story("Talks", (later,), ("/a",)))
    find_annotations(store, later)
    assert [found.placement is None for found in store.everything()] == [False]
    store.keep_story(Story("Talks", (first,), ("/a",)))
    assert list(store.everything()) == [annotation]
    (again,) = store.stories()
    assert store.story(again).articles[0].version == first.version
    store.keep_story(Story("Talks", (later,), ("/a",)), {"offset": 3})
    assert store.story(again).articles[0].version == first.version, "a window that is left opens nothing"


def test_a_person_confirms_a_place_or_makes_it_an_orphan(store: Store) -> None:
    first = article(TEXT)
    store.keep_story(Story("Talks", (first,), ("/a",)))
    store.apply(Change("added", (Edit(None, tagged(first, "Troops will move")),), new_id()))
    (found,) = find_annotations(store, article("New.\n\n" + TEXT, first.id))
    assert found.placement is not None
    doubtful = replace(found, placement=found.placement._replace(check=True))
    assert confirmed_placement(doubtful, here=True) == found.placement
    refused = confirmed_placement(doubtful, here=False)
    assert refused is not None
    assert (refused.how, refused.start, refused.end) == ("orphan", 0, 0)
    assert confirmed_placement(tagged(first, "Diplomats"), here=True) is None


def test_the_summary_counts_what_was_found_what_is_doubtful_and_what_has_gone(store: Store) -> None:
    first = article(TEXT)
    store.keep_story(Story("Talks", (first,), ("/a",)))
    (found,) = [tagged(first, "Troops will move")]
    store.apply(Change("added", (Edit(None, found),), new_id()))
    (moved,) = find_annotations(store, article("New.\n\n" + TEXT, first.id))
    assert moved.placement is not None
    doubtful = replace(moved, placement=moved.placement._replace(check=True))
    orphan = replace(moved, placement=moved.placement._replace(how="orphan"))
    assert search_summary([moved, doubtful, orphan]) == "2 found again in the changed text, 1 to be confirmed, 1 orphan"
    assert search_summary([orphan]) == "none found again in the changed text, 1 orphan"
    assert search_summary([]) == ""


# Passages whose ends a person has moved


def ends_moved(store: Store, annotation: Annotation, of: Article, words: str) -> Change:
    """The annotation taken to other words of the open text, and kept so."""
    moved = replace(annotation.revised(passage=tagged(of, words).passage), placement=None)
    change = Change("ends moved", (Edit(annotation, moved),), new_id())
    store.apply(change)
    return change


def words_of(store: Store, of: Article) -> str:
    (found,) = find_annotations(store, of)
    return of.version.text[slice(*found.span)]


def test_a_passage_that_was_moved_in_the_open_text_stands_there_and_back_where_it_was_found(store: Store) -> None:
    first = article(TEXT)
    store.keep_story(Story("Talks", (first,), ("/a",)))
    store.apply(Change("added", (Edit(None, tagged(first, "Troops will move")),), new_id()))
    later = article("A line put in front.\n\n" + TEXT, first.id)
    store.keep_story(Story("Talks", (later,), ("/a",)))
    (found,) = find_annotations(store, later)
    change = ends_moved(store, found, later, "move before the summit")
    (moved,) = stored_annotations(store, later)
    assert (moved.placement, words_of(store, later)) == (None, "move before the summit")
    assert [annotation.placement for annotation in store.everything()] == [None]
    assert words_of(store, first) == "move before the summit"
    store.apply(change.inverse())
    (back,) = stored_annotations(store, later)
    assert back.placement == found.placement
    assert words_of(store, later) == words_of(store, first) == "Troops will move"


def test_a_place_found_for_the_passage_as_it_was_moved_is_not_that_of_the_older_one(store: Store) -> None:
    first = article(TEXT)
    store.keep_story(Story("Talks", (first,), ("/a",)))
    annotation = tagged(first, "Troops will move")
    store.apply(Change("added", (Edit(None, annotation),), new_id()))
    change = ends_moved(store, annotation, first, "Diplomats met for seven hours")
    later = article("A line put in front.\n\n" + TEXT, first.id)
    store.keep_story(Story("Talks", (later,), ("/a",)))
    assert words_of(store, later) == "Diplomats met for seven hours"
    store.apply(change.inverse())
    assert [annotation.placement for annotation in stored_annotations(store, later)] == [None]
    assert [annotation.placement for annotation in store.everything()] == [None]
    assert words_of(store, later) == "Troops will move"


def test_places_noted_before_passages_could_be_moved_are_those_of_the_passage_as_it_was(store: Store) -> None:
    first = article(TEXT)
    store.keep_story(Story("Talks", (first,), ("/a",)))
    annotation = tagged(first, "Troops will move")
    store.apply(Change("added", (Edit(None, annotation),), new_id()))
    later = article("A line put in front.\n\n" + TEXT, first.id)
    (found,) = find_annotations(store, later)
    assert found.placement is not None
    released = found.placement._replace(of=None)
    store.save_placements(first.id, {annotation.id: released})
    assert [annotation.placement for annotation in stored_annotations(store, later)] == [released]
    change = ends_moved(store, annotation, first, "Diplomats met for seven hours")
    assert [annotation.placement for annotation in stored_annotations(store, later)] == [None]
    store.apply(change.inverse())
    assert [annotation.placement for annotation in stored_annotations(store, later)] == [found.placement]
    assert [done.what for done in store.history([first.id])] == ["added", "ends moved", "ends moved"]
