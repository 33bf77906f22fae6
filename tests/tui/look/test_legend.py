"""The legend has every sign that is drawn."""

from __future__ import annotations

import ast
import unicodedata
from pathlib import Path

from tests.each import for_each
from tui.look.legend import LEGENDS, legends
from tui.session.modes import COMPARE, CORRECT, LIST, MODES, PICK, READ

ROOT = Path(__file__).parents[3]
ROOMS = ("shown", "look", "widgets", "screens")
"""Where what is on the screen is made."""
SIGNS = [sign for legend in LEGENDS for sign in legend.signs]
NOT_DRAWN = "search.py"
"""Has symbols of texts, which it takes for others."""
FRAMES = frozenset("│─┼┿")
"""What only divides the screen."""


def drawn_by(path: Path) -> set[str]:
    """The characters of a module's strings that are neither letters nor punctuation of a sentence, and those beside."""
    found = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            found |= {c for c in node.value if ord(c) > 0x7F and unicodedata.category(c)[0] == "S"}
    return found


def test_every_symbol_that_is_drawn_is_explained() -> None:
    explained = set("".join(sign.drawn + sign.means for sign in SIGNS)) | FRAMES
    modules = [path for room in ROOMS for path in (ROOT / "tui" / room).glob("*.py") if path.name != NOT_DRAWN]
    assert len(modules) > 20
    drawn = {path.name: drawn_by(path) - explained for path in modules}
    assert {name: symbols for name, symbols in drawn.items() if symbols} == {}


@for_each("sign", SIGNS)
def test_a_sign_has_a_name_and_a_sentence(sign: tuple[str, str, str, str]) -> None:
    drawn, name, means, _ = sign
    assert drawn.strip()
    assert 1 <= len(name.split()) <= 4
    assert means.endswith(".")
    assert len(means) <= 110


def test_the_signs_of_a_screen_come_first_and_all_are_there() -> None:
    firsts = {mode: legends(mode)[0].title for mode in (READ, CORRECT, LIST, COMPARE, PICK)}
    assert firsts == {
        READ: "Signs on the page",
        CORRECT: "Signs on the page",
        LIST: "Signs in the list",
        COMPARE: "Signs in the comparison",
        PICK: "Signs in the codebook and pickers",
    }
    assert all(set(legends(mode)) == set(LEGENDS) for mode in MODES)
