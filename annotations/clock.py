"""The present moment, as records tell it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def now() -> str:
    """The present moment, UTC, ISO 8601 with milliseconds and `Z`."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def now_after(latest: str) -> str:
    """The present moment, or 1 ms after `latest` where the clock was set back or is too coarse."""
    present = now()
    if present > latest:
        return present
    try:
        moment = datetime.fromisoformat(latest) + timedelta(milliseconds=1)
    except (ValueError, OverflowError):
        return present
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
