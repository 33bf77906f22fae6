"""Pages of the web as the settings of the person allow them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from articles.fetching.fetch import Fetched


def fetch_as_set(address: str, tick: Callable[[], None]) -> Fetched:
    """The page at an address, also of the person's own networks where config.toml allows them.

    It is the `pages` of `articles.read.read_articles` and `read_story`. `tick` is called several times a second and may
    raise to stop. Raises NewsreaderError.
    """
    from articles.fetching.fetch import fetch
    from articles.fetching.hosts import Allowed
    from tui.keys.settings import read_settings

    return fetch(address, allow=Allowed.of(read_settings().allow), tick=tick)
