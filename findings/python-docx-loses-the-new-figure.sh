#!/bin/sh
# python-docx 1.2.0: where somebody replaced a figure with changes tracked, paragraph.text has neither: "The toll was  on
# Monday." What was put in is left out like what was taken out.
# Expected: the text as Word shows and prints it, with the new figure.
# Our users meet it in copy that came through a desk: the corrected number is the one that is tracked.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check python-docx==1.2.0
cd "$folder"
venv/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

document = Document()
paragraph = document.add_paragraph("The toll was ")
by = 'w:id="{}" w:author="Desk" w:date="2022-03-14T09:00:00Z"'
out = f'<w:del {nsdecls("w")} {by.format(1)}><w:r><w:delText>41</w:delText></w:r></w:del>'
put = f'<w:ins {nsdecls("w")} {by.format(2)}><w:r><w:t>14</w:t></w:r></w:ins>'
for change in (out, put):
    paragraph._p.append(parse_xml(change))
paragraph.add_run(" on Monday.")
document.save("toll.docx")

text = Document("toll.docx").paragraphs[0].text
print("python-docx", version("python-docx"))
print(repr(text))
if text != "The toll was  on Monday.":
    sys.exit("this has changed")
PYTHON
