"""What a person put right, in a store: kept, beside other windows, taken back, and found again in changed texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotations.amendments import (
    BEGINS,
    BREAK,
    GOES_ON,
    KIND,
    RULE,
    RULE_MATCHES,
    Amendment,
    AmendmentEdit,
    facts_given,
)
from annotations.anchoring.amendments import find_amendments, sought_amendments, stored_amendments
from annotations.anchoring.known_story import known_story
from annotations.anchoring.together import bringing_together
from annotations.changes import Change, Edit
from annotations.exports.homes import gathered
from annotations.history import History
from annotations.ids import new_id
from annotations.library import library
from annotations.model import Passage
from annotations.store import emergency, journal
from annotations.store.emergency import Work
from annotations.store.records import AMENDMENTS
from annotations.store.store import OutdatedError, Store
from annotations.store.verify import verify
from articles.errors import NewsreaderError
from articles.model import Article, Kind, Story, Version, article_id
from articles.outlet_rules import MATCHES
from articles.read import article_from_version
from tests.annotations.conftest import make_annotation
from tests.annotations.store.test_verify import found, put
from tests.each import for_each
from tui.cli.text import named_article

if TYPE_CHECKING:
    from pathlib import Path

HARBOUR = """\
Harbour workers vote to strike

Crane drivers at Lanville voted on Tuesday to stop work from midnight. Their union said so in a letter on Monday.

More on the strike in our paper tomorrow

The port authority called the vote unlawful and said that it would go to court over it.

Nobody had been hurt when a crane fell into the northern basin in March, the owners claimed.
"""
QUAYS = """\
Lanville quays fall silent

A strike of crane drivers began at midnight in Lanville after their union had voted for it on Tuesday.

The owners denied that anybody was hurt when a crane fell into the basin in March.
"""
STAMP = "2026-01-02T03:04:05.678Z"


def article(text: str, outlet: str, id_: str | None = None) -> Article:
    version = Version.of(text, text.encode())
    id_ = id_ or article_id(version.sha256)
    return article_from_version(version, outlet=outlet, title="", date="2022-03-14", source=f"{outlet}.txt", id=id_)


POST, COURIER = article(HARBOUR, "Post"), article(QUAYS, "Courier")
STORY = Story("Strike", (POST, COURIER), ("/post", "/courier"))
UNION = HARBOUR.index("Their union")


def said(what: str, value: str, of: Article = POST, **fields: object) -> Amendment:
    return Amendment(what, value, of.id, **{"annotator": "ana", "created": STAMP, "modified": STAMP, **fields})  # type: ignore[arg-type]


def kind(n: int, value: str = "boilerplate", of: Article = POST, **fields: object) -> Amendment:
    paragraph = of.paragraph(n)
    return said(KIND, value, of, passage=Passage.of(of, paragraph.start, paragraph.end), **fields)


def broken(start: int, value: str = BEGINS) -> Amendment:
    return said(BREAK, value, passage=Passage.of(POST, start, start + 40))


RULED = said(RULE, "boilerplate", outlet="Post", match="begins", words="More on")
EVERY = [said("outlet", "Lanville Post"), kind(3), broken(UNION), RULED]


def saying(*edits: tuple[Amendment | None, Amendment | None], what: str = "put right") -> Change:
    return Change(what, (), new_id(), amendments=tuple(AmendmentEdit(*edit) for edit in edits))


def of_first(store: Store, story: Story = STORY) -> list[tuple[str, str]]:
    """The paragraphs of the first article as a person put them right: kind, and how each begins."""
    return [(p.kind.value, p.shown[:12]) for p in known_story(store, story).story.articles[0].paragraphs]


AS_READ = [
    ("headline", "Harbour work"),
    ("body", "Crane driver"),
    ("subheading", "More on the "),
    ("body", "The port aut"),
    ("body", "Nobody had b"),
]


@pytest.fixture
def store(path: Path) -> Store:
    store = Store.open(path, "ana")
    store.keep_story(STORY)
    return store


# Values


@for_each("made", [*EVERY, said("byline", "", extra={"why": "new"}), broken(UNION, GOES_ON)], repr)
def test_a_record_says_all_of_an_amendment_and_keeps_fields_that_it_does_not_know(made: Amendment) -> None:
    assert Amendment.from_record(made.to_record()) == made
    assert made.extra.items() <= made.to_record().items()


@for_each(
    "made, wrong",
    [
        (EVERY[0], {"what": "colour"}),
        (EVERY[0], {"value": 3}),
        (EVERY[0], {"rev": "1"}),
        (EVERY[1], {"value": "poem"}),
        (EVERY[1], {"passage": {}}),
        (EVERY[1], {"article": "another"}),
        (EVERY[1], {"passage": {**kind(3).to_record()["passage"], "end": 0}}),
        (EVERY[2], {"value": "perhaps"}),
        (EVERY[3], {"match": "like"}),
        (EVERY[3], {"words": None}),
    ],
    str,
)
def test_what_is_no_amendment_is_refused(made: Amendment, wrong: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        Amendment.from_record({**made.to_record(), **wrong})


def test_what_is_said_of_one_fact_paragraph_place_or_by_one_rule_is_one_record() -> None:
    assert said("title", "A").key == said("title", "B").key != said("title", "A", COURIER).key
    assert kind(3).key == kind(3, "caption").key != kind(2).key
    assert broken(UNION).key == broken(UNION, GOES_ON).key
    assert RULED.key == RULED._replace(value="caption", article=COURIER.id, outlet="POST").key
    assert RULED.key != RULED._replace(words="More").key
    assert set(RULE_MATCHES) == set(MATCHES)


# In a store


def test_a_story_is_told_as_it_was_put_right_and_kept_as_it_was_read(path: Path, store: Store) -> None:
    store.apply(saying(*((None, one) for one in EVERY)))
    assert of_first(store) == [*AS_READ[:2], ("body", "Their union "), ("boilerplate", "More on the "), *AS_READ[3:]]
    known = known_story(store, STORY)
    assert known.story.articles[0].outlet == "Lanville Post"
    store.keep_story(known.story)
    kept = store.articles()[POST.id]
    assert (kept.outlet, kept.versions[-1].paragraphs) == ("Post", len(POST.paragraphs))
    (record,) = store.stories()
    assert record.facts[POST.id].outlet == "Post"
    assert store.story(record).articles[0].outlet == "Post"
    assert known_story(store, store.story(record)).story.articles == known.story.articles
    assert verify(path).findings == []


def test_an_annotation_names_the_paragraph_as_it_was_read_whatever_is_put_right(path: Path, store: Store) -> None:
    store.apply(saying((None, broken(UNION)), (None, broken(POST.paragraph(4).start, GOES_ON))))
    right = known_story(store, STORY).story.articles[0]
    at = HARBOUR.index("The port")
    passage = Passage.of(right, at, at + 8)
    assert (passage.paragraph, right.paragraph_at(at).n) == (4, 4)
    assert Passage.of(right, UNION, UNION + 5).paragraph == 2
    assert right.paragraph_at(UNION).n == 3
    for number, start in enumerate((at, UNION)):
        made = make_annotation(number, start, start + 5, article=right)
        store.apply(Change("tagged", (Edit(None, made),), new_id()))
    assert verify(path).findings == []
    store.apply(saying((broken(UNION), None)))
    assert verify(path).findings == []


def test_facts_that_a_person_gave_stand_without_a_text_too(store: Store) -> None:
    store.apply(saying((None, said("outlet", "Lanville Post")), (None, said("date", "", COURIER))))
    assert facts_given(store.all_amendments()) == {POST.id: {"outlet": "Lanville Post"}, COURIER.id: {"date": ""}}
    (listed,) = library(store)
    assert (listed.outlets, listed.dates) == (("Lanville Post", "Courier"), ("2022-03-14",))
    assert named_article(store, "lanville post") == (POST.id, "Lanville Post")
    with pytest.raises(NewsreaderError, match=r"there are: .*Lanville Post"):
        named_article(store, "Post")
    for kept in store.path.parent.rglob("*.txt.gz"):
        kept.unlink()
    made = make_annotation(1, 0, 7, article=POST)
    store.apply(Change("tagged", (Edit(None, made),), new_id()))
    home = gathered(store).homes[POST.id]
    assert (home.outlet, home.title, home.date, home.article) == ("Lanville Post", POST.title, POST.date, None)


def test_a_rule_is_for_all_articles_of_its_outlet_in_any_story(store: Store) -> None:
    store.apply(saying((None, RULED)))
    other = article(QUAYS.replace("The owners", "More on the strike: the owners"), "POST")
    courier = article(QUAYS.replace("The owners", "More on it, the owners"), "Courier")
    right = known_story(store, Story("Quays", (other, courier))).story
    assert [one.paragraphs[-1].kind for one in right.articles] == [Kind.BOILERPLATE, Kind.BODY]
    twice = Story("Quays", (article("One. It said.", "Post"), article(other.version.text, "Post 2")))
    assert known_story(store, twice).story.articles[1].paragraphs[-1].kind is Kind.BOILERPLATE
    named = known_story(store, STORY._replace(articles=(COURIER, POST)))
    assert named.story.articles[1].paragraph(3).kind is Kind.BOILERPLATE


# Two windows


def test_two_windows_that_put_the_same_right_have_one_record_and_the_later_is_told(path: Path) -> None:
    one, other = Store.open(path, "ana"), Store.open(path, "ben")
    assert one.apply(saying((None, said("outlet", "Post of Lanville")), (None, kind(3)))).collided == []
    assert other.apply(saying((None, said("outlet", "Lanville Post")))).collided == ["outlet"]
    assert other.apply(saying((None, kind(3, "caption")))).collided == ["paragraphs"]
    assert other.apply(saying((None, kind(3, "caption")))).collided == []
    assert {(a.what, a.value, a.rev) for a in one.amendments([POST.id])} == {
        ("outlet", "Lanville Post", 2),
        (KIND, "caption", 2),
    }


def test_taking_back_is_refused_where_another_window_said_something_else_since(path: Path, store: Store) -> None:
    change = saying((None, kind(3)))
    store.apply(change)
    Store.open(path, "ben").apply(saying((kind(3), kind(3, "caption", rev=2))))
    with pytest.raises(OutdatedError):
        store.apply(change.inverse())
    assert [left.value for left in store.amendments([POST.id])] == ["caption"]


def test_amendments_are_taken_back_and_made_again_after_a_restart_and_only_of_these_articles(
    path: Path, store: Store
) -> None:
    store.apply(saying(*((None, one) for one in EVERY), what="all"))
    store.apply(saying((None, said("title", "Quays", COURIER)), what="of another"))
    store.close()
    for count in (0, 4, 0):
        again = Store.open(path, "ana")
        history = History(again.history([POST.id]))
        change = history.undo() if count == 0 else history.redo()
        assert change is not None
        assert change.what == "all"
        again.apply(change)
        assert len([one for one in again.all_amendments() if one.article == POST.id]) == count
        again.close()
    assert Store.open(path, "ben").history([POST.id]) == []


def test_an_action_is_one_line_and_all_of_it_or_nothing_is_there_after_a_kill(path: Path, store: Store) -> None:
    before = journal.beside(path).read_bytes()
    store.apply(saying(*((None, one) for one in EVERY)))
    line = journal.beside(path).read_bytes()[len(before) :]
    assert line.count(b"\n") == 1
    for cut in (1, len(line) // 2, len(line) - 1):
        journal.beside(path).write_bytes(before + line[:cut])
        assert Store.open(path).all_amendments() == []
    journal.beside(path).write_bytes(before + line)
    assert len(Store.open(path).all_amendments()) == 4


def test_what_could_not_be_saved_is_taken_in_by_the_next_start(path: Path, store: Store) -> None:
    store.close()
    emergency.keep(path, [Work.of_change(saying(*((None, one) for one in EVERY)))], "ana")
    again = Store.open(path, "ana")
    emergency.take_in(again._storage, everywhere=False)
    assert {one.key for one in again.all_amendments()} == {one.key for one in EVERY}


# In the texts that are open


def test_paragraphs_are_found_again_in_a_changed_text_and_sought_once(store: Store) -> None:
    start = POST.paragraph(5).start
    joined = said(BREAK, GOES_ON, passage=Passage.of(POST, start, POST.paragraph(5).end))
    store.apply(saying((None, kind(3, "caption")), (None, broken(UNION)), (None, joined)))
    text = "A line put in front of it all.\n\n" + HARBOUR.replace("on Tuesday", "late on Tuesday")
    later = STORY._replace(articles=(article(text, "Post", POST.id), COURIER))
    assert stored_amendments(store, later).unsought
    assert known_story(store, later, seeks=False).unsought
    right = [
        (p.kind.value, p.shown[:12]) for p in find_amendments(store, later).put_right(later).articles[0].paragraphs
    ]
    assert ("body", "Their union ") in right
    assert ("caption", "More on the ") in right
    assert ("body", "Nobody had b") not in right
    assert not stored_amendments(store, later).unsought
    kept = [one.passage for one in store.amendments([POST.id]) if one.passage]
    assert [passage.version for passage in kept] == [POST.version.sha256] * 3


def test_what_was_said_of_a_paragraph_that_has_gone_is_kept_told_and_counts_again_with_it(store: Store) -> None:
    store.apply(saying((None, kind(3))))
    text = HARBOUR.replace("More on the strike in our paper tomorrow\n\n", "")
    gone = STORY._replace(articles=(article(text, "Post", POST.id), COURIER))
    known = known_story(store, gone)
    assert known.told_lost == "1 paragraph that was put right is not surely in the changed text"
    assert known.story.articles[0].as_read is None
    assert of_first(store)[2] == ("boilerplate", "More on the ")
    assert sought_amendments(store, STORY).told_lost == ""


def test_what_was_put_right_under_another_article_of_the_same_text_goes_with_it(store: Store) -> None:
    other = article(HARBOUR, "Herald", "herald-article")
    store.keep_story(Story("Alone", (other,), ("/herald",)))
    fact, paragraph = said("date", "2022-03-15", other), kind(3, of=other)
    store.apply(saying((None, fact), (None, paragraph), (None, said("outlet", "Lanville Post", other))))
    store.apply(saying((None, said("outlet", "Post of Lanville", modified="2027-01-02T03:04:05.678Z"))))
    change = bringing_together(store, {other.id: POST.id})
    assert change is not None
    store.apply(change)
    assert {(one.what, one.value) for one in store.amendments([POST.id])} == {
        ("date", "2022-03-15"),
        (KIND, "boilerplate"),
        ("outlet", "Post of Lanville"),
    }
    assert store.amendments([other.id]) == []
    assert bringing_together(store, {other.id: POST.id}) is None


# Checked


def test_verify_finds_what_is_wrong_with_amendments(path: Path, store: Store) -> None:
    store.apply(saying(*((None, one) for one in EVERY)))
    assert verify(path).findings == []
    where = f"record {kind(3).key} of {AMENDMENTS}"
    put(path, AMENDMENTS, kind(3).key, lambda record: record.update(value="poem"))
    assert found(path) == [f"{where}: is none of its kind: 'poem' is no kind"]
    put(path, AMENDMENTS, kind(3).key, lambda record: record.update(kind(2).to_record()))
    assert found(path) == [f"{where}: stands under an id that is not its own"]
    put(path, AMENDMENTS, kind(3).key, lambda record: record.update(kind(3).to_record()))
    put(path, AMENDMENTS, EVERY[0].key, lambda record: record.update(article="gone"))
    assert f"record {EVERY[0].key} of {AMENDMENTS}: is of the article gone, which is not kept" in found(path)
