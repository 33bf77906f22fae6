"""Correcting the alignment: what each command decides, says and leaves as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.anchoring.decisions import Decided
from annotations.codebook.codebook import Codebook
from annotations.store.store import Store
from articles.align import align
from articles.corrections import corrected, doubtful, regrouped
from articles.model import Alignment, ParagraphId
from articles.read import seed_story
from articles.rows import unaligned
from tests.csv_files import read_csv
from tests.stories import Kept, kept, select, session, story
from tui.keys.commands import COMMANDS
from tui.keys.keymap import DEFAULT
from tui.session.exporting import write_export
from tui.session.modes import CORRECT, READ, SELECT
from tui.session.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from annotations.decisions import Decision
    from tui.session.effect import Effect

SEEDS = seed_story()
SEED_ALIGNMENT = align(SEEDS)
PLAIN = """\
{0} talks end

Alpha bravo charlie delta.

Echo foxtrot golf hotel.

India juliett kilo lima.

Mike november oscar papa.
"""


def plain() -> Session:
    """Two accounts of the same four paragraphs, each beside its counterpart; the first opens the rows."""
    of = session(story(PLAIN.format("Rome"), PLAIN.format("Peace")))
    of.correcting.turn()
    return of


def seeds(alignment: Alignment = SEED_ALIGNMENT) -> Session:
    return Session(SEEDS, alignment, Codebook(), Kept([], [], {}), "ana", key=DEFAULT.key)


def rows(of: Session) -> list[tuple[tuple[int, ...], ...]]:
    return [row.cells for row in of.desk.shown.alignment.rows]


def beside(of: Session, one: tuple[int, int], other: tuple[int, int]) -> bool:
    return of.desk.shown.number_of[ParagraphId(*one)] == of.desk.shown.number_of[ParagraphId(*other)]


def verdicts(of: Session) -> list[str]:
    """What was handed on, as verdicts before and after."""
    return [
        f"{edit.before.verdict if edit.before else ''}>{edit.after.verdict if edit.after else ''}"
        for change in kept(of).changes
        for edit in change.links
    ]


def on(of: Session, article: int, n: int) -> Session:
    of.cursor.go(ParagraphId(article, n))
    return of


# The mode


def test_m_begins_and_ends_correcting() -> None:
    of = session()
    assert of.run(lambda of: of.correcting.turn()).cells == frozenset(of.desk.shown.row_of)
    assert of.mode == CORRECT
    assert of.run(lambda of: of.correcting.turn()).message == "Corrections are kept · m corrects again"
    assert of.mode == READ


def test_one_article_alone_has_nothing_to_correct() -> None:
    of = session(story("Talks fail.\n\nHe denied it."))
    assert of.run(lambda of: of.correcting.turn()).warn
    assert of.mode == READ


def test_a_story_whose_links_are_still_computed_is_not_corrected_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.align.LARGE_STORY_PARAGRAPHS", 3)
    of = session()
    of = Session(of.desk.story, unaligned(of.desk.story), Codebook(), Kept([], [], {}), "ana", key=DEFAULT.key)
    assert of.run(lambda of: of.correcting.turn()).warn
    of.align(align(of.desk.story))
    assert not of.run(lambda of: of.correcting.turn()).warn
    assert of.mode == CORRECT


def test_a_selection_has_its_keys_while_correcting_and_escape_ends_one_thing_after_the_other() -> None:
    of = plain()
    of.cursor.select("word")
    assert of.mode == SELECT
    assert of.run(lambda of: of.tagging.tag("claim")).message.startswith("claim added")
    assert of.mode == CORRECT
    on(of, 0, 3).correcting.take_up()
    assert (of.run(lambda of: of.correcting.leave()).message, of.correcting.taken_up, of.mode) == (
        "Let go",
        None,
        CORRECT,
    )
    of.correcting.leave()
    assert of.mode == READ


def test_no_tag_is_given_where_its_key_may_mean_something_else() -> None:
    of = plain()
    assert of.run(lambda of: of.tagging.tag("claim")).warn
    assert of.run(lambda of: of.tagging.tag_nth(2)).warn
    assert kept(of).changes == []
    of.correcting.turn()
    assert not of.run(lambda of: of.tagging.tag("claim")).warn


def test_signs_tell_how_a_paragraph_stands_on_its_row_only_while_correcting() -> None:
    of = plain()
    assert [of.correcting.firmness(ParagraphId(1, n)) for n in (1, 2)] == ["", "strong"]
    on(of, 1, 2).correcting.confirm()
    assert of.correcting.firmness(ParagraphId(1, 2)) == of.correcting.firmness(ParagraphId(0, 2)) == "by hand"
    on(of, 1, 3).correcting.take_up()
    assert of.correcting.firmness(ParagraphId(1, 3)) == "held"
    assert "held" in [mark.name for mark in of.marks(ParagraphId(1, 3))]
    of.correcting.turn()
    assert not {"held", "by hand"} & {mark.name for n in (2, 3) for mark in of.marks(ParagraphId(1, n))}


# Moving


def test_a_paragraph_moves_a_row_down_and_up_and_all_is_taken_back() -> None:
    of, first = plain(), rows(plain())
    effect = on(of, 1, 2).correcting.move(1)
    assert (effect.rows, effect.message) == (True, "Paragraph moved down · z takes it back")
    assert beside(of, (1, 2), (0, 3))
    assert of.desk.place.paragraph == ParagraphId(1, 2)
    of.correcting.move(-1)
    assert rows(of) == first
    for _ in range(2):
        assert of.run(lambda of: of.changes.undo()).rows
    assert rows(of) == first
    assert (verdicts(of)[-1], of.run(lambda of: of.changes.undo()).warn) == ("cut>", True)


def test_moving_on_forgets_the_link_that_only_moving_made() -> None:
    of = plain()
    on(of, 1, 2).correcting.move(1)
    of.correcting.move(1)
    assert beside(of, (1, 2), (0, 4))
    assert sorted(edit for edit in verdicts(of)[2:]) == [">linked", "linked>"]


def test_a_paragraph_of_the_pivot_moves_beside_the_only_other_article() -> None:
    of = plain()
    effect = on(of, 0, 2).correcting.move(1)
    assert effect.message == "Courier row 3 brought beside this paragraph · z takes it back"
    assert beside(of, (0, 2), (1, 3))


def test_what_cannot_move_says_so() -> None:
    of = plain()
    assert on(of, 1, 5).correcting.move(1).message == "There is no row below to move it to"
    assert on(of, 1, 2).correcting.move(-1).message == "There is no row above to move it to"
    assert on(of, 1, 1).correcting.move(1).message == "The headlines' row stands"
    three = session(story(*(PLAIN.format(city) for city in ("Rome", "Peace", "Border"))))
    three.correcting.turn()
    assert on(three, 0, 2).correcting.move(1).message.startswith("Post opens the rows")
    assert kept(of).changes == kept(three).changes == []


# Linking, cutting, confirming


def test_two_paragraphs_are_linked_by_taking_one_up_and_going_to_the_other() -> None:
    of = plain()
    assert "taken up" in on(of, 1, 2).correcting.take_up().message
    effect = on(of, 0, 5).correcting.take_up()
    assert effect.message == "Linked with Courier row 2 · z takes it back"
    assert beside(of, (1, 2), (0, 5))
    assert (of.correcting.taken_up, verdicts(of)) == (None, [">linked"])
    on(of, 1, 2).correcting.take_up()
    assert on(of, 0, 5).correcting.take_up().message == "The two are linked already"


def test_another_paragraph_of_the_same_account_is_taken_up_instead_and_the_same_is_let_go() -> None:
    of = plain()
    on(of, 1, 2).correcting.take_up()
    assert on(of, 1, 4).correcting.take_up().cells == {ParagraphId(1, 2), ParagraphId(1, 4)}
    assert of.correcting.taken_up == ParagraphId(1, 4)
    assert of.run(lambda of: of.correcting.take_up()).message == "Let go"
    assert on(of, 0, 1).correcting.take_up().warn
    assert kept(of).changes == []


def test_a_link_is_cut_and_cut_again_says_so() -> None:
    of = plain()
    assert on(of, 1, 3).correcting.cut().message == "Link with Post row 3 cut · z takes it back"
    assert not beside(of, (1, 3), (0, 3))
    assert of.run(lambda of: of.correcting.cut()).message == "Cut already · u forgets what was decided"
    on(of, 1, 4)
    assert on(of, 1, 3).correcting.cut().message == "There is no link to cut"
    assert verdicts(of) == [">cut"]
    assert of.run(lambda of: of.correcting.forget()).message == "1 decision forgotten · z takes it back"
    assert beside(of, (1, 3), (0, 3))
    assert of.run(lambda of: of.correcting.forget()).warn


def test_the_link_with_what_was_taken_up_is_cut() -> None:
    of = plain()
    on(of, 0, 4).correcting.take_up()
    assert on(of, 1, 3).correcting.cut().message == "There is no link to cut"
    on(of, 0, 4).correcting.take_up()
    assert on(of, 1, 4).correcting.cut().message == "Link with Post row 4 cut · z takes it back"


def test_the_links_of_a_row_and_all_before_it_are_confirmed() -> None:
    of = plain()
    assert on(of, 1, 3).correcting.confirm().message == "1 link confirmed · z takes it back"
    assert of.run(lambda of: of.correcting.confirm()).message == "All links of this row are confirmed already"
    assert on(of, 0, 4).correcting.confirm_before().message == "2 links confirmed up to this row · z takes it back"
    assert of.run(lambda of: of.correcting.confirm_before()).message == "All links up to this row are confirmed already"
    assert [of.correcting.firmness(ParagraphId(0, n)) for n in (2, 3, 4, 5)] == ["by hand"] * 3 + ["strong"]
    of.changes.undo()
    assert [of.correcting.firmness(ParagraphId(0, n)) for n in (2, 3, 4, 5)] == [
        "strong",
        "by hand",
        "strong",
        "strong",
    ]


def test_doubtful_links_are_gone_through_down_the_page_and_round_its_end() -> None:
    of = seeds()
    of.correcting.turn()
    count = len(doubtful(of.desk.shown.alignment))
    of.cursor.go_to_row(1)
    told = [of.run(lambda of: of.correcting.doubtful_step(1)).message for _ in range(count + 1)]
    assert [said.partition(":")[0] for said in told[:count]] == [f"{i} of {count}" for i in range(1, count + 1)]
    assert told[count].startswith(f"Round the page's end · 1 of {count}: weak link with ")
    assert of.run(lambda of: of.correcting.doubtful_step(-1)).message.startswith("Round the page's end · ")
    assert of.run(lambda of: of.correcting.doubtful_step(-1)).message.startswith(f"{count - 1} of {count}")


def test_what_was_gone_to_is_what_is_confirmed_or_cut_and_is_in_doubt_no_longer() -> None:
    of = seeds()
    of.correcting.turn()
    first, second, third = doubtful(of.desk.shown.alignment)[:3]
    of.cursor.go_to_row(1)
    of.correcting.doubtful_step(1)
    assert of.run(lambda of: of.correcting.confirm()).message.startswith("1 link confirmed")
    of.correcting.doubtful_step(1)
    of.correcting.cut()
    assert next((link.a, link.b) for link in doubtful(of.desk.shown.alignment)) == (third.a, third.b)
    pairs = {(link.a, link.b): link.by_hand for link in of.desk.shown.alignment.links}
    assert pairs[first.a, first.b]
    assert (second.a, second.b) not in pairs
    of.cursor.go(of.desk.place.paragraph)
    assert of.correcting.links_named() != ""


def test_without_a_weak_link_nothing_is_in_doubt() -> None:
    assert plain().correcting.doubtful_step(1).message.startswith("No link is in doubt")


def test_another_article_opens_the_rows_and_what_was_decided_before_comes_back() -> None:
    of = seeds()
    of.correcting.turn()
    first = rows(of)
    assert of.desk.shown.alignment.pivot == 0
    assert of.run(lambda of: of.correcting.choose_pivot()).message == "Reuters opens the rows already"
    for article, outlet in ((2, "DW"), (1, "Bloomberg")):
        n = next(n for n in of.desk.shown.order[article] if n > 1)
        assert on(of, article, n).correcting.choose_pivot().message == f"{outlet} opens the rows now · z takes it back"
        assert of.desk.shown.alignment.pivot == article
    assert verdicts(of) == [">pivot", "pivot>pivot"]
    of.changes.undo()
    assert of.desk.shown.alignment.pivot == 2
    of.changes.undo()
    assert rows(of) == first


def test_a_cut_or_a_move_on_the_seeds_leaves_all_others_where_they_are() -> None:
    of = seeds()
    of.correcting.turn()
    number_of = of.desk.shown.number_of
    placed = [link for link in SEED_ALIGNMENT.links if number_of[link.a] == number_of[link.b]]
    for where in dict.fromkeys(end for link in placed for end in (link.a, link.b)):
        for does in (lambda of: of.correcting.cut(), lambda of: of.correcting.move(1)):
            before = of.desk.shown.alignment
            of.cursor.go(where)
            if of.run(does).warn:
                continue
            asked = {end for edit in kept(of).changes[-1].links if edit.after for end in pair_of(of, edit.after)}
            assert not regrouped(before, of.desk.shown.alignment, asked)
            of.changes.undo()
            assert of.desk.shown.alignment == before == SEED_ALIGNMENT


def pair_of(of: Session, decision: Decision) -> tuple[ParagraphId, ParagraphId]:
    return of.decisions.resolved.pairs[decision.key]


def test_what_was_decided_otherwise_before_is_remembered_so_that_later_decisions_stand() -> None:
    of = session(story(*(PLAIN.format(city) for city in ("Rome", "Peace", "Border"))))
    of.correcting.turn()
    on(of, 1, 3).correcting.cut()
    on(of, 2, 3).correcting.take_up()
    on(of, 1, 3).correcting.take_up()
    assert beside(of, (1, 3), (2, 3))
    assert not beside(of, (0, 3), (2, 3))
    before = of.desk.shown.alignment
    on(of, 1, 3).correcting.take_up()
    on(of, 0, 3).correcting.take_up()
    assert beside(of, (0, 3), (1, 3))
    assert not regrouped(before, of.desk.shown.alignment, (ParagraphId(0, 3), ParagraphId(1, 3)))
    after = of.desk.shown.alignment
    again = session(of.desk.story)
    again.decisions.load(Decided(list(decided(of)), {}, unsought=False))
    assert again.desk.shown.alignment == after
    of.changes.undo()
    assert of.desk.shown.alignment == before


def decided(of: Session) -> list[Decision]:
    """All decisions that were handed on, as the last change of each left it."""
    by_key = {edit.key: edit.after for change in kept(of).changes for edit in change.links}
    return [decision for decision in by_key.values() if decision]


def test_rows_are_computed_anew_when_asked_and_taken_back_exactly() -> None:
    of = seeds()
    of.correcting.turn()
    assert of.correcting.question_anew() == ""
    link = next(x for x in SEED_ALIGNMENT.links if x.a.article == SEED_ALIGNMENT.pivot and x.strong)
    of.cursor.go(link.b)
    of.correcting.cut()
    before = of.desk.shown.alignment
    count = len(regrouped(before, of.decisions.anew))
    assert count > 0
    assert f"{count} paragraphs get others beside them" in of.correcting.question_anew()
    changed = of.correcting.question_anew().split("? ")[1].split(" change")[0]
    effect = of.run(lambda of: of.correcting.compute_anew())
    assert effect.message == (
        f"Rows computed anew: {changed} changed, {count} paragraphs beside others now · z takes it back"
    )
    assert of.desk.shown.alignment == corrected(SEEDS, SEED_ALIGNMENT.links, of.decisions.resolved.corrections)
    assert of.correcting.question_anew() == ""
    again = seeds()
    again.decisions.load(Decided(decided(of), {}, unsought=False))
    assert again.desk.shown.alignment == of.desk.shown.alignment
    of.changes.undo()
    assert of.desk.shown.alignment == before
    of.changes.redo()
    of.correcting.cut()
    assert of.desk.shown.alignment.pivot == SEED_ALIGNMENT.pivot


def test_where_rows_only_change_places_those_count_that_get_another_number(monkeypatch: pytest.MonkeyPatch) -> None:
    of = seeds()
    rows = list(of.desk.shown.alignment.rows)
    anew = of.desk.shown.alignment._replace(rows=(*rows[:3], *rows[5:9], *rows[3:5], *rows[9:]))
    monkeypatch.setattr(type(of.decisions), "anew", anew)
    assert of.decisions.changed_anew() == (0, 6)


def test_the_line_of_information_tells_links_with_their_scores_and_the_keys() -> None:
    of = plain()
    score = f"{of.desk.shown.links[ParagraphId(1, 3)][0].score:.2f}".removeprefix("0")
    on(of, 1, 3)
    assert of.correcting.links_named() == f"strong link with Post row 3 ({score}) · c confirms · x cuts"
    of.correcting.confirm()
    assert of.correcting.links_named() == f"link by hand with Post row 3 ({score}) · x cuts"
    of.correcting.take_up()
    assert on(of, 0, 4).correcting.links_named().startswith("Taken up: Courier row 3 · space links it with this one")
    of.correcting.leave()
    of.correcting.forget()
    on(of, 1, 3).correcting.take_up()
    on(of, 0, 5).correcting.take_up()
    told = of.correcting.links_named()
    assert told == "link by hand with Courier row 5, strong link with Courier row 5 (1.00) · x cuts"
    on(of, 1, 5).correcting.confirm()
    assert on(of, 0, 5).correcting.links_named().startswith("2 links by hand with Courier row 5 (1.00)"), "one name"
    assert of.correcting.cut().message == "Links with Courier row 5 cut · z takes it back"
    of.changes.undo()
    assert on(of, 0, 1).correcting.links_named() == "Headlines are not linked: they have a row of their own"
    on(of, 0, 3).correcting.cut()
    told = on(of, 0, 3).correcting.links_named()
    assert told == "No link to Courier · space takes it up, J K move it"


# With others


def test_undo_goes_to_where_it_takes_something_back() -> None:
    of = plain()
    on(of, 1, 2).correcting.move(1)
    on(of, 0, 5)
    effect = of.run(lambda of: of.changes.undo())
    assert (effect.moved, effect.rows) == (True, True)
    assert of.desk.place.paragraph in {ParagraphId(1, 2), ParagraphId(0, 2), ParagraphId(0, 3)}


def test_what_another_window_decided_is_shown_and_not_taken_back_here() -> None:
    of, other = plain(), plain()
    on(of, 1, 2).correcting.move(1)
    on(other, 1, 3).correcting.cut()
    (cut,) = (edit.after for edit in kept(other).changes[0].links)
    assert cut is not None
    here = [edit.after for edit in kept(of).changes[0].links if edit.after]
    effect = of.run(lambda of: of.decisions.take_in(Decided([*here, cut], {}, unsought=False)))
    assert (effect.rows, effect.message) == (True, "The alignment was corrected in another window")
    assert not beside(of, (1, 3), (0, 3))
    assert of.run(lambda of: of.decisions.take_in(Decided([*here, cut], {}, unsought=False))).message == ""
    of.decisions.take_in(Decided([cut], {}, unsought=False))
    assert of.run(lambda of: of.changes.undo()).message.startswith("Not taken back")


def test_the_filter_and_the_selection_stay_through_a_correction() -> None:
    of = plain()
    select(of, 4, "kilo", 1).tagging.tag("claim")
    of.row_filter.apply(
        next(choice.filter for choice in of.row_filter.choices() if choice.filter.sort == "tagged"), hides=True
    )
    selected = of.desk.selection
    of.correcting.cut()
    assert selected is not None
    assert of.desk.selection == selected
    assert of.row_filter.description == "only tagged rows"
    assert [number for number, _ in of.desk.shown.rows] == [of.desk.shown.number_of[of.desk.place.paragraph]]


def test_an_export_has_the_rows_that_the_page_shows(tmp_path: Path) -> None:
    def exported(of: Session, name: str) -> list[str]:
        write_export(of, tmp_path / name, force=False)
        return [row["row"] for row in read_csv((tmp_path / name).read_bytes().decode())]

    of = plain()
    of.correcting.turn()
    for n in (3, 5):
        on(of, 1, n).tagging.tag("claim")
    assert exported(of, "before.csv") == ["3", "5"]
    of.correcting.turn()
    on(of, 1, 2).correcting.cut()
    on(of, 1, 3).correcting.choose_pivot()
    shown = [str(of.desk.shown.number_of[ParagraphId(1, n)]) for n in (3, 5)]
    assert exported(of, "after.csv") == shown != ["3", "5"]


# Whatever keys are pressed

DOES = {command.id: command.does for command in COMMANDS if command.mode == CORRECT and command.does}
MOVES = ("down", "up", "left", "right", "first_row", "undo", "redo", "counterpart", "fold")
STEPS = st.lists(st.tuples(st.sampled_from([*DOES, *DOES, *MOVES]), st.integers(1, 3)), max_size=20)


def do(of: Session, command: str) -> Effect | None:
    if command == "first_row":
        return of.run(lambda of: of.cursor.go_to_row(1))
    does = DOES.get(command) or DEFAULT[command].does
    return of.run(does) if does else None


def sitting(steps: list[tuple[str, int]], row: int) -> Session:
    of = seeds()
    of.cursor.go_to_row(row)
    of.correcting.turn()
    for command, times in steps:
        for _ in range(times):
            do(of, command)
    return of


@given(STEPS, st.integers(1, 60))
def test_whatever_is_done_every_paragraph_has_one_row_and_undoing_it_all_gives_the_first_alignment(
    steps: list[tuple[str, int]], row: int
) -> None:
    of = sitting(steps, row)
    shown = [
        ParagraphId(a, n) for row in of.desk.shown.alignment.rows for a, cell in enumerate(row.cells) for n in cell
    ]
    assert sorted(shown) == [
        ParagraphId(a, p.n) for a, article in enumerate(SEEDS.articles) for p in article.paragraphs
    ]
    assert of.desk.shown.shows(of.desk.place.paragraph)
    while not of.run(lambda of: of.changes.redo()).warn:
        pass
    there = of.desk.shown.alignment
    while not of.run(lambda of: of.changes.undo()).warn:
        pass
    assert of.desk.shown.alignment == SEED_ALIGNMENT
    while not of.run(lambda of: of.changes.redo()).warn:
        pass
    assert of.desk.shown.alignment == there


@given(STEPS, st.integers(1, 60))
@settings(max_examples=15, deadline=None)
def test_whatever_is_done_the_store_comes_to_the_same_alignment(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]], row: int
) -> None:
    from annotations.anchoring import decisions

    of = sitting(steps, row)
    store = Store.open(tmp_path_factory.mktemp("store") / "a.json", "ana")
    for change in kept(of).changes:
        store.apply(change)
    again = seeds()
    again.decisions.load(decisions.stored_decisions(store, SEEDS))
    assert again.desk.shown.alignment == of.desk.shown.alignment
    store.close()
