"""Names of time zones, as dates in mails, feeds and texts have them."""

from __future__ import annotations

from datetime import timedelta

_HOURS = {
    0: "z ut utc gmt wet",
    1: "cet mez met wat bst west",
    2: "cest mesz mest eet cat sast",
    3: "eest msk eat trt",
    4: "msd gst",
    5: "pkt",
    7: "wib ict",
    8: "hkt sgt awst",
    9: "jst kst",
    10: "aest",
    11: "aedt",
    12: "nzst",
    13: "nzdt",
    -3: "brt art",
    -4: "edt",
    -5: "est cdt",
    -6: "cst mdt",
    -7: "mst pdt",
    -8: "pst akdt",
    -9: "akst",
    -10: "hst",
}
ZONES = {name: timedelta(hours=hours) for hours, names in _HOURS.items() for name in names.split()}
"""Names of zones that mean one offset, in small letters; IST is that of India, of Israel and of Ireland, so is none."""

SEVERAL = frozenset({"cst", "bst", "ist", "gst", "art", "cat", "eat", "ict", "met", "wat"})
"""Names that the news uses for more than one zone, or that are words: in a text they tell nothing."""
