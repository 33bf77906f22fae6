"""The texts kept beside the store."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from annotations.store.storage import StoreError
from annotations.store.store import Store
from annotations.store.verify import verify
from annotations.store.versions import KeptVersions
from articles.model import TEXT, Article, Kind, Paragraph, Piece, Span, Story, Version

if TYPE_CHECKING:
    from pathlib import Path

VERSION = Version.of("Talks “fail”.", b"\xef\xbb\xbfTalks \xe2\x80\x9cfail\xe2\x80\x9d.\r\n")


@pytest.fixture
def kept(tmp_path: Path) -> KeptVersions:
    versions = KeptVersions(tmp_path / "annotations.versions")
    versions.keep(VERSION)
    return versions


def test_a_version_comes_back_as_it_was(kept: KeptVersions) -> None:
    assert kept.holds(VERSION.sha256)
    assert kept.version(VERSION.sha256, 1) == VERSION


def test_its_files_are_plain_gzip_for_the_owner_and_the_same_everywhere(kept: KeptVersions, tmp_path: Path) -> None:
    again = KeptVersions(tmp_path / "again")
    again.keep(VERSION)
    names = [f"{VERSION.sha256}.orig.gz", f"{VERSION.sha256}.txt.gz"]
    assert sorted(p.name for p in kept.folder.iterdir()) == names
    for name in names:
        assert (kept.folder / name).read_bytes() == (again.folder / name).read_bytes()
        assert stat.S_IMODE((kept.folder / name).stat().st_mode) == 0o600
    assert gzip.decompress((kept.folder / names[0]).read_bytes()) == VERSION.original


@pytest.mark.parametrize("part", ["txt", "orig"])
@pytest.mark.parametrize("damage", [b"", b"no gzip", gzip.compress(b"other text", mtime=0)[:-4]])
def test_damage_is_noticed(kept: KeptVersions, part: str, damage: bytes) -> None:
    (kept.folder / f"{VERSION.sha256}.{part}.gz").write_bytes(damage)
    with pytest.raises(StoreError, match="damaged"):
        kept.version(VERSION.sha256, 1)


def test_another_text_under_the_hash_is_noticed(kept: KeptVersions) -> None:
    (kept.folder / f"{VERSION.sha256}.txt.gz").write_bytes(gzip.compress(b"another text"))
    with pytest.raises(StoreError, match="damaged"):
        kept.version(VERSION.sha256, 1)


def test_bytes_that_are_no_text_are_noticed_although_they_have_the_hash(kept: KeptVersions) -> None:
    data = b"\xff\xfe"
    sha256 = hashlib.sha256(data).hexdigest()
    for part in ("txt", "orig"):
        (kept.folder / f"{sha256}.{part}.gz").write_bytes(gzip.compress(data))
    with pytest.raises(StoreError, match="damaged"):
        kept.version(sha256, 1)


@pytest.mark.parametrize("sha256", ["0" * 64, "../../secret", ""])
def test_what_is_missing_or_no_hash_is_told(kept: KeptVersions, sha256: str) -> None:
    with pytest.raises(StoreError):
        kept.version(sha256, 1)


def test_the_store_keeps_the_texts_before_it_names_them(
    path: Path, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        order.append(str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    Store.open(path).keep_story(story)
    assert len(order) == 5
    assert order[-1] == str(path)
    assert all(name.endswith(".gz") for name in order[:-1])


def test_a_story_whose_text_has_gone_is_kept_again(path: Path, story: Story) -> None:
    store = Store.open(path)
    store.keep_story(story)
    for file in path.with_name("annotations.versions").iterdir():
        file.unlink()
    store.keep_story(story)
    assert len(list(path.with_name("annotations.versions").iterdir())) == 4


PAGE = Article(
    id="article-1",
    outlet="Courier",
    title="Talks fail",
    date="2022-03-14",
    source="https://courier.example/talks",
    version=Version.of("Menu\n\nTalks\nfail again", b"<p>Menu<p>Talks<br>fail again"),
    paragraphs=(
        Paragraph(1, Kind.BOILERPLATE, (Span(0, 4),), "Menu", (Piece(0, 0, 4),), "nav"),
        Paragraph(2, Kind.HEADLINE, (Span(6, 22),), "Talks fail", (Piece(0, 6, 10),)),
    ),
    byline="Ada Quill",
    origins={"title": "og:title"},
    format="a web page",
)


def test_paragraphs_that_a_text_cannot_tell_are_kept_with_it(tmp_path: Path) -> None:
    with contextlib.closing(Store.open(tmp_path / "annotations.json")) as store:
        store.keep_story(Story("Talks", (PAGE,)))
        (record,) = store.stories()
        again = store.story(record).articles[0]
    assert (again, again.format, dict(again.origins)) == (PAGE, "a web page", {"title": "og:title"})
    assert not [finding.what for finding in verify(tmp_path / "annotations.json").findings]


def test_damaged_paragraphs_are_found_anew_and_told_by_verify(tmp_path: Path) -> None:
    for damage in (b"", b"{}", b'{"form":1,"format":"a","paragraphs":[["body",[[0,99]],[[0,0,99]],""]]}', b"[" * 9999):
        path = tmp_path / f"{len(damage)}.json"
        with contextlib.closing(Store.open(path)) as store:
            store.keep_story(Story("Talks", (PAGE,)))
            (kept,) = (tmp_path / f"{len(damage)}.versions").glob("*.par.gz")
            kept.write_bytes(gzip.compress(damage))
            again = store.story(store.stories()[0]).articles[0]
        assert [p.shown for p in again.paragraphs] == ["Menu", "Talks", "fail again"], damage
        assert [finding.what for finding in verify(path).findings] == [
            "the paragraphs kept with it cannot be read: they are found anew"
        ], damage


def test_a_plain_text_keeps_no_paragraphs(tmp_path: Path) -> None:
    with contextlib.closing(Store.open(tmp_path / "annotations.json")) as store:
        store.keep_story(Story("Talks", (replace(PAGE, format=TEXT),)))
    assert not [*tmp_path.glob("annotations.versions/*.par.gz")]
