#!/bin/sh
# Textual 8.2.8 on Linux: the key esc arrives 100 ms after it was pressed, however small ESCDELAY (in ms) is set. A
# larger ESCDELAY is followed.
# Expected: with ESCDELAY=1 esc arrives after about 1 ms, as letters do.
# Our users leave dialogs and selections with esc; in terminals without the kitty keyboard protocol each one waits.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check textual==8.2.8
cd "$folder"
cat > app.py <<'PYTHON'
import os
import time

from textual.app import App

PIPE = int(os.environ["PIPE"])


class Keys(App[None]):
    def on_ready(self):
        os.write(PIPE, b"ready 0\n")

    def on_key(self, event):
        os.write(PIPE, f"{event.key} {time.monotonic()}\n".encode())
        if event.key == "q":
            self.exit()


Keys().run()
PYTHON
venv/bin/python - <<'PYTHON'
import fcntl
import os
import pty
import statistics
import struct
import sys
import termios
import threading
import time
from importlib.metadata import version


def drain(terminal):
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:  # the program has ended
        pass


def delays(escdelay):
    """Milliseconds from a key to its arrival: of the letter x, and the median of five esc."""
    there, here = os.pipe()
    child, terminal = pty.fork()
    if not child:
        os.set_inheritable(here, True)
        env = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "ESCDELAY": str(escdelay), "PIPE": str(here)}
        os.execve(sys.executable, [sys.executable, "app.py"], env)
    os.close(here)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    threading.Thread(target=drain, args=(terminal,), daemon=True).start()
    told = os.fdopen(there)
    told.readline()

    def press(key):
        pressed = time.monotonic()
        os.write(terminal, key)
        return (float(told.readline().split()[1]) - pressed) * 1000

    press(b"x")
    letter, escapes = statistics.median(press(b"x") for _ in range(5)), [press(b"\x1b") for _ in range(5)]
    press(b"q")
    os.waitpid(child, 0)
    return letter, statistics.median(escapes)


print("textual", version("textual"))
found = {escdelay: delays(escdelay) for escdelay in (1, 25, 300)}
for escdelay, (letter, escape) in found.items():
    print(f"ESCDELAY={escdelay:3}: x after {letter:5.1f} ms, esc after {escape:5.1f} ms")
if not (found[1][1] > 80 and found[25][1] > 80 and found[300][1] > 280 and found[1][0] < 50):
    sys.exit("this has changed")
PYTHON
