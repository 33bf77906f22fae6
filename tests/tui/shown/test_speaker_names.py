"""Names that are proposed for who says a passage."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.each import for_each
from tui.shown.speaker_names import fuller, names_in, proposed

ARTICLE = """\
Harbour vote splits Lanville

Port Authority spokeswoman Ada Quill told reporters on Monday that the vote would stand. "We will see," Quill said.

Council leader Rowan van der Elm, 54, denied it. According to Elm, the Ministry of Transport had asked for talks.

Later that day Bao Lin warned of a strike. Washington rejected that. Bao spoke in Lanville to the Courier.
"""


def speaking(text: str) -> list[str]:
    return [named.name for named in names_in(text) if named.speaks]


@for_each("text, names", [
    ("Ada Quill said it was over.", ["Ada Quill"]),
    ("It was over, Ada Quill said.", ["Ada Quill"]),
    ("“It is over,” said Ada Quill.", ["Ada Quill"]),
    ("“It is over,” said port spokeswoman Ada Quill, who left.", ["Ada Quill"]),
    ("Port Authority Spokeswoman Ada Quill said so.", ["Ada Quill"]),
    ("U.S. National Security Adviser Rowan Elm on Monday warned of it.", ["Rowan Elm"]),
    ("President Elm has repeatedly denied it.", ["Elm"]),
    ("Ada Quill, a spokeswoman for the port, said no.", ["Ada Quill"]),
    ("According to Ada Quill, it is over.", ["Ada Quill"]),
    ("Rowan van der Elm denied it.", ["Rowan van der Elm"]),
    ("The Ministry of Transport rejected that.", ["Ministry of Transport"]),
    ("On Monday Elm said so.", ["Elm"]),
    ("Elm Monday said so.", ["Elm"]),
    ("Laut Ada Quill ist es vorbei.", ["Ada Quill"]),
    ("Kanzlerin Quill sagte nichts.", ["Quill"]),
    ("J. R. Elm said so.", ["J. R. Elm"]),
    ("Zoë Šimić-Ó Briain said so.", ["Zoë Šimić-Ó Briain"]),
])  # fmt: skip
def test_a_name_with_a_verb_of_saying_speaks(text: str, names: list[str]) -> None:
    assert speaking(text) == names


@for_each("text", [
    "He said it in Rome.",
    "Officials said Lanville had asked the ministry for help, and that was all",
    "The minister told Ada Quill to wait.",
    "They met in Lanville as others said no.",
    "On Monday, she said, it was over.",
    "ada quill said nothing",
    "“Then we left,” the second U.S. official said.",
    "The vote on Tuesday said a lot.",
    "",
])  # fmt: skip
def test_other_capitals_do_not_speak(text: str) -> None:
    assert [name for name in speaking(text) if name != "Lanville"] == []


def test_a_surname_stands_for_the_fuller_name_of_the_article() -> None:
    assert fuller("Quill", ARTICLE) == "Ada Quill"
    assert fuller("Elm", ARTICLE) == "Elm", "four words are not taken for a fuller name"
    assert fuller("Bao", ARTICLE) == "Bao Lin"
    assert fuller("Courier", ARTICLE) == "Courier"


def test_the_names_of_the_sentence_come_first_then_those_around_it_then_used_ones_and_the_articles() -> None:
    sentence = '"We will see," Quill said.'
    found = proposed(sentence, (0, 13), ["Rowan Elm denied it. It was in Lanville Port."], ARTICLE, ["Cy Used"])
    assert found[:4] == ["Ada Quill", "Rowan Elm", "Lanville Port", "Cy Used"]
    assert found[4:] == [name for name in found[4:] if name in ARTICLE]
    assert "Bao Lin" in found
    assert len(set(found)) == len(found)


def test_of_two_speakers_the_nearer_one_comes_first() -> None:
    sentence = "“No,” said Ada Quill, while “yes,” said Rowan Elm."
    for words, first in (("No", "Ada Quill"), ("yes", "Rowan Elm")):
        start = sentence.index(words)
        assert proposed(sentence, (start, start + len(words)), [], sentence)[0] == first


def test_places_alone_are_not_proposed() -> None:
    assert proposed("The strike in Lanville spread to Rome.", (0, 10), [], "") == []


@given(st.text(max_size=120) | st.text("ABab .,'“”’-\n", max_size=80))
def test_any_text_has_names_that_stand_in_it(text: str) -> None:
    for named in names_in(text):
        assert named.name.split()[0] in text
        assert named.name == named.name.strip()
