"""The reader in tmux, a terminal that is not ours: what it draws is read back cell by cell, at three sizes."""

from __future__ import annotations

import base64
import contextlib
import json
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from annotations.store.store import Store
from tests.terminal.program import DEADLINE, NEWSREADER, environment
from tests.terminal.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.outside,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]

SIZES = ((160, 48), (80, 24), (40, 10))
SENTENCE = "U.S. national security adviser"
"""How the sentence begins on which the cursor stands after `j`; it fits on a line at every size."""
LOOK_EVERY = 0.02
"""Seconds between two looks at the screen: tmux does not tell when something was drawn."""


class Window:
    """A server of tmux with one window, in which the reader runs on the default store of an empty home."""

    def __init__(self, home: Path, columns: int, rows: int, *arguments: str) -> None:
        self.rows = rows
        self._socket = home.parent / "tmux"
        self._env = environment(home, TERM="xterm-256color")
        size = ("-x", str(columns), "-y", str(rows))
        self.tmux("-f", "/dev/null", "new-session", "-d", *size, *NEWSREADER, *arguments)

    def tmux(self, *words: str) -> str:
        """Have the server do something; what it says."""
        done = subprocess.run(
            ["tmux", "-S", str(self._socket), *words],
            env=self._env,
            capture_output=True,
            text=True,
            timeout=DEADLINE,
            check=True,
        )
        return done.stdout

    @property
    def lines(self) -> list[str]:
        """The lines of the screen, from the top, without trailing blanks."""
        return self.tmux("capture-pane", "-p").splitlines()

    @property
    def text(self) -> str:
        """The screen."""
        return "\n".join(self.lines)

    def press(self, *keys: str) -> None:
        """Type keys by their names in tmux."""
        self.tmux("send-keys", *keys)

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Look at the screen until the condition holds, and fail with what it shows after `DEADLINE` seconds."""
        deadline = time.monotonic() + DEADLINE
        while not condition():
            assert time.monotonic() < deadline, self.text
            time.sleep(LOOK_EVERY)

    def wait_for_words(self, *words: str) -> None:
        """Wait until all of these show, each somewhere on the screen."""
        self.wait_for(lambda: all(word in self.text for word in words))

    def has_ended(self) -> bool:
        """Whether the server has gone, as it does with the program in its last window."""
        try:
            self.tmux("list-sessions")
        except subprocess.CalledProcessError:
            return True
        return False


@contextlib.contextmanager
def opened(home: Path, columns: int, rows: int, *arguments: str) -> Iterator[Window]:
    window = Window(home, columns, rows, *arguments)
    try:
        yield window
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            window.tmux("kill-server")


def tags(store: Path) -> list[tuple[tuple[str, ...], str]]:
    """The tags of each annotation in a store, and the words they are on."""
    opened_store = Store.open(store)
    try:
        return [(annotation.tags, annotation.passage.exact) for annotation in opened_store.everything()]
    finally:
        opened_store.close()


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_sentence_is_tagged_taken_back_and_tagged_again_and_is_in_the_store(
    home: Path, columns: int, rows: int
) -> None:
    store = home / "data" / "newsreader" / "annotations.json"
    with opened(home, columns, rows) as window:
        window.wait_for_words("? keys", "0 tagged")
        assert len(window.lines) == rows
        assert all(len(line) <= columns for line in window.lines)
        assert "Reuters" in window.lines[1]
        assert ("DW" in window.lines[1]) == (columns == SIZES[0][0])
        window.press("j", "c")
        window.wait_for_words("1 tagged · saved", "claim added")
        (tagged,) = (line for line in window.lines if SENTENCE in line)
        assert tagged.split()[:2] == ["▌c", "U.S."]
        window.press("z")
        window.wait_for_words("0 tagged · saved", "Taken back: claim added")
        window.press("?")
        window.wait_for_words("Keys on the page", "esc")
        window.press("Escape")
        window.wait_for(lambda: "Keys on the page" not in window.text)
        window.press("c")
        window.wait_for_words("1 tagged · saved")
        window.press("q")
        window.wait_for(window.has_ended)
    ((names, words),) = tags(store)
    assert names == ("claim",)
    assert words.startswith(SENTENCE)
    assert json.loads(store.read_bytes()), "stock TinyDB's format"


def test_a_window_that_is_made_smaller_and_larger_again_shows_the_same(home: Path) -> None:
    columns, rows = SIZES[0]
    with opened(home, columns, rows) as window:
        window.wait_for_words("? keys")
        window.press("j", "c")
        window.wait_for_words("1 tagged · saved")
        before = window.lines
        window.tmux("resize-window", "-x", "40", "-y", "10")
        window.wait_for(lambda: len(window.lines) == 10 and "? keys" in window.lines[-1])
        window.tmux("resize-window", "-x", str(columns), "-y", str(rows))
        window.wait_for(lambda: window.lines == before)
        window.press("q")
        window.wait_for(window.has_ended)


SCRIPTS = (
    "प्रधानमंत्री ने सोमवार को कहा कि बंदरगाह अगले सप्ताह तक बंद रहेगा और श्रमिकों की मांगों पर विचार होगा।",
    "The crew 👩🏽‍🚒👨‍👩‍👧‍👦 answered 👍🏽 and 1️⃣ then 2️⃣, 🏳️‍🌈 and ❤️ were on the flags of the port of Lanville.",
    "การท่าเรือกล่าวว่าจะปิดจนถึงสัปดาห์หน้า กำลังเจรจากับคนงานอยู่",
)
"""Text of which tmux and Rich count the cells differently."""


def test_columns_stand_straight_beside_every_script_while_the_page_moves(home: Path) -> None:
    columns, rows = 120, 40
    story = home.parent / "story"
    story.mkdir()
    plain = [f"Paragraph {n} of the other account, in plain letters: the port stays shut." for n in range(12)]
    (story / "one.txt").write_text("\n\n".join(["The port stays shut", *SCRIPTS * 4]), encoding="utf-8")
    (story / "two.txt").write_text("\n\n".join(["Lanville port closed", *plain]), encoding="utf-8")

    def rules(window: Window) -> set[int]:
        """How many cells stand right of the rule, on each line of the page; right of it all is one cell wide."""
        lines = window.tmux("capture-pane", "-p", "-N").splitlines()[3:-2]
        return {len(line) - line.rfind("│") for line in lines}

    with opened(home, columns, rows, str(story)) as window:
        window.wait_for_words("? keys", "0 tagged")
        window.wait_for(lambda: len(rules(window)) == 1)
        straight = rules(window)
        for keys in (("j", "j", "c"), ("j", "j", "j"), ("space",), ("w", "w", "t"), ("g",)):
            before = window.lines
            window.press(*keys)
            window.wait_for(lambda before=before: window.lines != before)  # type: ignore[misc]
            window.wait_for(lambda: rules(window) == straight)
        assert SCRIPTS[1][:12] in window.text
        window.press("q")
        window.wait_for(window.has_ended)


def test_a_quotation_is_in_the_buffer_of_tmux_as_it_is_set_up_by_default(home: Path) -> None:
    with opened(home, 120, 40) as window:
        window.wait_for_words("? keys", "0 tagged")
        window.press("j", "y")
        window.wait_for_words("Copied to the buffer of tmux: “U.S. national security adviser")
        assert window.tmux("show-buffer").startswith("“U.S. national security adviser")
        window.press("q")
        window.wait_for(window.has_ended)


def test_the_clipboard_of_the_terminal_around_tmux_gets_it_too(home: Path) -> None:
    tmux, socket = shutil.which("tmux"), home.parent / "tmux"
    assert tmux is not None
    command = [tmux, "-S", str(socket), "-f", "/dev/null", "new-session", *NEWSREADER]
    with Terminal(command, columns=120, rows=40, env=environment(home), cwd=home) as terminal:
        terminal.wait_for("? keys")
        terminal.press("j", "y")
        terminal.wait_for("Copied: “U.S. national security adviser")
        terminal.wait_until(lambda: any(order.startswith(b"52;") for order in terminal.orders), "clipboard")
        (order,) = (order for order in terminal.orders if order.startswith(b"52;"))
        assert base64.b64decode(order.rpartition(b";")[2]).decode().startswith("“U.S. national security adviser")
        terminal.press("q")
        assert terminal.ended() == 0
