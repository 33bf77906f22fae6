"""The looks: contrast, and colours that people who see no red, no green or no blue tell apart."""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations

import pytest
from textual.color import Color

from annotations.codebook.codebook import COLOURS, Codebook
from tui.look.paint import (
    HIT_AT_CURSOR_SHARE,
    HIT_SHARE,
    SELECTION_SHARE,
    SENTENCE_SHARE,
    TAG_SHARE,
    TAG_UNDER_CURSOR_SHARE,
    WORD_SHARE,
)
from tui.look.theme import ANSI, CONTRAST, DARK, LIGHT, NIGHT, PAPER, THEMES, Look

Linear = tuple[float, float, float]
"""Red, green and blue in linear light, 0 to 1."""

LOOKS = {theme.name: Look.of(theme, theme.to_color_system().generate() | theme.variables) for theme in THEMES}
PAINTED = {name: look for name, look in LOOKS.items() if not look.ansi}
every_painted_look = pytest.mark.parametrize("name", PAINTED)

VISIONS: dict[str, tuple[Linear, Linear, Linear]] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "without green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "without blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "without red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
}
"""What is seen of a colour, as matrices over linear light (Machado, Oliveira and Fernandes 2009, severity 1)."""
APART = {
    "usual": (38, 22),
    "without green": (24, 9),
    "without red": (24, 9),
    "without blue": (21, 6),
}
"""How far the first four tags' colours, and all nine, are from each other at least (CIE 1976, where 2.3 is just seen).

Nine colours that are as far apart for all do not exist under the limits of contrast: letters tell the rest.
"""


def linear(colour: Color) -> Linear:
    def channel(value: int) -> float:
        part = value / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return channel(colour.r), channel(colour.g), channel(colour.b)


def luminance(colour: Color) -> float:
    r, g, b = linear(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: Color, other: Color) -> float:
    """As WCAG 2 has it, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen(colour: Color, vision: str) -> tuple[float, float, float]:
    """The colour as it is seen, in CIE L*a*b* (D65)."""
    light = linear(colour)
    r, g, b = (min(1, max(0, sum(a * b for a, b in zip(row, light, strict=True)))) for row in VISIONS[vision])

    def f(t: float) -> float:
        return t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116

    x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047)
    y = f(0.2126 * r + 0.7152 * g + 0.0722 * b)
    z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def nearest(look: Look, slots: tuple[str, ...], vision: str) -> tuple[float, str, str]:
    """The two tags' colours that are most alike, and how far apart they are."""
    return min(
        (math.dist(seen(look.tag(one), vision), seen(look.tag(other), vision)), one, other)
        for one, other in combinations(slots, 2)
    )


def text_contrast(name: str) -> float:
    return 7 if name == CONTRAST else 4.5


def test_there_are_two_dark_two_light_and_one_of_high_contrast() -> None:
    assert [theme.name for theme in THEMES] == [DARK, NIGHT, LIGHT, PAPER, CONTRAST, ANSI]
    assert {theme.name for theme in THEMES if not theme.dark} == {LIGHT, PAPER}
    assert LOOKS[NIGHT].ground == LOOKS[CONTRAST].ground == Color(0, 0, 0)


@pytest.mark.parametrize("name", LOOKS)
def test_every_theme_has_a_colour_of_its_own_for_each_slot_of_the_codebook(name: str) -> None:
    variables = next(theme for theme in THEMES if theme.name == name).variables
    assert len({variables[f"tag-{slot}"] for slot in COLOURS}) == len(COLOURS)
    assert LOOKS[name].tags.keys() == set(COLOURS)


@pytest.mark.parametrize("vision", VISIONS)
@every_painted_look
def test_tags_are_told_apart_by_people_who_see_all_colours_and_who_do_not(name: str, vision: str) -> None:
    first, all_nine = APART[vision]
    assert nearest(PAINTED[name], COLOURS[:4], vision) > (first,)
    assert nearest(PAINTED[name], COLOURS, vision) > (all_nine,)


def test_twelve_tags_have_each_colour_as_seldom_as_can_be_and_never_one_sign() -> None:
    book = Codebook()
    for n in range(8):
        book, _ = book.adding(f"own {n}")
    of_colour = Counter(tag.colour for tag in book.tags)
    assert set(of_colour) == set(COLOURS[:8])
    assert max(of_colour.values()) == 2
    assert (
        len({(tag.colour, book.sign(tag.id)) for tag in book.tags}) == len({book.sign(t.id) for t in book.tags}) == 12
    )


@every_painted_look
def test_letters_of_tags_and_what_the_accent_draws_are_read_on_the_ground(name: str) -> None:
    look = PAINTED[name]
    for colour in (*look.tags.values(), look.accent, look.error):
        assert contrast(colour, look.ground) >= text_contrast(name), colour.hex


@every_painted_look
def test_text_is_read_on_all_that_is_tinted(name: str) -> None:
    look = PAINTED[name]
    tints = [(look.tag(slot), part) for slot in COLOURS for part in (TAG_SHARE, TAG_UNDER_CURSOR_SHARE)]
    tints += [(look.accent, part) for part in (SELECTION_SHARE, HIT_SHARE, HIT_AT_CURSOR_SHARE)]
    tints += [(look.text, part) for part in (SENTENCE_SHARE, WORD_SHARE)]
    for colour, part in tints:
        ground = look.ground.blend(colour, part)
        assert contrast(look.text, ground) >= text_contrast(name), (colour.hex, part)


@every_painted_look
def test_what_is_muted_is_read_on_the_ground_and_where_the_cursor_is(name: str) -> None:
    look = PAINTED[name]
    assert contrast(look.muted, look.ground) >= (7 if name == CONTRAST else 4)
    assert contrast(look.muted, look.ground.blend(look.text, SENTENCE_SHARE)) >= (4.5 if name == CONTRAST else 3)


@every_painted_look
def test_text_is_read_in_dialogs_and_fields(name: str) -> None:
    theme = next(theme for theme in THEMES if theme.name == name)
    for ground in (theme.surface, theme.panel):
        assert ground is not None
        assert contrast(PAINTED[name].text, Color.parse(ground)) >= text_contrast(name)
        assert contrast(PAINTED[name].muted, Color.parse(ground)) >= 3


@every_painted_look
def test_the_rule_is_seen_and_quieter_than_what_is_muted(name: str) -> None:
    look = PAINTED[name]
    assert 1.2 < contrast(look.rule, look.ground) < contrast(look.muted, look.ground)


def test_a_measure_of_known_colours_is_right() -> None:
    black, white = Color(0, 0, 0), Color(255, 255, 255)
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(Color(119, 119, 119), white) == pytest.approx(4.48, abs=0.01)  # WCAG's own example
    assert seen(white, "without red") == pytest.approx((100, 0, 0), abs=0.1)
    red, green = Color(200, 60, 60), Color(100, 120, 50)
    usual, blind = (math.dist(seen(red, vision), seen(green, vision)) for vision in ("usual", "without green"))
    assert blind < usual / 3


def test_a_theme_of_others_lends_what_it_has() -> None:
    theme = next(theme for theme in THEMES if theme.name == LIGHT)
    look = Look.of(theme, {"foreground": "#123456"})
    assert look.text == Color.parse("#123456")
    assert look.tags == LOOKS[LIGHT].tags
    assert look.tag("no such slot") == look.tag("plain")
