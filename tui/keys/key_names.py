"""Keys as a person writes them in the settings, and the names that Textual has for them."""

from __future__ import annotations

from string import ascii_lowercase
from unicodedata import combining, normalize

from tui.keys.keymap import shown_key

SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+j": "enter", "ctrl+h": "backspace", "ctrl+[": "escape"}
"""Keys that many terminals do not tell apart from others."""

_MOVING = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete")
_FUNCTION = tuple(f"f{n}" for n in range(1, 13))
NAMES = frozenset({*_MOVING, *_FUNCTION, "tab", "enter", "space", "backspace", "escape"})
"""Keys that type no character."""

_ALIASES = {
    **{shown_key(name): name for name in NAMES},
    "esc": "escape", "return": "enter", "ins": "insert", " ": "space",
}  # fmt: skip
_CTRL_SIGNS = {"\\": "backslash", "]": "right_square_bracket", "^": "circumflex_accent", "_": "underscore"}
_MODIFIERS = {"alt", "ctrl", "shift"}

_SURE = frozenset(
    {
        *NAMES,
        "shift+tab",
        *(f"ctrl+{letter}" for letter in ascii_lowercase),
        *(f"ctrl+{sign}" for sign in _CTRL_SIGNS.values()),
        *(f"ctrl+{name}" for name in _FUNCTION),
        *(f"{modifiers}+{name}" for modifiers in ("ctrl", "shift", "ctrl+shift") for name in _MOVING),
    }
)


def parse_key(text: str) -> str | None:
    """The name that a key has in a `Keymap`: a character, else as Textual names it; None for what is no key.

    Takes `Ctrl+N` for `ctrl+n`, `shift+u` for `U`, and names as the help shows them: `esc`, `pgdn`, `↓`.
    """
    text = normalize("NFC", text)
    if len(text) == 1:
        return _ALIASES.get(text) or (text if _is_character(text) else None)
    *prefixes, base = (part.strip() for part in text.split("+"))
    modifiers = {prefix.lower() for prefix in prefixes}
    named = _ALIASES.get(base.lower(), base.lower())
    if not modifiers <= _MODIFIERS or len(modifiers) != len(prefixes):
        return None
    if named not in NAMES:
        if modifiers == {"shift"}:
            upper = base.upper()
            return upper if len(base) == len(upper) == 1 and upper != base.lower() else None
        named = _with_modifiers(named, modifiers)
        if not modifiers or not named:
            return None
    return "+".join([*sorted(modifiers), named])


def is_sure(key: str) -> bool:
    """Whether every terminal sends this key so that it can be told from others."""
    return len(key) == 1 or key in _SURE


def _is_character(text: str) -> bool:
    return text.isprintable() and not text.isspace() and not combining(text)


def _with_modifiers(base: str, modifiers: set[str]) -> str:
    """What a character is called after ctrl or alt; empty where no terminal sends that."""
    if len(base) == 1 and base.isascii() and base.isalnum():
        return base
    if modifiers == {"ctrl"}:
        return base if base == "[" or base in _CTRL_SIGNS.values() else _CTRL_SIGNS.get(base, "")
    return ""
