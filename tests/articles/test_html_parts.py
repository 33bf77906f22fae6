"""HTML to parts: what a browser shows, paragraph by paragraph."""

from __future__ import annotations

from articles.model import Kind
from articles.readers.composed import Part
from articles.readers.html_parts import fragment_parts
from tests.each import for_each


def shown(markup: str) -> list[str]:
    """The texts of the parts that a browser shows."""
    return [part.text for part in fragment_parts(markup) if part.kind is not Kind.BOILERPLATE]


SHOWN = {
    "<p>The talks began at <time>10:00</time> in <span class=share>Rome</span>.": ["The talks began at 10:00 in Rome."],
    "<p>He said <q>yes, <q>and</q> no</q> today.": ["He said “yes, ‘and’ no” today."],
    "<html lang=de><p>Er sagte <q>ja</q>.": ["Er sagte „ja“."],
    "<p>The toll was <del>12</del><ins>14</ins> on Monday.": ["The toll was 14 on Monday."],
    "<p>Same.</p><p>Same.</p>": ["Same.", "Same."],
    "<p>In.</p><template>out</template><div hidden>out</div><div style='color:red; display: none'>out</div>": ["In."],
    "<div><template shadowmode=open><p>Open.</p></template></div>": ["Open."],
    "<p>A page of its own with <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rt>ji</rt></ruby>.": [
        "A page of its own with 漢字."
    ],
    "<p>The union said no.<br>“We had asked,” it said.": ["The union said no.", "“We had asked,” it said."],
    "<p>Roses are red<br>and violets": ["Roses are red\nand violets"],
    "<p>one<br> <br>two": ["one", "two"],
    "<h1>A title.<br>On two lines</h1>": ["A title.\nOn two lines"],
    "<ul><li>One<li>Two <b>bold</b> words</ul>after": ["One", "Two bold words", "after"],
    "<p>one<p>two<div>three</div>four": ["one", "two", "three", "four"],
    "<table><tr><th>Year<th>Dead<tr><td>2019<td>14</table>": ["Year\tDead", "2019\t14"],
    "<table><tr><td><p>A cell of a page.</p><p>With two paragraphs.</p><td>side</table>": [
        "A cell of a page.",
        "With two paragraphs.",
        "side",
    ],
    "<pre>one\n two\n\nthree</pre>": ["one\ntwo", "three"],
    "<b>By Ann Brandt</b><i>12 May</i>": ["By Ann Brandt 12 May"],
    "<p><span class=big>T</span>he <b>O</b>ne H<sub>2</sub>O": ["The One H2O"],
    "a &amp; b &#x2014; c &#151; d &#99999999999999; e": ["a & b — c — d \ufffd e"],
    "a < b <! c > d </ e> f <!-- g --> h <3": ["a < b d f h <3"],
    "<script>var a = '<p>no</p>'</script><style>p{}</style><title>no</title>yes<iframe srcdoc='<p>no'></iframe>": [
        "yes"
    ],
    "x<img alt='no' title=no>y": ["xy"],
    "sea&shy;farers and\u200bso\non\tand on": ["sea\xadfarers and\u200bso on and on"],
    "<div><p>open": ["open"],
    "a </é> b </> c < d <é> e": ["a b c < d <é> e"],
    "<p>cut in a tag <a href='": ["cut in a tag"],
    "<b><p>one</b> two</p> three": ["one two", "three"],
    "<select><option>a<option>b</select>": ["a", "b"],
}


@for_each("markup, texts", SHOWN.items(), lambda case: case[0])
def test_the_text_is_what_a_browser_shows(markup: str, texts: list[str]) -> None:
    assert shown(markup) == texts


def test_what_is_not_seen_is_kept_with_the_reason() -> None:
    parts = fragment_parts(
        "<p>Was <s>12</s> 14.</p><div hidden>note</div><noscript>on</noscript>" + "<p>A word.</p>" * 20
    )
    kept = {part.reason: part.text for part in parts if part.kind is Kind.BOILERPLATE}
    assert kept == {"deleted": "12", "hidden": "note", "noscript": "on"}


def test_text_for_readers_without_scripts_shows_where_there_is_nothing_else() -> None:
    assert shown("<div id=app></div><noscript><p>The port reopened.</p></noscript>") == ["The port reopened."]


def test_a_caption_is_one_part_with_its_credit() -> None:
    parts = fragment_parts(
        "<figure><img alt=x><figcaption><p>The <i>Olav</i>.</p><span>Photo: Mina</span></figcaption></figure>text"
        "<div class=wp-caption-text>A crane</div>"
    )
    assert [(part.text, part.kind) for part in parts] == [
        ("The Olav. Photo: Mina", Kind.CAPTION),
        ("text", None),
        ("A crane", Kind.CAPTION),
    ]


def test_parts_know_headings_items_links_and_where_they_stand() -> None:
    markup = "<h2>Why it matters</h2><ul><li>See <a href=/x>this</a></li></ul><nav><a href=/>Home</a></nav>"
    heading, item, home = fragment_parts(markup)
    assert (heading.heading, item.listed, item.linked, home.linked) == (2, True, 4 / 7, 1.0)
    assert home.markup < item.markup
    assert [markup[slice(*part.source)] for part in (heading, item, home) if part.source] == [
        "Why it matters",
        "See <a href=/x>this",
        "Home",
    ]


def test_a_link_that_nothing_closes_ends_with_its_paragraph() -> None:
    parts = fragment_parts("<ul><li><a href=/x>Home<li>World</ul><p>Text.</p>")
    assert [part.linked for part in parts] == [1.0, 0.0, 0.0]


def test_elements_in_thousands_of_others_keep_their_text() -> None:
    deep = 3_000
    assert shown("<div>" * deep + "<p>In the deep.</p>" + "</div>" * deep + "<p>And after.</p>") == [
        "In the deep.",
        "And after.",
    ]


def test_a_part_is_a_value() -> None:
    assert fragment_parts("") == []
    assert isinstance(fragment_parts("x")[0], Part)
