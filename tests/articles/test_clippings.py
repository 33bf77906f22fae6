"""What clippers and text browsers write around a text: told of the article, and no part of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from articles.model import Kind
from articles.read import read_articles
from articles.readers.clipping import outlet_of
from tests.each import for_each

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from articles.model import Article

PROSE = (
    "The mill at Ober was shut for nine days after the river rose, and the bakers of three towns bought flour.\n\n"
    "A guard said that he had seen the gate move before the water came, although no one believed him on that night.\n\n"
    "The council meets again in May to hear what it would cost to raise the dam by half a metre and to widen it.\n\n"
    "“They will not wait,” Ann Sample told the Mill Gazette, and the guard said the same when he was asked on Friday.\n"
)  # fmt: skip
TITLE = "Mill at Ober shut for nine days"


@pytest.fixture
def article(tmp_path: Path) -> Callable[[str], Article]:
    """Reads one text, as a file."""

    def read(text: str) -> Article:
        file = tmp_path / "a.md"
        file.write_text(text, encoding="utf-8")
        [found] = read_articles([str(file)]).articles
        return found

    return read


def of_kind(article: Article, kind: Kind) -> list[str]:
    return [paragraph.shown for paragraph in article.paragraphs if paragraph.kind is kind]


HEADS = {
    "obsidian": f"""---
title: "{TITLE}"
source: "https://millgazette.example/2024/mill"
author:
  - "[[Bo Example]]"
  - "[[people/Cy Test|Cy Test]]"
published: 2024-05-02
created: 2024-05-10
description: "Nine days"
tags:
  - "clippings"
---
""",
    "trafilatura": f"""---
title: {TITLE}
author: Bo Example, Cy Test
url: https://millgazette.example/2024/mill
hostname: millgazette.example
sitename: Mill Gazette
date: 2024-05-02
tags: ['mill', 'river']
---
""",
    "pandoc": """---
title: >-
  Mill at Ober
  shut for nine days
author:
- Bo Example
- name: Cy Test
  email: cy@mill.example
publisher: Mill Gazette
date: 2 May 2024
url: https://millgazette.example/2024/mill
...
""",
    "jina": f"""Title: {TITLE} | Mill Gazette

URL Source: https://millgazette.example/2024/mill

Published Time: 2024-05-02

Markdown Content:
{TITLE}
===============================

By [Bo Example](https://millgazette.example/bo), [Cy Test](https://millgazette.example/cy)
""",
}


@for_each("maker", [*HEADS])
def test_a_clippers_head_tells_what_the_article_is(maker: str, article: Callable[[str], Article]) -> None:
    found = article(f"{HEADS[maker]}\n{PROSE}")
    assert (found.title, found.told("outlet"), found.date) == (TITLE, "Mill Gazette", "2024-05-02")
    assert found.source == "https://millgazette.example/2024/mill"
    assert found.byline.removeprefix("By ") == "Bo Example, Cy Test"
    assert of_kind(found, Kind.HEADLINE) == [TITLE]
    assert of_kind(found, Kind.BODY) == PROSE.strip().split("\n\n")
    assert found.origins["source"] == "front matter"


def test_the_headline_points_into_the_line_of_the_head(article: Callable[[str], Article]) -> None:
    found = article(f'---\ntitle: "The \\"old\\" mill at Ober shut"\n---\n{PROSE}')
    [headline] = [p for p in found.paragraphs if p.kind is Kind.HEADLINE]
    assert headline.shown == 'The "old" mill at Ober shut' == found.title
    start, end = headline.to_span(0, len(headline.shown))
    assert found.version.text[start:end] == 'The \\"old\\" mill at Ober shut'


def test_a_title_that_the_text_says_is_shown_once(article: Callable[[str], Article]) -> None:
    found = article(f"---\ntitle: {TITLE}\n---\n\n# {TITLE}\n\n{PROSE}")
    assert [(p.kind, p.reason) for p in found.paragraphs if TITLE in p.shown] == [
        (Kind.BOILERPLATE, "matter"), (Kind.HEADLINE, ""),
    ]  # fmt: skip


def test_prose_between_rules_is_no_head(article: Callable[[str], Article]) -> None:
    found = article(f"---\n\nWhat a year: the mill is shut\n\n{PROSE}\n---\n")
    assert found.title == "What a year: the mill is shut"


@for_each(
    "host, outlet",
    [
        ("www.millgazette.example", "Mill Gazette"),
        ("the-mill-gazette.example", "The Mill Gazette"),
        ("news.unknown.example", "news.unknown.example"),
        ("localhost", "localhost"),
    ],
)
def test_the_outlet_at_a_host_is_called_as_the_text_spells_it(host: str, outlet: str) -> None:
    assert outlet_of(host, "As The Mill Gazette wrote. Photo: Ann/Mill Gazette at millgazette.example") == outlet


def test_what_lynx_writes_for_links_pictures_and_buttons_is_no_text(article: Callable[[str], Article]) -> None:
    found = article("""   [1]Skip to content

Mill at Ober shut for nine days

   By [2]Bo Example

   2 May 2024

   (BUTTON) Share

   [mill.jpg]

   The mill was [3]shut for nine days [sic], the bakers said on [4]Friday, and bought flour abroad.

   [5]A guard said that he had seen the gate move before the water came in the night of 2 May [2024].

References

   1. https://mill.example/#c
   2. https://mill.example/bo
   3. https://mill.example/shut
   4. file:///tmp/friday
   5. https://mill.example/guard
""")
    assert (found.title, found.byline, found.date) == (TITLE, "By Bo Example", "2024-05-02")
    assert of_kind(found, Kind.BODY) == [
        "The mill was shut for nine days [sic], the bakers said on Friday, and bought flour abroad.",
        "A guard said that he had seen the gate move before the water came in the night of 2 May [2024].",
    ]
    folded = [(p.shown, p.reason) for p in found.paragraphs if p.kind is Kind.BOILERPLATE]
    assert folded[:3] == [("Skip to content", "nav"), ("Share", "nav"), ("[mill.jpg]", "image")]
    assert {reason for _, reason in folded[3:]} == {"links"}
    assert len(folded) == 9


def test_numbers_in_brackets_stay_without_a_list_of_addresses(article: Callable[[str], Article]) -> None:
    assert "[3]shut" in article(PROSE.replace("was shut", "was [3]shut")).paragraphs[0].shown


def test_attributes_and_divisions_of_pandoc_are_no_text(article: Callable[[str], Article]) -> None:
    found = article(f"""::: {{#main .article role="main"}}
# {TITLE} {{#mill-at-ober .title}}

::: {{.byline}}
By [Bo Example]{{.name}}
:::

[2 May 2024]{{.date}}

![The *old* mill in Ober.
Photo: Bo Example](mill.jpg){{.lazy width="640"}}

{PROSE}
[Read more](https://mill.example/more){{.button}}
:::
""")
    assert (found.title, found.byline, found.date) == (TITLE, "By Bo Example", "2024-05-02")
    assert of_kind(found, Kind.CAPTION) == ["The old mill in Ober. Photo: Bo Example"]
    assert of_kind(found, Kind.BODY) == PROSE.strip().split("\n\n")


@for_each(
    "raw, shown",
    [
        ("See [the mill](https://mill.example/a_(b)_c \"the mill\") now.", "See the mill now."),
        ("See [the mill](<https://mill.example/a b>) now.", "See the mill now."),
        ("See [the mill][1] now.\n\n[1]: https://mill.example/", "See the mill now."),
        ("See [![](a.png)the mill](https://mill.example/) now.", "See the mill now."),
        ("He <em>said</em> that 3 < 5 and 5 > 3.<br />", "He said that 3 < 5 and 5 > 3."),
        ("The [Republic](sic), f**k and {braces} stay.", "The [Republic](sic), f**k and {braces} stay."),
        ("21. Februar: Die Mühle steht still.", "21. Februar: Die Mühle steht still."),
    ],
)  # fmt: skip
def test_what_is_shown_of_markdown(raw: str, shown: str, article: Callable[[str], Article]) -> None:
    assert article(raw).paragraphs[0].shown == shown


def test_a_picture_alone_is_no_text_whatever_its_description_says(article: Callable[[str], Article]) -> None:
    found = article(f"# {TITLE}\n\n![The wheel of the mill](https://mill.example/wheel.png)\n\n{PROSE}")
    assert [p.reason for p in found.paragraphs if p.shown == "The wheel of the mill"] == ["image"]


def test_numbers_of_lists_are_shown_and_days_keep_theirs(article: Callable[[str], Article]) -> None:
    lines = [
        "1. The mill stands still.",
        "2. The gate was open.",
        "21. Februar: Das Wasser steigt.",
        "22. Februar: Es sinkt.",
    ]
    assert [p.shown for p in article("\n\n".join(lines)).paragraphs] == lines
