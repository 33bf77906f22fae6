"""Every dialog has the look's own colours: what is marked in a list, scroll bars, and nothing that is black."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.color import Color

from tests.stories import story
from tests.ui.opened import Open, reader
from tui.look.theme import DARK, LIGHT
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from pathlib import Path

DIALOGS = (*"LKT:s?", "enter")
TEXTS = [f"Title {outlet}\n\n" + "\n\n".join(f"Words {n} of it." for n in range(30)) for outlet in "ab"]


def grounds(of: Open) -> dict[str, int]:
    """The grounds on the screen, each with how many cells have it."""
    found: dict[str, int] = {}
    for strip in of.app.screen._compositor.render_strips():
        for segment in strip:
            assert segment.style is not None
            colour = segment.style.bgcolor
            name = colour.get_truecolor().hex if colour is not None else "none"
            found[name] = found.get(name, 0) + segment.cell_length
    return found


def named(of: Open, name: str) -> Color:
    return Color.parse(of.app.theme_variables[name])


async def test_what_is_marked_and_what_scrolls_has_the_looks_own_colours_in_every_dialog(path: Path) -> None:
    async with reader(path, story(*TEXTS), size=(80, 20)) as of:
        await of.press(*["j", "c"] * 25)
        wrong = []
        for theme in (DARK, LIGHT):
            of.app.theme = theme
            await of.settle()
            own = {named(of, name).hex.lower() for name in ("background", "surface", "panel")}
            for key in DIALOGS:
                await of.press(key)
                await of.until(lambda: of.app.screen is not of.app.reader)
                await of.settle()
                for widget in of.app.screen.query("*"):
                    if widget.max_scroll_y and widget.show_vertical_scrollbar:
                        bar = widget.styles.scrollbar_background.hex.lower()
                        if bar not in own or widget.styles.scrollbar_color != named(of, "rule"):
                            wrong.append((theme, key, type(widget).__name__, bar))
                marked = 0
                for ground in ("background", "surface"):
                    tint = named(of, ground).blend(named(of, "accent"), 0.3)
                    marked += sum(n for hex_, n in grounds(of).items() if _near(Color.parse(hex_), tint))
                lists = [*of.app.screen.query(LineList), *of.app.screen.query("Choices")]
                if bool(lists) != (marked > 20):
                    wrong.append((theme, key, "marked", str(marked)))
                await of.press("escape")
        assert wrong == []


def _near(one: Color, other: Color) -> bool:
    return all(abs(a - b) <= 2 for a, b in zip(one.rgb, other.rgb, strict=True))
