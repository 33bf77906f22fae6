#!/bin/sh
# pyte 0.8.2 (with wcwidth 0.9.4): after a character that takes no cell and is no accent (zero-width space, word joiner,
# zero-width non-joiner, left-to-right mark) it drops the rest of the text up to the next control character.
# Expected: such a character is skipped or kept with its neighbour, and the words after it show.
# We meet it in tests that read a program's screen through pyte: whole ends of lines of Arabic, Persian and web text are
# missing, as though the program had not drawn them.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyte==0.8.2 wcwidth==0.9.4
cd "$folder"
venv/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

import pyte

WIDTHLESS = {
    "zero-width space": "\u200b",
    "zero-width non-joiner": "\u200c",
    "left-to-right mark": "\u200e",
    "word joiner": "\u2060",
}


def shown(text):
    screen = pyte.Screen(40, 2)
    pyte.Stream(screen).feed(text)
    return [line.rstrip() for line in screen.display]


found = {name: shown(f"one{sign}two three\r\nfour") for name, sign in WIDTHLESS.items()}
accent = shown("caf" + "e\u0301" + " two\r\nfour")
print("pyte", version("pyte"), "wcwidth", version("wcwidth"))
for name, lines in found.items():
    print(f"one, {name}, two three; next line: four  shows as {lines}")
print(f"cafe, combining accent, two; next line: four  shows as {accent}")
if any(lines != ["one", "four"] for lines in found.values()) or accent != ["caf\u00e9 two", "four"]:
    sys.exit("this has changed")
PYTHON
