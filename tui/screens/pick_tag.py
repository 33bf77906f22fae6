"""The picker: any tag by a few letters, or a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.visual import Visual
from textual.widgets import Static
from textual.widgets.option_list import Option

from tui.look.legend import PRESENT
from tui.screens.picker import Picker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.css.styles import RulesMap
    from textual.strip import Strip
    from textual.style import Style
    from textual.visual import RenderOptions

    from annotations.codebook.codebook import Codebook, Tag
    from tui.look.theme import Look

FOUND_PERCENT = 70
"""How much of the letters must be found in a name or definition (rapidfuzz partial ratio)."""
LIKENESS_PERCENT = 82
"""How alike the letters and a name's beginning must be (rapidfuzz ratio) to mean that tag."""
NAME_CELLS = 14
"""What the names get before the definitions."""
RECENT = 5
"""How many of the tags used last stand above the others."""


class PickedTag:
    """What was picked: a tag's id, or the name of a new tag."""

    def __init__(self, tag_id: str = "", new: str = "", *, first: bool = False) -> None:
        """`first` is whether a new tag stood first and was marked by itself, as the letters mean no tag."""
        self.tag_id, self.new, self.first = tag_id, new, first


def matching(codebook: Codebook, query: str) -> list[Tag]:
    """The codebook's tags that match some letters, best first; all, in order, for none."""
    wanted = query.strip().casefold()
    if not wanted:
        return list(codebook.tags)
    from rapidfuzz import fuzz, process, utils

    begin = [tag for tag in codebook.tags if tag.name.casefold().startswith(wanted)]
    texts = {tag.id: f"{tag.name} {tag.definition}" for tag in codebook.tags}
    names = {tag.id: tag.name for tag in codebook.tags}
    found: list[Tag] = []
    for choices in (names, texts):
        hits = process.extract(
            wanted,
            choices,
            scorer=fuzz.partial_ratio,
            processor=utils.default_process,
            score_cutoff=FOUND_PERCENT,
            limit=None,
        )
        found += [codebook.tag(tag_id) for _, _, tag_id in hits]
    return list(dict.fromkeys([*begin, *found]))


def means(query: str, tag: Tag) -> bool:
    """Whether some letters are part of a tag's name, or its beginning with a slip of the fingers."""
    from rapidfuzz import fuzz

    wanted, name = query.strip().casefold(), tag.name.casefold()
    return wanted in name or fuzz.ratio(wanted, name[: len(wanted)]) >= LIKENESS_PERCENT


class TagLine(Visual):
    """One line of the list: a tag, and at the right edge the key that gives it without the picker."""

    def __init__(self, tag: Content, key: str) -> None:
        self._tag, self._key = tag, Content.styled(key, "dim")

    def __str__(self) -> str:
        return f"{self._tag} {self._key}"

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The line, cropped to `width` cells."""
        room = max(1, width - self._key.cell_length - 1)
        line = self._tag.truncate(room, ellipsis=True, pad=True) + " " + self._key
        return line.truncate(width).render_strips(width, 1, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All of the line."""
        return self._tag.cell_length + 1 + self._key.cell_length

    def get_height(self, rules: RulesMap, width: int) -> int:
        """One line, whatever its width."""
        return 1


class PickTag(Picker[PickedTag | None]):
    """Lists the codebook, the tags used last first."""

    def __init__(
        self,
        codebook: Codebook,
        present: tuple[str, ...],
        look: Look,
        recent: Sequence[str] = (),
        *,
        question: str = "Tag",
        takes: str = "gives it, or takes it off",
        leaves: str = "closes",
        new: bool = True,
    ) -> None:
        """The tags that are `present` are ticked; `new` is whether letters can be the name of a new tag.

        `takes` and `leaves` say what the keys do that take the tag that is marked, and none.
        """
        super().__init__("letters of a tag, or a new name" if new else "letters of a tag")
        self._question, self._takes, self._leaves, self._new = question, takes, leaves, new
        self._codebook, self._present, self._look = codebook, present, look
        found = (codebook.by_id(tag_id) for tag_id in dict.fromkeys(recent))
        self._recent = [tag for tag in found if tag][:RECENT]
        self._keys = {tag.id: next(iter(codebook.keys(tag)), "") for tag in codebook.tags}

    def compose(self) -> ComposeResult:
        """The field and the list."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="question")
            yield self.field
            yield self.choices
            hint = self.app.keymap.line(("pick_take", self._takes), ("pick_leave", self._leaves))
            yield Static(Content(hint), classes="hint")

    def narrow(self, query: str) -> None:
        """List the tags that the letters could mean, the likeliest of them marked."""
        self.choices.clear_options()
        self.choices.add_options(self._options(query))
        self.choices.highlighted = 0 if self.choices.option_count else None

    def take(self, i: int | None) -> None:
        """Give the tag, or the name of a new one."""
        option = None if i is None else self.choices.get_option_at_index(i)
        kind, _, value = ((option and option.id) or "").partition(":")
        if option is None:
            self.dismiss(None)
        elif kind == "tag":
            self.dismiss(PickedTag(tag_id=value))
        else:
            self.dismiss(PickedTag(new=value, first=i == 0))

    def _options(self, query: str) -> list[Option | None]:
        """The tags that the letters mean, a new one of that name, and the tags that they could mean; None is a rule."""
        name = " ".join(query.split())
        tags = matching(self._codebook, query)
        options: list[Option | None] = [Option(self._prompt(tag), id=f"tag:{tag.id}") for tag in tags]
        if not name:
            recent = [tags.index(tag) for tag in self._recent]
            rest = [option for i, option in enumerate(options) if i not in recent]
            return [*(options[i] for i in recent), *([None] if recent and rest else ()), *rest]
        if self._new and self._codebook.by_name(name) is None:
            meant = next((i for i, tag in enumerate(tags) if not means(query, tag)), len(tags))
            options.insert(meant, Option(Content(f"+ new tag “{name}”"), id=f"new:{name}"))
        return options

    def _prompt(self, tag: Tag) -> TagLine:
        has = PRESENT if tag.id in self._present else " "
        sign = Content.styled(f"{self._codebook.sign(tag.id):2}", self._look.tag(tag.colour).css)
        definition = f"  {tag.definition}" if tag.definition else ""
        name = f"  {tag.name:{NAME_CELLS if definition else 0}}"
        return TagLine(Content.assemble(f"{has} ", sign, name, (definition, "dim")), self._keys[tag.id])
