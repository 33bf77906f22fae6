"""What control words of RTF mean: destinations, characters, the charsets of fonts."""

from __future__ import annotations

import codecs
import re

NO_TEXT = frozenset(
    re.findall(
        r"[\w-]+",
        "fonttbl colortbl filetbl listtable listoverridetable revtbl rsidtbl generator info pict nonshppict "
        "objdata objclass themedata colorschememapping latentstyles datastore xmlnstbl mmathPr fldinst "
        "bkmkstart bkmkend sp sn sv shpinst pntext listtext pnseclvl annotation atnid atnauthor atndate "
        "atnref atntime atnparent tc xe rxe txe private userprops operator wgrffmtfilter template falt panose "
        "ftnsep ftnsepc aftnsep aftnsepc background",
    )
)
"""Destinations whose text nobody sees in the document."""

KNOWN = frozenset(
    {"shptxt", "do", "dptxbxtext", "shppict", "result", "fldrslt", "field", "shp", "shpgrp", "ud", "footnote"}
)
HEADS = frozenset({"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"})
STANDS_FOR = {
    "line": "\n", "tab": "\t", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ",
    "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "~": "\xa0", "_": "-", "-": "",
    "lbr": "\n", "{": "{", "}": "}", "\\": "\\", "zwj": "\u200d", "zwnj": "\u200c", "cell": "\t", "nestcell": "\t",
}  # fmt: skip
ENDS = frozenset({"par", "page", "sect", "row", "nestrow", "column", "\r", "\n"})
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850",
}  # fmt: skip


def codec(name: str) -> str:
    """The name of a codec that Python has, empty where it has none of that name."""
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
