"""The reader's themes and the colours that each look is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

DARK, LIGHT, ANSI = "newsreader-dark", "newsreader-light", "newsreader-ansi"
"""`ANSI` leaves text and ground in the terminal's own colours: for 16 colours and NO_COLOR."""

_DARK_TAGS = {
    "blue": "#6ea8fe", "red": "#f4707a", "magenta": "#d98cf0", "yellow": "#e6c35c", "green": "#7ccf8a",
    "cyan": "#5cc8d7", "orange": "#f0a05a", "violet": "#a99cf5", "plain": "#9aa0aa",
}  # fmt: skip
_LIGHT_TAGS = {
    "blue": "#1f5fbf", "red": "#b3261e", "magenta": "#8e2a9e", "yellow": "#8a6500", "green": "#2c7a3f",
    "cyan": "#0f7482", "orange": "#a85510", "violet": "#5b48b8", "plain": "#5d636d",
}  # fmt: skip
_ANSI_TAGS = {
    "blue": "ansi_blue", "red": "ansi_red", "magenta": "ansi_magenta", "yellow": "ansi_yellow",
    "green": "ansi_green", "cyan": "ansi_cyan", "orange": "ansi_bright_yellow", "violet": "ansi_bright_magenta",
    "plain": "ansi_bright_black",
}  # fmt: skip


def _variables(tags: Mapping[str, str], muted: str, rule: str) -> dict[str, str]:
    named = {f"tag-{slot}": colour for slot, colour in tags.items()}
    return {**named, "muted": muted, "rule": rule, "footer-background": "transparent"}


THEMES = (
    Theme(
        name=DARK,
        primary="#7aa2f7",
        accent="#e0af68",
        foreground="#d6d8dd",
        background="#15171c",
        surface="#1c1f26",
        panel="#242833",
        error="#f4707a",
        warning="#e6c35c",
        success="#7ccf8a",
        variables=_variables(_DARK_TAGS, "#8b919c", "#3a3f4a"),
    ),
    Theme(
        name=LIGHT,
        primary="#1f5fbf",
        accent="#a85510",
        foreground="#22252b",
        background="#fbfaf7",
        surface="#f2f0ea",
        panel="#e8e5dc",
        error="#b3261e",
        warning="#8a6500",
        success="#2c7a3f",
        dark=False,
        variables=_variables(_LIGHT_TAGS, "#6b7079", "#cfcbc0"),
    ),
    replace(
        BUILTIN_THEMES["ansi-dark"],
        name=ANSI,
        accent="ansi_yellow",
        variables={
            **BUILTIN_THEMES["ansi-dark"].variables,
            **_variables(_ANSI_TAGS, "ansi_bright_black", "ansi_bright_black"),
        },
    ),
)


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of the present theme."""

    ansi: bool
    """The terminal's own colours: no tint can be mixed, so attributes (bold, reverse) stand in for them."""
    text: Color
    ground: Color
    muted: Color
    rule: Color
    accent: Color
    error: Color
    tags: Mapping[str, Color]

    @classmethod
    def of(cls, theme: Theme, variables: Mapping[str, str]) -> Look:
        """The look of a theme and the variables that it resolves to; other people's themes lend what they have."""

        def colour(name: str, otherwise: str) -> Color:
            return Color.parse(variables.get(name, otherwise))

        text = colour("foreground", "#e0e0e0")
        muted = "ansi_bright_black" if theme.ansi else "#8b919c"
        known = _ANSI_TAGS if theme.ansi else _DARK_TAGS if theme.dark else _LIGHT_TAGS
        return cls(
            ansi=theme.ansi,
            text=text,
            ground=colour("background", "#15171c"),
            muted=colour("muted", muted),
            rule=colour("rule", muted),
            accent=colour("accent", "#e0af68"),
            error=colour("error", "#f4707a"),
            tags={slot: colour(f"tag-{slot}", known[slot]) for slot in known},
        )

    def tag(self, slot: str) -> Color:
        """The colour of a slot of the codebook; plain for one that this program does not know."""
        return self.tags.get(slot, self.tags["plain"])
