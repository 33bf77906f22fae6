#!/bin/sh
# feedparser 6.0.14: of one and the same minute, written as "+0100" and as "CET", it makes two times an hour apart. CET,
# CEST, MSK, IST and JST are read as UTC; EST is read right.
# Expected: the same time, or none where a zone is not known. published_parsed is documented as a time in UTC.
# Our users meet it in feeds of outlets outside America: which of two accounts came first turns round.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check feedparser==6.0.14
cd "$folder"
venv/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

import feedparser

PAIRS = {"CET": "+0100", "MSK": "+0300", "JST": "+0900", "EST": "-0500"}
ITEM = "<item><title>t</title><pubDate>Mon, 14 Mar 2022 09:00:00 {}</pubDate></item>"


def hour(zone):
    feed = "<rss version='2.0'><channel><title>Courier</title>" + ITEM.format(zone) + "</channel></rss>"
    return feedparser.parse(feed).entries[0].published_parsed.tm_hour


found = {zone: (hour(offset), hour(zone)) for zone, offset in PAIRS.items()}
print("feedparser", version("feedparser"))
for zone, (by_offset, by_name) in found.items():
    print(f"09:00 {PAIRS[zone]} is {by_offset:2} UTC; 09:00 {zone} is {by_name:2} UTC")
if found != {"CET": (8, 9), "MSK": (6, 9), "JST": (0, 9), "EST": (14, 14)}:
    sys.exit("this has changed")
PYTHON
