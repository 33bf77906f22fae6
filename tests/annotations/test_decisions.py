"""Decisions about links and pivots in a store: beside other windows, taken back, and in changed texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotations.anchoring import decisions
from annotations.changes import Change, Edit
from annotations.decisions import PIVOT, Decision, DecisionEdit, Earlier
from annotations.history import History
from annotations.ids import new_id
from annotations.model import Passage
from annotations.store import journal
from annotations.store.merge_decisions import merged_decision
from annotations.store.records import LINKS
from annotations.store.store import OutdatedError, Store
from annotations.store.verify import verify
from articles.edits import ANEW, Correction
from articles.model import Article, ParagraphId, Story, Version, article_id
from articles.read import article_from_version
from tests.annotations.anchoring.test_annotations import TEXT
from tests.annotations.conftest import make_annotation
from tests.annotations.store.test_verify import found, put

if TYPE_CHECKING:
    from pathlib import Path

OTHER = """\
Rome meeting ends

Diplomats met seven hours in a hotel over sanctions and weapons, and the media were kept away from it.

On Monday the minister denied it and left for the airport with his aides, as an officer confirmed later.
"""


def article(text: str, outlet: str = "Post", id_: str | None = None) -> Article:
    version = Version.of(text, text.encode())
    id_ = id_ or article_id(version.sha256, outlet)
    return article_from_version(version, outlet=outlet, title="Talks", date="", source=f"{outlet}.txt", id=id_)


POST, COURIER, HERALD = article(TEXT), article(OTHER, "Courier"), article(OTHER, "Herald")
STORY = Story("Talks", (POST, COURIER), ("/post", "/courier"))
WIDER = Story("Talks", (POST, COURIER, HERALD), ("/post", "/courier", "/herald"))


def whole(of: Article, n: int) -> Passage:
    paragraph = of.paragraph(n)
    return Passage.of(of, paragraph.start, paragraph.end)


def decision(a: int = 2, b: int = 3, verdict: str = "linked", **fields: object) -> Decision:
    stamps = {"annotator": "ana", "created": "2026-01-02T03:04:05.678Z", "modified": "2026-01-02T03:04:05.678Z"}
    return Decision.about(whole(POST, a), whole(COURIER, b), verdict, **{**stamps, **fields})


def pivot(article_id: str = COURIER.id, story: Story = STORY) -> Decision:
    return Decision(PIVOT, story=story.id, article=article_id, annotator="ana", created="t", modified="t")


def deciding(*edits: tuple[Decision | None, Decision | None]) -> Change:
    return Change("decided", (), new_id(), links=tuple(DecisionEdit(*edit) for edit in edits))


def corrections(store: Store, story: Story = STORY) -> tuple[Correction, ...]:
    decided = decisions.find_decisions(store, story)
    return decisions.resolve_decisions(story, decided.decisions, decided.places).corrections


@pytest.fixture
def store(path: Path) -> Store:
    store = Store.open(path, "ana")
    store.keep_story(STORY)
    return store


LINKED = Correction(ParagraphId(0, 2), ParagraphId(1, 3), "linked")


# Values


def test_a_decision_about_the_same_paragraphs_is_one_record_in_whatever_order_they_are_named() -> None:
    one, other = whole(POST, 2), whole(COURIER, 3)
    keys = {Decision.about(*ends, "cut").key for ends in ((one, other), (other, one))}
    assert keys == {decision().key}
    assert decision(2, 2).key != decision(2, 3).key


BEFORE = (Earlier("cut", POST.id, "2026-01-01T03:04:05.678Z"), Earlier("linked", "", "2026-01-01T04:04:05.678Z"))


@pytest.mark.parametrize(
    "made",
    [
        decision(),
        decision(extra={"why": "new"}),
        decision(mover=POST.id, earlier=BEFORE),
        pivot(),
        pivot()._replace(anew="2026-01-03T03:04:05.678Z"),
    ],
)
def test_a_record_says_all_of_a_decision_and_keeps_fields_that_it_does_not_know(made: Decision) -> None:
    assert Decision.from_record(made.to_record()) == made


@pytest.mark.parametrize(
    "wrong",
    [
        {"verdict": "perhaps"},
        {"ends": []},
        {"ends": [whole(POST, 2).to_record()] * 2},
        {"ends": [whole(POST, 2).to_record(), {**whole(COURIER, 2).to_record(), "end": 0}]},
        {"ends": "both"},
        {"rev": "1"},
        {"verdict": PIVOT},
        {"mover": 1},
        {"earlier": "cut"},
        {"earlier": [{"verdict": "perhaps", "mover": "", "modified": ""}]},
        {"earlier": [{"verdict": "cut"}]},
    ],
    ids=str,
)
def test_what_is_no_decision_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        Decision.from_record({**decision().to_record(), **wrong})


# Two windows


def test_what_was_decided_in_between_gives_way_to_what_is_said_last_but_is_not_forgotten_unseen() -> None:
    linked, cut, confirmed = (decision(verdict=verdict) for verdict in ("linked", "cut", "confirmed"))
    there = cut._replace(rev=2).to_record()
    later = merged_decision(there, DecisionEdit(linked, confirmed))
    assert later is not None
    assert (later["verdict"], later["rev"]) == ("confirmed", 3)
    assert merged_decision(there, DecisionEdit(linked, None)) == there
    assert merged_decision(there, DecisionEdit(cut, None)) is None
    assert merged_decision(None, DecisionEdit(linked, confirmed)) == confirmed.to_record()


def test_an_edit_made_twice_is_as_good_as_made_once() -> None:
    for edit in (DecisionEdit(None, decision()), DecisionEdit(decision(), decision(verdict="cut")._replace(rev=2))):
        once = merged_decision(edit.before.to_record() if edit.before else None, edit)
        assert merged_decision(once, edit) == once


def test_two_windows_that_decide_about_the_same_pair_have_one_record_and_the_later_is_told(path: Path) -> None:
    one, other = Store.open(path, "ana"), Store.open(path, "ben")
    assert one.apply(deciding((None, decision()))).collided == []
    assert other.apply(deciding((None, decision(verdict="cut", annotator="ben")))).collided == ["alignment"]
    assert other.apply(deciding((None, decision(3, 2)))).collided == []
    (first, second) = sorted(one.decisions(STORY), key=lambda found: found.verdict)
    assert (first.verdict, first.annotator, first.rev) == ("cut", "ben", 2)
    assert second == decision(3, 2)


def test_the_same_decision_of_two_windows_does_not_collide(path: Path) -> None:
    one, other = Store.open(path, "ana"), Store.open(path, "ana")
    one.apply(deciding((None, decision())))
    assert other.apply(deciding((None, decision(created="later")))).collided == []


# Taken back


def test_a_decision_is_taken_back_and_made_again_after_a_restart(path: Path, store: Store) -> None:
    store.apply(deciding((None, decision()), (None, decision(3, 2, "cut")), (None, pivot())))
    store.close()
    for count in (0, 3, 0):
        again = Store.open(path, "ana")
        history = History(again.history([POST.id, COURIER.id]))
        change = history.undo() if count == 0 else history.redo()
        assert change is not None
        again.apply(change)
        assert len(again.decisions(STORY)) == count
        again.close()


def test_a_decision_that_comes_back_is_as_old_as_it_was(store: Store) -> None:
    store.apply(deciding((None, decision())))
    change = deciding((decision(), decision(verdict="cut", modified="2026-02-02T03:04:05.678Z", rev=2)))
    store.apply(change)
    store.apply(change.inverse())
    (left,) = store.decisions(STORY)
    assert (left.verdict, left.modified) == ("linked", decision().modified)


def test_taking_back_is_refused_where_another_window_decided_since(path: Path, store: Store) -> None:
    change = deciding((None, decision()))
    store.apply(change)
    Store.open(path, "ben").apply(deciding((decision(), decision(verdict="confirmed", rev=2))))
    with pytest.raises(OutdatedError):
        store.apply(change.inverse())
    assert [left.verdict for left in store.decisions(STORY)] == ["confirmed"]


def test_decisions_and_annotations_of_one_change_are_taken_back_together(store: Store) -> None:
    annotation = make_annotation()
    change = deciding((None, decision()))._replace(edits=(Edit(None, annotation),))
    done = store.apply(change).change
    assert (done.edits, done.links) == (change.edits, change.links)
    store.apply(done.inverse())
    assert ([*store.everything()], store.decisions(STORY)) == ([], [])


def test_what_is_of_another_story_or_annotator_is_not_to_be_taken_back_here(path: Path, store: Store) -> None:
    store.keep_story(WIDER)
    herald = Decision.about(whole(POST, 2), whole(HERALD, 2), "cut", annotator="ana", created="t", modified="t")
    store.apply(deciding((None, herald))._replace(what="with Herald"))
    store.apply(deciding((None, pivot(story=WIDER)))._replace(what="pivot of the wider"))
    store.apply(deciding((None, pivot()))._replace(what="pivot"))
    Store.open(path, "ben").apply(deciding((None, decision()))._replace(what="ben's"))
    assert [change.what for change in store.history([POST.id, COURIER.id])] == ["pivot"]
    assert [change.what for change in store.history([POST.id, COURIER.id, HERALD.id])] == [
        "with Herald",
        "pivot of the wider",
    ]
    assert {found.verdict for found in store.decisions(STORY)} == {"linked", PIVOT}
    assert len(store.decisions(WIDER)) == 3


def test_an_action_is_one_line_and_all_of_it_or_nothing_is_there_after_a_kill(path: Path, store: Store) -> None:
    store.apply(deciding((None, decision(2, 2))))
    before = journal.beside(path).read_bytes()
    store.apply(deciding((None, decision()), (decision(2, 2), None)))
    line = journal.beside(path).read_bytes()[len(before) :]
    assert line.count(b"\n") == 1
    for cut in (1, len(line) // 2, len(line) - 1):
        journal.beside(path).write_bytes(before + line[:cut])
        assert corrections(Store.open(path)) == (Correction(ParagraphId(0, 2), ParagraphId(1, 2), "linked"),)
    journal.beside(path).write_bytes(before + line)
    assert corrections(Store.open(path)) == (LINKED,)


# In the texts that are open


def test_decisions_stand_where_their_paragraphs_are_in_a_new_version_and_are_sought_once(store: Store) -> None:
    store.apply(deciding((None, decision()), (None, decision(3, 2, "cut")), (None, pivot())))
    later = article("A line put in front of it all.\n\n" + TEXT.replace("Then he left", "He left"), id_=POST.id)
    story = STORY._replace(articles=(later, COURIER))
    known = decisions.stored_decisions(store, story)
    assert known.unsought
    assert decisions.resolve_decisions(story, known.decisions, known.places).corrections == ()
    placed = decisions.find_decisions(store, story)
    resolved = decisions.resolve_decisions(story, placed.decisions, placed.places)
    assert {(c.a.n, c.b.n, c.verdict) for c in resolved.corrections} == {(3, 3, "linked"), (4, 2, "cut")}
    assert resolved.pivot == 1
    assert decisions.stored_decisions(store, story) == placed
    assert {decision.verdict for decision in store.decisions(STORY)} == {"linked", "cut", PIVOT}
    assert corrections(store) == (LINKED, Correction(ParagraphId(0, 3), ParagraphId(1, 2), "cut"))


def test_a_decision_whose_paragraph_has_gone_is_kept_and_comes_to_nothing(store: Store) -> None:
    store.apply(deciding((None, decision())))
    gone = "\n\n".join(part for part in TEXT.split("\n\n") if "Monday" not in part)
    story = STORY._replace(articles=(article(gone, id_=POST.id), COURIER))
    assert corrections(store, story) == ()
    assert corrections(store) == (LINKED,)


def test_decisions_are_told_in_the_order_in_which_they_were_made() -> None:
    late = decision(3, 2, modified="2026-03-02T03:04:05.678Z")
    early = decision(4, 2, modified="2025-03-02T03:04:05.678Z")
    told = decisions.resolve_decisions(STORY, [late, decision(), early], {}).corrections
    assert [correction.a.n for correction in told] == [4, 2, 3]


def test_what_was_decided_otherwise_before_is_told_in_its_turn() -> None:
    other = decision(3, 2, mover=COURIER.id, modified="2026-01-01T03:30:05.678Z")
    told = decisions.resolve_decisions(STORY, [decision(earlier=BEFORE), other], {}).corrections
    assert [(c.a.n, c.verdict, c.mover) for c in told] == [
        (2, "cut", ParagraphId(0, 2)),
        (3, "linked", ParagraphId(1, 2)),
        (2, "linked", None),
        (2, "linked", None),
    ]
    revised = decision(mover=POST.id).revised("cut", mover="", annotator="ben", modified="2026-02-02T03:04:05.678Z")
    assert revised.earlier == (Earlier("linked", POST.id, decision().modified),)
    assert (revised.key, revised.verdict, revised.annotator) == (decision().key, "cut", "ben")


def test_rows_computed_anew_count_what_was_decided_before_and_leave_the_pivot_chosen() -> None:
    late = decision(3, 2, modified="2026-03-02T03:04:05.678Z")
    anew = pivot()._replace(anew="2026-02-02T03:04:05.678Z")
    resolved = decisions.resolve_decisions(STORY, [late, anew, decision()], {})
    assert [c.verdict for c in resolved.corrections] == ["linked", "anew", "linked"]
    assert resolved.corrections[1] == ANEW
    assert resolved.pivot == 1


def test_records_of_a_decision_have_the_fields_they_always_had_where_nothing_else_is_to_be_said() -> None:
    stamps = {"annotator", "created", "modified", "rev"}
    assert decision().to_record().keys() == {"verdict", "ends"} | stamps
    assert pivot().to_record().keys() == {"verdict", "story", "article"} | stamps


def test_articles_in_another_order_have_the_same_decisions() -> None:
    turned = STORY._replace(articles=(COURIER, POST))
    (told,) = decisions.resolve_decisions(turned, [decision()], {}).corrections
    assert told == Correction(ParagraphId(0, 3), ParagraphId(1, 2), "linked")


# Checked


def test_verify_finds_what_is_wrong_with_decisions(path: Path, store: Store) -> None:
    store.apply(deciding((None, decision()), (None, pivot())))
    assert verify(path).findings == []
    where = f"record {decision().key} of {LINKS}"
    put(path, LINKS, decision().key, lambda record: record.update(verdict="perhaps"))
    assert found(path) == [f"{where}: is none of its kind: 'perhaps' is no verdict"]
    moved = decision().to_record()
    moved["ends"][0]["exact"] = "Other words."
    put(path, LINKS, decision().key, lambda record: record.update(moved))
    assert found(path) == [
        f"{where}: its words are not those of its text at {moved['ends'][0]['start']} to {moved['ends'][0]['end']}"
    ]
    put(path, LINKS, decision().key, lambda record: record.update(decision(3, 2).to_record()))
    assert found(path) == [f"{where}: stands under an id that is not its own"]
    put(path, LINKS, pivot().key, lambda record: record.update(article="gone"))
    assert f"record {pivot().key} of {LINKS}: is of the article gone, which is not kept" in found(path)
