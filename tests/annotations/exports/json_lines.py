"""A second export format, as someone new would write one: it knows the fields and nothing of where they come from."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from annotations.exports.formats import Format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.exports.exported import ExportedAnnotation


def encode(annotations: Sequence[ExportedAnnotation]) -> bytes:
    return "".join(json.dumps(asdict(annotation)) + "\n" for annotation in annotations).encode()


JSON_LINES = Format("jsonl", ".jsonl", "JSON lines", encode)
