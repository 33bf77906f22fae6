"""The sentence of some paragraphs that says most nearly what a passage says."""

from __future__ import annotations

from articles.read import seed_story
from articles.split import sentences
from tui.shown.nearest import nearest_sentence
from tui.shown.steps import unit_at

PARAGRAPHS = (
    "Rain fell. The minister denied the report on Monday.",
    "“We deny it,” the minister said. Grain prices rose by 4% in May.",
)


def test_the_sentence_with_the_same_words_in_another_order_is_found() -> None:
    assert nearest_sentence("On Monday the report was denied by the minister.", PARAGRAPHS) == (0, len("Rain fell. "))
    assert nearest_sentence("In May prices of grain rose", PARAGRAPHS) == (1, PARAGRAPHS[1].index("Grain"))


def test_case_and_punctuation_do_not_count() -> None:
    assert nearest_sentence("WE — DENY IT", PARAGRAPHS) == (1, 0)


def test_where_none_is_like_it_there_is_none() -> None:
    assert nearest_sentence("Quux zyzzyva", PARAGRAPHS) is None
    assert nearest_sentence("", PARAGRAPHS) is None
    assert nearest_sentence("Rain fell.", ()) is None
    assert nearest_sentence("日本語", PARAGRAPHS) is None


def test_a_sentence_finds_itself_among_those_of_its_article_and_stands_where_the_cursor_takes_it() -> None:
    for article in seed_story().articles:
        shown = [paragraph.shown for paragraph in article.paragraphs]
        for text in shown:
            for start, end in sentences(text):
                found = nearest_sentence(text[start:end], shown)
                assert found is not None, text[start:end]
                j, at = found
                if shown[j][at:].startswith(text[start:end]):
                    assert unit_at(shown[j], at, "sentence")[0] == at
                else:
                    assert set(text[start:end].lower().split()) & set(shown[j].lower().split())
