#!/bin/sh
# python-dateutil 2.9.0, parser.parse(..., fuzzy=True): "9 Januar 1993" is 9 as the month, and the day is that of today;
# "jeudi 5 octobre 2013" likewise. No error, and tomorrow another date.
# Expected: ValueError, as for a text without a date: a month in words that it does not know is not a date that it knows.
# Our users meet it wherever dates of foreign outlets are read with it, which it is the usual way to do.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check python-dateutil==2.9.0.post0
cd "$folder"
venv/bin/python - <<'PYTHON'
import sys
from datetime import datetime
from importlib.metadata import version

from dateutil.parser import parse

WRITTEN = ("9 Januar 1993", "jeudi 5 octobre 2013", "9 January 1993")
TODAYS = (datetime(2024, 3, 27), datetime(2024, 3, 28))
print("python-dateutil", version("python-dateutil"))
found = []
for written in WRITTEN:
    read = [parse(written, fuzzy=True, default=today).date().isoformat() for today in TODAYS]
    found.append(read)
    print(f"{written:22} read on the 27th: {read[0]}, on the 28th: {read[1]}")
if found != [["1993-09-27", "1993-09-28"], ["2013-05-27", "2013-05-28"], ["1993-01-09", "1993-01-09"]]:
    sys.exit("this has changed")
PYTHON
