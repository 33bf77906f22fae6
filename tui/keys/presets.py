"""Keys for keyboards on which some signs of the table need AltGr or wait for another key."""

from __future__ import annotations

from typing import Final

UNHANDY: Final = {
    "de": frozenset("@[]{}\\|~€µ²³^`´"),
    "es": frozenset("@[]{}\\|~€¬#^`´¨"),
    "fr": frozenset("@[]{}\\|~€¤#^`¨"),
}
"""For each layout, as Windows, macOS and Linux have it, the characters behind AltGr (or option) and on dead keys."""

PRESETS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    layout: {"next_annotation": ("+", "]"), "previous_annotation": ("-", "[")} for layout in UNHANDY
}
"""For each layout, the keys of the commands that it would be hard to reach; others have those of the table.

`+` and `-` are reached with at most the shift key on all three.
"""
