"""What the palette lists: commands of a mode, tags, themes; and which of them some letters mean."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from annotations.codebook.codebook import DIGITS
from tui.keys.commands import FROM_CODEBOOK
from tui.keys.keymap import shown_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotations.codebook.codebook import Codebook
    from tui.keys.keymap import Keymap
    from tui.session.modes import Mode

COMMAND, TAG, THEME, NOTHING = "command", "tag", "theme", ""
"""What an entry stands for; `NOTHING` is what was asked for by a name that nothing has."""
LIKENESS_PERCENT = 80
"""How alike letters and a part of a title must be (rapidfuzz partial ratio), where nothing is as typed."""
FEWEST_LETTERS = 3
"""Fewer letters than these are looked for only as they are, since they are like everything."""
LONGER_THAN_ANY_TITLE = 1_000
"""Characters. Of titles that are equally alike the shorter comes first; themes come last, in the order given."""


class PaletteEntry(NamedTuple):
    """One line of the palette."""

    kind: str
    value: str
    """The command's or the tag's id, the theme's name, or what was typed."""
    title: str
    help: str = ""
    keys: tuple[str, ...] = ()
    """As a person knows them; those that work in the mode that the palette was opened from."""


def entries(keymap: Keymap, mode: Mode, codebook: Codebook, themes: Iterable[str] = ()) -> list[PaletteEntry]:
    """All that can be done in a mode: its commands with the tags, those that work there too, and then themes."""
    found: list[PaletteEntry] = []
    for group in keymap.groups(mode):
        for command in keymap.under(group, mode):
            if command.id in FROM_CODEBOOK:
                found += [] if any(entry.kind == TAG for entry in found) else _tags(keymap, mode, codebook)
            elif command.id != "palette" and not command.id.removeprefix("tag_").isdigit():
                keys = tuple(map(shown_key, keymap.keys_in(mode, command)))
                found.append(PaletteEntry(COMMAND, command.id, *command.named(mode), keys))
    return [
        *found,
        *(PaletteEntry(THEME, name, f"Theme {name}", "Show everything in these colours.") for name in themes),
    ]


def matching(found: Sequence[PaletteEntry], query: str) -> list[PaletteEntry]:
    """The entries that some letters mean, best first; all, in order, for none."""
    wanted = _folded(query)
    if not wanted:
        return list(found)
    ranked = sorted((rank, i) for i, entry in enumerate(found) if (rank := _rank(entry, wanted)) is not None)
    return [found[i] for _, i in ranked]


def _tags(keymap: Keymap, mode: Mode, codebook: Codebook) -> list[PaletteEntry]:
    made = []
    for tag in codebook.tags:
        own = codebook.keys(tag)
        keys = {shown_key(key): None for key in own if key not in DIGITS}
        for digit in (key for key in own if key in DIGITS):
            keys.update(dict.fromkeys(map(shown_key, keymap.keys_in(mode, keymap[f"tag_{digit}"]) or (digit,))))
        made.append(PaletteEntry(TAG, tag.id, f"Tag as {tag.name}", tag.definition, tuple(keys)))
    return made


def _rank(entry: PaletteEntry, wanted: str) -> tuple[int, int] | None:
    """How well letters mean an entry, the best the least; None where they do not."""
    title, words = _folded(entry.title), wanted.split()
    in_title = title.split()
    value = _folded(entry.value)
    length = LONGER_THAN_ANY_TITLE if entry.kind == THEME else len(title)
    if title == wanted:
        return (0, length)
    if title.startswith(wanted):
        return (1, length)
    if all(any(part.startswith(word) for part in in_title) for word in words):
        return (2, length)
    if len(in_title) > 1 and "".join(part[0] for part in in_title).startswith(wanted):
        return (3, length)
    if all(word in title or word in value for word in words):
        return (4, length)
    if len(wanted) < FEWEST_LETTERS or entry.kind == THEME:
        return None
    told = _folded(entry.help).split()
    if all(any(part.startswith(word) for part in (*in_title, *told)) for word in words):
        return (5, len(told))
    from rapidfuzz import fuzz

    alike = fuzz.partial_ratio(wanted, title) if len(wanted) <= len(title) else fuzz.ratio(wanted, title)
    return (6, -round(alike)) if alike >= LIKENESS_PERCENT else None


def _folded(text: str) -> str:
    """In lower case, without accents, with single spaces, also for what joins the words of a name."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = plain.replace("-", " ").replace("_", " ")
    return " ".join(plain.casefold().split())
