"""How two versions of an article differ, as people would say it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articles.model import Article, Kind, Paragraph, Piece, Span, Version
from articles.versions_difference import Difference, How, difference, in_words

VOTE = "Workers at the port of Lanville voted on Wednesday to end a strike of nine days."
PORT = "The port welcomed the vote and said that the first ships would be unloaded in the evening."
UNION = "A spokesman of the union said that the vote had been closer than he had thought."
PAY = "Pay will rise by 4.5 percent in March, and 1,200 workers get a bonus of $500."
SHIPS = "Some forty ships wait in the bay, and it will take a week until the last of them is at a quay."
HEADLINE = "Harbour workers vote to end strike"


def version(*texts: str, headline: str = HEADLINE, folded: tuple[str, ...] = (), date: str = "") -> Article:
    paragraphs, at = [], 0
    kinds = [Kind.HEADLINE, *[Kind.BODY] * len(texts), *[Kind.BOILERPLATE] * len(folded)]
    every = (headline, *texts, *folded)
    for n, (text, kind) in enumerate(zip(every, kinds, strict=True), 1):
        span = Span(at, at + len(text))
        paragraphs.append(Paragraph(n, kind, (span,), text, (Piece(0, at, len(text)),)))
        at = span.end + 2
    whole = Version.of("\n\n".join(every), b"")
    return Article("article-1", "Courier", headline, date, "", whole, tuple(paragraphs))


def told(found: Difference) -> list[tuple[str, str]]:
    """What became of each paragraph that is not the same, with how it begins."""
    return [(change.how.value, str((change.new or change.old).shown)[:9]) for change in found.told]  # type: ignore[union-attr]


def test_the_same_text_differs_in_nothing() -> None:
    found = difference(version(VOTE, PORT), version(VOTE, PORT))
    assert (found.told, found.facts, in_words(found)) == ([], (), "")
    assert found.count(How.SAME) == 3


def test_what_was_added_and_taken_out_stands_where_it_stands_or_stood() -> None:
    found = difference(version(VOTE, PORT, UNION), version(VOTE, SHIPS, UNION, PAY))
    assert told(found) == [("taken out", PORT[:9]), ("added", SHIPS[:9]), ("added", PAY[:9])]
    assert in_words(found) == "2 paragraphs added, 1 taken out"


def test_a_changed_paragraph_tells_its_words_and_figures() -> None:
    found = difference(version(VOTE, PAY), version(VOTE, PAY.replace("4.5", "3").replace("1,200", "1200")))
    (change,) = found.told
    assert (change.how, change.figures) == (How.CHANGED, (("4.5 percent", "3 percent"),))
    assert [(part.how.value, part.text) for part in change.words] == [
        ("same", "Pay will rise by "),
        ("taken out", "4.5"),
        ("added", "3"),
        ("same", " percent in March, and "),
        ("taken out", "1,200"),
        ("added", "1200"),
        ("same", " workers get a bonus of $500."),
    ]
    assert found.silent == [change]
    assert in_words(found) == "other figures (4.5 percent → 3 percent); 1 paragraph changed"


def test_a_headline_comes_first() -> None:
    new = version(VOTE, PORT, headline="Harbour workers vote to go on with strike", date="2021-03-04")
    found = difference(version(VOTE, date="2021-03-03"), new)
    assert [change.kind for change in found.silent] == [Kind.HEADLINE]
    assert [fact.fact for fact in found.facts] == ["title", "date"]
    assert in_words(found) == "another headline; 1 paragraph added, 1 changed; another date"


def test_what_moved_is_told_from_what_it_moved_past() -> None:
    found = difference(version(VOTE, PORT, UNION, SHIPS), version(SHIPS, VOTE, PORT, UNION))
    assert told(found) == [("moved", SHIPS[:9])]
    changed = SHIPS.replace("forty", "fifty")
    found = difference(version(VOTE, PORT, UNION, SHIPS), version(changed, VOTE, PORT, UNION))
    assert told(found) == [("changed", changed[:9])]
    assert found.told[0].moved
    assert in_words(found) == "other figures (forty ships → fifty ships); 1 paragraph changed"


def test_what_stands_around_the_article_is_no_change_of_it() -> None:
    old, new = version(VOTE, folded=("Most read", "Weather")), version(VOTE, folded=("Sport", "Weather", "Imprint"))
    assert in_words(difference(old, new)) == ""
    found = difference(version(VOTE, PORT), version(VOTE, folded=(PORT,)))
    assert found.told == [], "it is there, if folded"


def test_equal_paragraphs_pair_one_by_one() -> None:
    found = difference(version(PORT, PORT, VOTE), version(PORT, VOTE, PORT, PORT))
    assert sorted(change.how for change in found.told) == ["added", "moved"] or found.count(How.ADDED) == 1
    assert found.count(How.TAKEN_OUT) == 0


TEXTS = st.lists(st.sampled_from([VOTE, PORT, UNION, PAY, SHIPS, VOTE.replace("nine", "ten"), "Short"]), max_size=8)


@given(TEXTS, TEXTS)
def test_every_paragraph_of_both_is_told_of_once(ones: list[str], others: list[str]) -> None:
    old, new = version(*ones), version(*others)
    found = difference(old, new)
    assert [change.new.n for change in found.changes if change.new] == [p.n for p in new.paragraphs]
    assert sorted(change.old.n for change in found.changes if change.old) == [p.n for p in old.paragraphs]
    for change in found.changes:
        before, after = (change.old.shown if change.old else ""), (change.new.shown if change.new else "")
        assert "".join(part.text for part in change.words if part.how is not How.ADDED) == before
        assert "".join(part.text for part in change.words if part.how is not How.TAKEN_OUT) == after


def test_a_long_article_is_compared_too() -> None:
    old = version(*(f"{PORT} This is number {i} of the paragraphs about the port." for i in range(200)))
    new = version(*(f"{PORT} This is number {i} of the paragraphs about a port." for i in range(200)))
    assert difference(old, new).count(How.CHANGED) == 200
