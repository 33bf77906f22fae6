"""The reader's themes, and the colours that the page takes from them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from tui.look import ansi

if TYPE_CHECKING:
    from collections.abc import Mapping

DARK, NIGHT, LIGHT, PAPER = "newsreader-dark", "newsreader-night", "newsreader-light", "newsreader-paper"
"""`NIGHT` is for late hours, and for screens whose black gives no light."""
CONTRAST = "newsreader-contrast"
"""Text, tags and tints in the contrast that WCAG 2 asks for at level AAA: 7 to 1."""
ANSI = "newsreader-ansi"
"""Leaves text and ground in the terminal's own colours, for 16 colours and NO_COLOR."""

# In each palette, people who see no red or no green can tell the first four apart (tests hold by how much).
_DARK_TAGS = {
    "blue": "#2f93fa", "red": "#eb6875", "magenta": "#d882cc", "yellow": "#dabc54", "green": "#83d092",
    "cyan": "#69cfd8", "orange": "#df934f", "violet": "#afa0fb", "plain": "#9b9fa9",
}  # fmt: skip
_NIGHT_TAGS = {
    "blue": "#59a6fc", "red": "#ca5b64", "magenta": "#a864aa", "yellow": "#c7a950", "green": "#67b37e",
    "cyan": "#50a8b3", "orange": "#cb8753", "violet": "#8b83d1", "plain": "#858b92",
}  # fmt: skip
_LIGHT_TAGS = {
    "blue": "#276ed3", "red": "#961224", "magenta": "#7d0087", "yellow": "#8f6d02", "green": "#307a3f",
    "cyan": "#087683", "orange": "#934608", "violet": "#5741af", "plain": "#5b6267",
}  # fmt: skip
_PAPER_TAGS = {
    "blue": "#3267b1", "red": "#7b0012", "magenta": "#752566", "yellow": "#836600", "green": "#3e6a35",
    "cyan": "#226c73", "orange": "#93481a", "violet": "#4e3f96", "plain": "#5b584f",
}  # fmt: skip
_CONTRAST_TAGS = {
    "blue": "#379cfb", "red": "#fd6c5f", "magenta": "#e175be", "yellow": "#f9cf15", "green": "#53e077",
    "cyan": "#42e4f6", "orange": "#fc9930", "violet": "#baa1fd", "plain": "#b9b9b9",
}  # fmt: skip
_ANSI_TAGS = {slot: f"ansi_{name}" for slot, name in ansi.TAGS.items()}
_ANSI_MUTED = f"ansi_{ansi.MUTED}"


def _variables(tags: Mapping[str, str], muted: str, rule: str) -> dict[str, str]:
    named = {f"tag-{slot}": colour for slot, colour in tags.items()}
    return {**named, "muted": muted, "rule": rule, "footer-background": "transparent"}


def _theme(
    name: str,
    tags: Mapping[str, str],
    *,
    text: str,
    muted: str,
    accent: str,
    rule: str,
    grounds: tuple[str, str, str],
    dark: bool = True,
) -> Theme:
    """Make a theme. `grounds` are those of page, dialogs and fields; errors and warnings have the colours of tags."""
    return Theme(
        name=name,
        primary=tags["blue"],
        accent=accent,
        foreground=text,
        background=grounds[0],
        surface=grounds[1],
        panel=grounds[2],
        error=tags["red"],
        warning=tags["yellow"],
        success=tags["green"],
        dark=dark,
        variables=_variables(tags, muted, rule),
    )


THEMES = (
    _theme(
        DARK,
        _DARK_TAGS,
        text="#d6d8dd",
        muted="#8b919c",
        accent="#b98340",
        rule="#3a3f4a",
        grounds=("#15171c", "#1c1f26", "#242833"),
    ),
    _theme(
        NIGHT,
        _NIGHT_TAGS,
        text="#bfbab1",
        muted="#7d786f",
        accent="#96703a",
        rule="#2e2b27",
        grounds=("#000000", "#0c0b0a", "#1a1816"),
    ),
    _theme(
        LIGHT,
        _LIGHT_TAGS,
        text="#22252b",
        muted="#6b7079",
        accent="#a85510",
        rule="#cfcbc0",
        grounds=("#fbfaf7", "#f2f0ea", "#e8e5dc"),
        dark=False,
    ),
    _theme(
        PAPER,
        _PAPER_TAGS,
        text="#35291b",
        muted="#766854",
        accent="#a05a1a",
        rule="#d2c5a8",
        grounds=("#f4ecd8", "#ece2ca", "#e2d6ba"),
        dark=False,
    ),
    _theme(
        CONTRAST,
        _CONTRAST_TAGS,
        text="#ffffff",
        muted="#b0b0b0",
        accent="#c68a1e",
        rule="#7a7a7a",
        grounds=("#000000", "#101010", "#262626"),
    ),
    replace(
        BUILTIN_THEMES["ansi-dark"],
        name=ANSI,
        accent=f"ansi_{ansi.ACCENT}",
        variables={
            **BUILTIN_THEMES["ansi-dark"].variables,
            **_variables(_ANSI_TAGS, _ANSI_MUTED, _ANSI_MUTED),
        },
    ),
)


@dataclass(frozen=True, slots=True)
class Look:
    """The colours that the page takes from a theme."""

    ansi: bool
    """Whether these are the terminal's own colours, of which no tint can be mixed: bold and reverse replace tints."""
    text: Color
    ground: Color
    raised: Color
    """The ground of dialogs."""
    muted: Color
    rule: Color
    accent: Color
    error: Color
    tags: Mapping[str, Color]
    """The colours of tags, by the slots of the codebook."""

    @classmethod
    def of(cls, theme: Theme, variables: Mapping[str, str]) -> Look:
        """The look of a theme and its variables; what another program's theme lacks has a default."""

        def colour(name: str, otherwise: str) -> Color:
            return Color.parse(variables.get(name, otherwise))

        text = colour("foreground", "#e0e0e0")
        muted = _ANSI_MUTED if theme.ansi else "#8b919c"
        known = _ANSI_TAGS if theme.ansi else _DARK_TAGS if theme.dark else _LIGHT_TAGS
        return cls(
            ansi=theme.ansi,
            text=text,
            ground=colour("background", "#15171c"),
            raised=colour("surface", "#1c1f26"),
            muted=colour("muted", muted),
            rule=colour("rule", muted),
            accent=colour("accent", "#e0af68"),
            error=colour("error", "#f4707a"),
            tags={slot: colour(f"tag-{slot}", known[slot]) for slot in known},
        )

    def in_dialog(self) -> Look:
        """The same look for what is painted in a dialog, whose ground is not that of the page."""
        return replace(self, ground=self.raised)

    def tag(self, slot: str) -> Color:
        """The colour of a slot of the codebook; `plain` for an unknown slot."""
        return self.tags.get(slot, self.tags["plain"])
