"""What the palette lists: commands of a mode, tags, themes, signs, places; and which of them some letters mean."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from annotations.codebook.codebook import DIGITS
from tui.keys.commands import FROM_CODEBOOK
from tui.keys.keymap import gives_tag, shown_key
from tui.keys.search_words import SEARCH_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotations.codebook.codebook import Codebook, Tag
    from articles.model import ParagraphId
    from tui.keys.keymap import Keymap
    from tui.page.signs import Sign
    from tui.session.modes import Mode

COMMAND, TAG, THEME, SIGN, PLACE, NOTHING = "command", "tag", "theme", "sign", "place", ""
"""What an entry stands for; `NOTHING` is what was asked for by a name that nothing has."""
LIKENESS_PERCENT = 80
"""How alike letters and a part of a title must be (rapidfuzz partial ratio), where nothing is as typed."""
FEWEST_LETTERS = 3
"""Fewer letters than these are looked for only as they are, since they are like everything."""
LONGER_THAN_ANY_TITLE = 1_000
"""Characters. Of titles that are equally alike the shorter comes first; signs come after all, themes last of all, both
in the order given."""
THEME_WORDS = "colours look dark light scheme"
_LATER = {SIGN: 1, THEME: 2}
"""Kinds that come after the commands and tags which letters mean equally well, the last of them last."""


class PaletteEntry(NamedTuple):
    """One line of the palette."""

    kind: str
    value: str
    """The command's or the tag's id, the theme's or the sign's name, or what was typed."""
    title: str
    help: str = ""
    keys: tuple[str, ...] = ()
    """As a person knows them; those that work in the mode that the palette was opened from. For a sign, the sign."""
    words: str = ""
    """Other words that a person may look for it by."""
    place: ParagraphId | None = None
    """Where a place is."""


def entries(
    keymap: Keymap, mode: Mode, codebook: Codebook, themes: Iterable[str] = (), signs: Iterable[Sign] = ()
) -> list[PaletteEntry]:
    """All that can be done in a mode: its commands with the tags, those that work there too, then themes and signs."""
    found: list[PaletteEntry] = []
    for group in keymap.groups(mode):
        for command in keymap.under(group, mode):
            if command.id in FROM_CODEBOOK:
                found += [] if any(entry.kind == TAG for entry in found) else _tags(keymap, mode, codebook)
            elif command.id != "palette" and not gives_tag(command):
                keys = tuple(map(shown_key, keymap.keys_in(mode, command)))
                words = SEARCH_WORDS.get(command.id, "")
                found.append(PaletteEntry(COMMAND, command.id, *command.named(mode), keys, words))
    coloured = "Show everything in these colours."
    return [
        *found,
        *(PaletteEntry(THEME, name, f"Theme {name}", coloured, words=THEME_WORDS) for name in themes),
        *(PaletteEntry(SIGN, s.name, f"Sign: {s.name}", s.means, (s.drawn,), s.words) for s in signs),
    ]


def matching(found: Sequence[PaletteEntry], query: str) -> list[PaletteEntry]:
    """The entries that some letters mean, best first; all, in order, for none."""
    wanted = _folded(query)
    if not wanted:
        return list(found)
    ranked = sorted((rank, i) for i, entry in enumerate(found) if (rank := _rank(entry, wanted)) is not None)
    return [found[i] for _, i in ranked]


def mentions(text: str, query: str) -> bool:
    """Whether a text has all of some words: each begins one of its words, or is within it."""
    told = _folded(text)
    return all(word in told for word in _folded(query).split())


def keys_of_tag(keymap: Keymap, mode: Mode, codebook: Codebook, tag: Tag) -> tuple[str, ...]:
    """The keys that give a tag in a mode, as a person knows them; its letter first."""
    own = codebook.keys(tag)
    keys = {shown_key(key): None for key in own if key not in DIGITS}
    for digit in (key for key in own if key in DIGITS):
        keys.update(dict.fromkeys(map(shown_key, keymap.keys_in(mode, keymap[f"tag_{digit}"]) or (digit,))))
    return tuple(keys)


def _tags(keymap: Keymap, mode: Mode, codebook: Codebook) -> list[PaletteEntry]:
    return [
        PaletteEntry(TAG, tag.id, f"Tag as {tag.name}", tag.definition, keys_of_tag(keymap, mode, codebook, tag))
        for tag in codebook.tags
    ]


def _rank(entry: PaletteEntry, wanted: str) -> tuple[int, int] | None:
    """How well letters mean an entry, the best the least; None where they do not."""
    title, words = _folded(entry.title), wanted.split()
    in_title, others = title.split(), _folded(entry.words).split()
    value = _folded(entry.value)
    length = LONGER_THAN_ANY_TITLE * _LATER.get(entry.kind, 0) or len(title)
    if title == wanted:
        return (0, length)
    if title.startswith(wanted):
        return (1, length)
    if all(_begins_one(word, in_title) for word in words) or wanted == value:
        return (2, length)
    if len(in_title) > 1 and "".join(part[0] for part in in_title).startswith(wanted) and entry.kind != SIGN:
        return (3, length)
    if all(_begins_one(word, (*in_title, *others)) for word in words):
        return (4, length)
    if all(word in title or word in value for word in words):
        return (5, length)
    if entry.kind == SIGN and wanted in _folded(entry.keys[0]) and not wanted.isdigit():
        return (5, length)
    if len(wanted) < FEWEST_LETTERS or entry.kind == THEME:
        return None
    told = _folded(entry.help).split()
    if all(_begins_one(word, (*in_title, *others, *told)) for word in words):
        return (6, length if entry.kind == SIGN else len(told))
    if entry.kind == SIGN:
        return None
    from rapidfuzz import fuzz

    alike = fuzz.partial_ratio(wanted, title) if len(wanted) <= len(title) else fuzz.ratio(wanted, title)
    return (7, -round(alike)) if alike >= LIKENESS_PERCENT else None


def _begins_one(word: str, parts: Sequence[str]) -> bool:
    return any(part.startswith(word) for part in parts)


def _folded(text: str) -> str:
    """In lower case, without accents, with single spaces, also for what joins the words of a name."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = plain.replace("-", " ").replace("_", " ")
    return " ".join(plain.casefold().split())
