"""Numbers: in digits and in words, with what they count, and the same value however they are written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articles.numbers import numbers
from tests.each import for_each


@for_each(
    "text, found",
    [
        ("a seven-hour meeting", [("seven-hour", "7.0")]),
        ("for 7 hours", [("7 hours", "7.0")]),
        ("seven in ten", [("seven", "7.0"), ("ten", "10.0")]),
        ("30% or 30 percent", [("30%", "30.0"), ("30 percent", "30.0")]),
        ("12,5 % der Stimmen", [("12,5 %", "12.5")]),
        ("1,200 men, 1.200 Mann", [("1,200", "1200.0"), ("1.200", "1200.0")]),
        (
            "$5 billion, US$5bn, five billion euros",
            [("$5 billion", "5e9"), ("US$5bn", "5e9"), ("five billion euros", "5e9")],
        ),
        ("1,234,567 and 1,234,568", [("1,234,567", "1234567.0"), ("1,234,568", "1234568.0")]),
        ("twenty-five people, vingt-deux", [("twenty-five people", "25.0"), ("vingt-deux", "22.0")]),
        ("fünf Stunden, cinco, cinq", [("fünf", "5.0"), ("cinco", "5.0"), ("cinq", "5.0")]),
        ("at 14:30 on 14 March 2022", [("14:30", "14:30"), ("14", "14.0"), ("2022", "2022.0")]),
        ("the one and only; often", []),
        ("version 1.2.3", [("1.2.3", "1.2.3")]),
        ("", []),
    ],
)
def test_numbers_are_found_with_what_they_count_and_come_to_the_same(text: str, found: list[tuple[str, str]]) -> None:
    told = [(text[start:end], value) for start, end, value in numbers(text)]
    assert [said for said, _ in told] == [said for said, _ in found]
    for (_, value), (_, expected) in zip(told, found, strict=True):
        assert value == expected or float(value) == float(expected)


@given(
    st.text()
    | st.lists(st.sampled_from(["7", "seven", "-", " ", ",", "million", "%", "$", "9" * 400, "٣"])).map("".join)
)
def test_any_text_has_its_numbers_in_order_and_apart(text: str) -> None:
    end = 0
    for number in numbers(text):
        assert end <= number.start < number.end <= len(text)
        end = number.end
