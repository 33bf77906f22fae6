#!/bin/sh
# TinyDB 4.9.0 with its default storage: a record that `search` returned and the program changed, without saving it, is
# what the same `search` returns next, even where it no longer matches. `get`, other searches and the file have the
# record unchanged; after any write `search` has it so again.
# Expected: what was not saved is nowhere but in the hands of who changed it; `search` and `get` agree.
# Our users read their store with TinyDB and tidy what they found (tags in lower case, say): a second look is at that.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check tinydb==4.9.0
cd "$folder"
venv/bin/python - <<'PYTHON'
import json
import sys
from importlib.metadata import version

from tinydb import TinyDB, where

db = TinyDB("years.json")
db.insert({"title": "Harbour", "year": 1900})
of_1900 = where("year") == 1900

db.search(of_1900)[0]["year"] = 2000  # of a copy, one would think: nothing is saved
with open("years.json", encoding="utf-8") as file:
    saved = [record["year"] for record in json.load(file)["_default"].values()]
found = {
    "search, year 1900": [record["year"] for record in db.search(of_1900)],
    "get, year 1900": [db.get(of_1900)["year"]],
    "search, year 2000": [record["year"] for record in db.search(where("year") == 2000)],
    "the file": saved,
}
db.insert({"title": "Market", "year": 1950})
found["search, year 1900, after a write"] = [record["year"] for record in db.search(of_1900)]

print("tinydb", version("tinydb"))
print("one record of the year 1900; what search returned is set to 2000 and not saved")
for where_from, years in found.items():
    print(f"{where_from + ':':33} {years}")
if list(found.values()) != [[2000], [1900], [], [1900], [1900]]:
    sys.exit("this has changed")
PYTHON
