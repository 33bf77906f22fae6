"""Times the reader: its start, its keys, layouts, search and dialogs, a very large story, its commands; beside peers.

    python -m benchmarks.reader

Wall times and CPU are medians; where a peer is named, both were started in turns and the ratio is the median of the
pairs. A key's figures are CPU: until the last frame that it made, in the interface's thread where the note names the
whole process. Takes four to five minutes, and an idle machine gives steadier figures.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.corrections import measure_corrections
from benchmarks.dialogs import measure_dialogs
from benchmarks.figures import HEAD, line
from benchmarks.keys import measure_bytes, measure_keys
from benchmarks.large import measure_large
from benchmarks.layouts import measure_layouts
from benchmarks.starts import measure_commands, measure_starts

PARTS = (
    measure_starts,
    measure_commands,
    measure_bytes,
    measure_keys,
    measure_layouts,
    measure_corrections,
    measure_dialogs,
    measure_large,
)


def main() -> int:
    print(HEAD)
    missed = 0
    with tempfile.TemporaryDirectory(prefix="newsreader-bench-", ignore_cleanup_errors=True) as folder:
        for part in PARTS:
            for figure in part(Path(folder)):
                print(line(figure), flush=True)
                missed += figure.missed
    print(f"{missed} figures missed" if missed else "all that was asked is met")
    return 0


if __name__ == "__main__":
    sys.exit(main())
