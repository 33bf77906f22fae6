#!/bin/sh
# htmldate 1.11.0: of a page whose only date is 2022年3月14日 it gives 2022-01-01. Of 14 mars 2022 it gives the 14th.
# Expected: 2022-03-14, or none. A day that nobody wrote looks like one that was found.
# Our users meet it when they compare Chinese and Japanese accounts: the date of an article is what the order of two
# claims hangs on, and trafilatura, newspaper4k and others take it from here.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check htmldate==1.11.0 lxml==6.1.3
cd "$folder"
venv/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

from htmldate import find_date

PAGE = "<html lang='{}'><body><article><h1>{}</h1><p>{}</p><p>{}</p></article></body></html>"
found = {
    "French": find_date(PAGE.format("fr", "Grève au port", "14 mars 2022", "Les dockers ont cessé le travail lundi.")),
    "Chinese": find_date(PAGE.format("zh", "港口罢工", "2022年3月14日", "码头工人星期一停止工作。")),
}
print("htmldate", version("htmldate"))
for language, date in found.items():
    print(f"{language:8} {date}")
if found != {"French": "2022-03-14", "Chinese": "2022-01-01"}:
    sys.exit("this has changed")
PYTHON
