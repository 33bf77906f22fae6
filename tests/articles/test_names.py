"""Names: told by capitals where those mean something, in languages that capitalise nouns too."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articles.model import Kind, Story
from articles.names import Names
from benchmarks.stories import told

ENGLISH = [
    "Talks end",
    "The minister met Ada Quill in Rome on Monday. Reporters from NATO waited for the end of the talks with Quill.",
    "Rome was calm. Nobody came to see the minister leave, and nothing was said of the U.S. by those who stayed.",
]
GERMAN = [
    "Gespräche enden",
    "Der Minister traf gestern Ada Quill in einem Hotel der Stadt, während die Presse vor der Tür auf ein Ende hoffte.",
    "Nach dem Treffen mit Quill sagte der Sprecher der Regierung, die Lage in der Region sei für jeden ein Problem.",
]


def story(*articles: list[str]) -> Story:
    return Story("", tuple(told(f"Outlet {i}", texts) for i, texts in enumerate(articles)))


def named(of: Story, text: str, article: int = 0) -> list[str]:
    return [text[start:end] for start, end, _ in Names(of).of(article, text)]


def test_capitals_inside_a_sentence_tell_names() -> None:
    assert named(story(ENGLISH), ENGLISH[1]) == ["Ada", "Quill", "Rome", "Monday", "NATO", "Quill"]


def test_at_the_beginning_of_a_sentence_a_word_is_a_name_that_is_one_elsewhere() -> None:
    assert named(story(ENGLISH), ENGLISH[2]) == ["Rome", "U.S."]
    assert named(story(ENGLISH), "Quill left. Leave it. Paris waits.") == ["Quill"]


def test_a_quotation_begins_as_a_sentence_does() -> None:
    assert named(story(ENGLISH), 'She said: "We are glad," and he: “Nothing to say of Rome.”') == ["Rome"]


def test_where_all_nouns_have_capitals_names_are_runs_and_what_is_part_of_one() -> None:
    german = story(GERMAN)
    assert named(german, GERMAN[1]) == ["Ada", "Quill"]
    assert named(german, GERMAN[2]) == ["Quill"]
    both = story(ENGLISH, GERMAN)
    assert named(both, ENGLISH[1]) == ["Ada", "Quill", "Rome", "Monday", "NATO", "Quill"]


def test_a_text_all_in_capitals_tells_no_name() -> None:
    assert named(story(ENGLISH), "TALKS END IN UPROAR") == []


def test_a_name_is_the_same_however_it_is_written() -> None:
    of = Names(story(ENGLISH))
    assert [name.word for name in of.of(0, "for U.S. and US’s men in Zürich’s hotel")] == ["us", "us", "zurich"]


@given(st.text() | st.lists(st.sampled_from(["Ada", "ada", " ", ". ", "-", "“", "İ", "中美"])).map("".join))
def test_any_text_has_its_names_in_order_and_apart(text: str) -> None:
    end = 0
    for name in Names(story(ENGLISH)).of(0, text):
        assert end <= name.start < name.end <= len(text)
        end = name.end


def test_an_article_without_a_body_is_no_trouble() -> None:
    of = Story("", (told("Outlet", ["Rome"], [Kind.HEADLINE]),))
    assert named(of, "Talks in Rome") == ["Rome"]
