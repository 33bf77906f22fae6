#!/bin/sh
# Rich 15.0.0: `cell_len` gives vowel signs that stand beside their letter (Hindi, Bengali, Tamil) no cell;
# `wcswidth` of wcwidth 0.9.4 gives them one, though its `wcwidth` of the sign alone is 0 too.
# Expected: both count a plain word alike, and as wide as its characters one by one.
# Our users read news in these scripts: in terminals that count as wcswidth does, what stands after such a word in a
# table of Rich is moved to the right, by two cells after the Hindi for "book".
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check rich==15.0.0 wcwidth==0.9.4
cd "$folder"
PYTHONUTF8=1 venv/bin/python - <<'PYTHON'
import io
import sys
from importlib.metadata import version

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from wcwidth import wcswidth, wcwidth

WORDS = {  # each means "book", "water" or the language itself
    "English": "book",
    "Russian": "книга",
    "Chinese": "书",
    "Hindi": "\u0915\u093f\u0924\u093e\u092c",
    "Hindi, too": "\u092a\u093e\u0928\u0940",
    "Bengali": "\u09ac\u09be\u0982\u09b2\u09be",
    "Tamil": "\u0ba4\u0bae\u0bbf\u0bb4\u0bcd",
}

table = Table("word", "language")
for language, word in WORDS.items():
    table.add_row(word, language)
console = Console(file=io.StringIO(), width=60)
console.print(table)
lines = console.file.getvalue().splitlines()
found = {
    language: (cell_len(word), sum(map(wcwidth, word)), wcswidth(word), wcswidth(line))
    for (language, word), line in zip(WORDS.items(), lines[3:], strict=False)
}

print("rich", version("rich"), "wcwidth", version("wcwidth"))
print("the table's edge is", wcswidth(lines[0]), "cells wide; in it:")
for language, (rich, single, whole, line) in found.items():
    print(f"{language:10} cell_len {rich}, wcwidth of each {single}, wcswidth {whole}, wcswidth of its line {line}")
edge = wcswidth(lines[0])
alike = {language: (4, 4, 4, edge) for language in ("English",)}
alike |= {"Russian": (5, 5, 5, edge), "Chinese": (2, 2, 2, edge)}
short = {"Hindi": (3, 3, 5, edge + 2), "Hindi, too": (2, 2, 4, edge + 2)}
short |= {"Bengali": (2, 2, 4, edge + 2), "Tamil": (3, 3, 4, edge + 1)}
if found != alike | short:
    sys.exit("this has changed")
PYTHON
