"""Sentence and word boundaries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.split import sentences, words
from tests.each import for_each


def split(marked: str) -> tuple[list[str], list[str]]:
    """The sentences found in a text whose boundaries are marked with `|`, and those marked."""
    text = marked.replace("|", "")
    return [text[a:b] for a, b in sentences(text)], [part.strip() for part in marked.split("|")]


@for_each(
    "marked",
    [
        "U.S. national security adviser Jake Sullivan met Mr. Yang. |He left.",
        "He lives in the U.S. |He said so.",
        "The U.S. Secretary spoke at 5 a.m. Monday.",
        "Sen. John F. Kennedy spoke on Jan. 5. |He won.",
        "The N.A.A.C.P. chapter met. |Vladimir V. Putin did not.",
        "“We believe that China, in fact, was aware,” he said. |“They may not have understood.”",
        "It ended “well.” |He said so.",
        'He said "no." |"Yes," she said.',
        '"What is this? |A circus?" he said.',
        "“Who?” Obama said. |Yes.",
        "“Who can guarantee you happiness?“ he asked. |“Tiger Woods wasn’t happy.”",
        "He waited ... then left... |Then came 1.5 million, No. 5 and No. 6.",
        "allies and partners ... in bringing costs",
        "(He left.) |The rest stayed.",
        "He works for Apple Inc. |The firm declined.",
        "Rep. Adam Schiff, D-Calif., said D.C. police came.",
        "Go! |Now? |Yes.",
        "Am 14. März kam Dr. Müller. |Er ging.",
        "Der Rat tagte z. B. in Berlin, d. h. nicht hier. |Es kostet 5 Mio. Euro. |Gut.",
        "« Jamais autant d’eau. » |Il est parti ! »",
        "»Nein.« |Dann ging er. |»Doch«, sagte sie.",
        "1. One thing came first. |Then another.",
        "Q. How bad is it? |A. It is bad.",
        "هل ستأتي المساعدة؟ |لا أحد يعرف ذلك.",
        "हमने पानी देखा। |सरकार ने मदद मांगी।",
        "他说。|她也说！|好？|「对。」|完",
        "「見たことがない。」と話した。|首相は訪れる。",
        "The ruling in Quill v. Harbour Board and Ash Ltd. v. Reed stood. |It was final.",
        "They cited Doe et al. v. The State of Lanville. |Nobody objected.",
        "Marks vs. Lowe was heard first. |Then came R v. Ash.",
        "It is fixed in version v. |The next one is late.",
        "See Chapter v. |The rest is dull.",
        "He drew a big V. |The crowd cheered.",
        "Nach dem 2. Weltkrieg wuchs der Hafen. |Im 19. Jahrhundert war er klein.",
        "Er kam am 3. Tag des Streiks und blieb. |Sein 4. Versuch gelang, jeder 5. Betrieb schloss.",
        "Im 1. und 2. Quartal sank der Umsatz. |Am 3. 5. 2021 war Schluss. |Das war alles.",
        "Die 1. Kammer hat die Klage abgewiesen. |Der 12. Senat nicht.",
        "Er ist erst 3. |Die Schwester ist 5. |Beide sind klein.",
        "Es war ein Haus mit der Nummer 12. |Der Eigentümer schwieg.",
        "I am 30. |John is 31. |They came on March 3. |Later they left.",
        "L’accord des 27. |Paris a salué la décision.",
        "The score was 3. |Lanville won 5. |Nobody complained.",
        "by...(and) we will not",
        "",
        "no end",
    ],
)
def test_sentences(marked: str) -> None:
    found, want = split(marked)
    assert found == [sentence for sentence in want if sentence]


def test_words() -> None:
    text = "The U.S.-China talks, O’Brien's 1,200.5 ten-hour D-Calif. @real 10:30 ‘quoted’ Zürich 中・国 3日に नमस्ते। -x"
    assert [text[a:b] for a, b in words(text)] == [
        "The", "U.S.-China", "talks", "O’Brien's", "1,200.5", "ten-hour", "D-Calif", "real", "10:30",
        "quoted", "Zürich", "中", "国", "3", "日", "に", "नमस्ते", "x",
    ]  # fmt: skip


@given(st.text(st.sampled_from("aB .!?…\"”“')([]。1-’,U\n中\u0301")) | st.text())
def test_boundaries_are_in_order_and_nothing_but_blanks_lies_between(text: str) -> None:
    end = 0
    for start, stop in sentences(text):
        assert end <= start < stop
        assert not text[end:start].strip()
        assert text[start:stop].strip() == text[start:stop]
        end = stop
    assert not text[end:].strip()
    end = 0
    for start, stop in words(text):
        assert end <= start < stop
        end = stop
        assert text[start].isalnum()


@pytest.mark.parametrize("run", ["x", ".", ". ", "a. ", "U.S. ", '?" ', "…", "。", "A.", "1,", "a-", '."', "A "])
def test_hostile_runs_are_covered(run: str) -> None:
    text = run * 30_000
    found = sentences(text)
    assert (found[0][0], found[-1][1]) == (0, len(text.rstrip()))
    words(text)
