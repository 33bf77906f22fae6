"""Makes README's picture: the real reader on the seeds, after a few real keys, as an SVG that needs nothing else.

python -m benchmarks.picture OUT.svg
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from html import escape, unescape
from pathlib import Path

os.environ["TEXTUAL_COLOR_SYSTEM"] = "truecolor"  # before Textual is imported, so that the picture is always the same
os.environ.pop("NO_COLOR", None)

from rich.cells import cell_len

from annotations.store.store import Store
from articles.read import seed_story
from tui.opening import make_app

SIZE = (150, 42)
"""Columns and rows."""

KEYS = [
    *"jjjjjjc",  # "We have deep concerns ...": a claim, in Reuters
    *("w" * 23),
    *("v", *("w" * 7), "t", "escape"),  # of certain words of it: a threat
    *("s", *"a senior administration official", "enter"),
    *("a", *"Bloomberg turns it round: Russia's alignment with China", "enter"),
    *("l", *("w" * 9), "v", *"wwwwww", "c", "escape"),
    *("l", "c", "j", *("w" * 38), "v", *("w" * 11), "t", "escape"),
    *"hh",
]
"""What is typed: characters, and keys as Textual names them."""

FONTS = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"

CELL, LINE = 12.2, 24.4
"""Width and height of a cell in the units of Textual's picture."""

_TEXT = re.compile(r'(<text class="[^"]*" )x="([\d.]+)"( y="([\d.]+)") textLength="[\d.]+"([^>]*>)([^<]*)</text>')
_RULE = re.compile("[│─┼]+")
_WORDS = re.compile(r"[^\xa0\n]+(?:\xa0[^\xa0\n]+)*")


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: python -m benchmarks.picture OUT.svg", file=sys.stderr)
        return 2
    Path(arguments[0]).write_text(self_contained(asyncio.run(screenshot())), encoding="utf-8")
    return 0


async def screenshot() -> str:
    """What the reader shows after the keys, with all of it saved."""
    with tempfile.TemporaryDirectory(prefix="newsreader-picture-") as folder:
        app, saving = make_app(seed_story(), Store.open(Path(folder, "store.json")))
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press(*KEYS)
            while saving.state == "saving":
                await pilot.pause(0.05)
            await pilot.pause()
            picture = app.export_screenshot(title="newsreader")
        saving.close()
    return picture


def self_contained(svg: str) -> str:
    """The picture without fonts from other hosts, and drawn alike by viewers whose letters are a little narrower."""
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"@font-face\s*{[^}]*}\s*", "", svg)
    svg = re.sub(r"font-family:[^;}]*", f"font-family: {FONTS}", svg)
    return _TEXT.sub(_placed, svg)


def _placed(match: re.Match[str]) -> str:
    """Each run of words at the place of its own cells, without the blanks around it; rules as strokes."""
    before, x, y_is, y, after, escaped = match.groups()
    text = unescape(escaped)
    parts = []
    for run in _WORDS.finditer(text):
        left, width = float(x) + cell_len(text[: run.start()]) * CELL, cell_len(run[0]) * CELL
        if _RULE.fullmatch(run[0]):
            stroke, top = before.replace("text", "rect", 1), float(y) - 20 + 1.5
            if "─" in run[0]:
                parts.append(f'{stroke}x="{left:.1f}" y="{top + LINE / 2:.1f}" width="{width:.1f}" height="1.2"/>')
            for i in (i for i, sign in enumerate(run[0]) if sign in "│┼"):
                middle = left + (i + 0.5) * CELL
                parts.append(f'{stroke}x="{middle:.1f}" y="{top:.1f}" width="1.2" height="{LINE}"/>')
        else:
            words = escape(run[0]).replace("\xa0", "&#160;")
            parts.append(f'{before}x="{left:.1f}"{y_is} textLength="{width:.1f}"{after}{words}</text>')
    return "".join(parts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
