#!/bin/sh
# pypdfium2 5.15.2: a word that a line end parts, "inter-" and "national", comes out of get_text_range with U+FFFE in
# place of hyphen and line break, out of get_text_bounded with U+0002.
# Expected: the hyphen, or the word whole. Neither character may stand in XML 1.0, and U+FFFE is no character at all.
# Our users meet it in every PDF with hyphenation: a search for the word fails, and an export with it is refused.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypdfium2==5.15.2 fpdf2==2.8.4
cd "$folder"
venv/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

import pypdfium2
from fpdf import FPDF

pdf = FPDF()
pdf.add_page()
pdf.set_font("Helvetica", size=12)
for line in ("The talks are part of an inter-", "national round on fishing rights."):
    pdf.cell(text=line, new_x="LMARGIN", new_y="NEXT")
pdf.output("talks.pdf")

page = pypdfium2.PdfDocument("talks.pdf")[0].get_textpage()
found = page.get_text_range(), page.get_text_bounded()
print("pypdfium2", version("pypdfium2"))
for text in found:
    print(ascii(text))
if "inter\ufffenational" not in found[0] or "inter\x02national" not in found[1]:
    sys.exit("this has changed")
PYTHON
