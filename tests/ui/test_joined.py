"""What was brought together when a story was opened, on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.bookmarks import Bookmark
from annotations.store.store import Store
from tests.annotations.anchoring.opened import PIER, SHUT, keep_as_before, listing, tag
from tests.ui.opened import reader
from tui.cli.which_story import which_story

if TYPE_CHECKING:
    from pathlib import Path


async def test_what_was_brought_together_is_taken_back_and_done_again_by_key(tmp_path: Path) -> None:
    (tmp_path / "lanville.txt").write_text(PIER)
    (tmp_path / "post.txt").write_text(SHUT)
    store = Store.open(tmp_path / "a.json")
    tag(store, keep_as_before(store, tmp_path).articles[0], "Nobody was hurt.")
    listing(tmp_path, lanville="Lanville Courier", post="post")
    second = keep_as_before(store, tmp_path).articles[0]
    tag(store, second, "A storm had torn planks")
    store.set_bookmark(Bookmark(second.id, second.version.sha256, PIER.index("A storm")), on=True)
    meant = which_story([str(tmp_path)], store, writes=True)
    assert meant.brought
    store.close()

    async with reader(tmp_path / "a.json", meant.story) as here:
        await here.saved()
        shown = here.session.annotations.book
        assert len(shown) == 2
        await here.press("z")
        assert here.message().startswith("Taken back: 1 annotation of the same text brought together")
        assert [a.passage.exact for a in shown] == ["Nobody was hurt."]
        await here.press("Z")
        assert len(shown) == 2
        await here.press("z")
        await here.looked()
        assert len(shown) == 1
        assert here.message().startswith("Taken back: 1 annotation of the same text brought together")
    assert len(list(Store.open(tmp_path / "a.json").everything())) == 2
