"""What elements of a page mean for its text: which begin a paragraph, which are hidden, which are the page's own."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from articles.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


VOID = _set("area base br col embed frame hr img input link meta param source track wbr keygen basefont bgsound image")
"""Elements that have no content and no end tag."""

BLOCKS = _set(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p "
    "plaintext pre search section select summary table tbody td tfoot th thead tr ul xmp button textarea"
)
"""Elements that begin and end a paragraph."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}

UNSEEN = _set(
    "head title script style template iframe noembed noframes object video audio canvas datalist rp rt rtc desc "
    "metadata annotation annotation-xml"
)
"""Elements of which a browser shows no text of the page."""

EMPHASIS = _set("em i small cite")

ARCHIVE = "archive"
"""The reason of text that an archive put around a page."""

DELETED = _set("del s strike")

_CLOSES_P = BLOCKS - _set("html body caption tbody td tfoot th thead tr option optgroup button select textarea")
CLOSED_BY: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    **{name: (_set("p"), _set("td th caption button table html body li figcaption")) for name in _CLOSES_P},
    "li": (_set("li p"), _set("ul ol menu dir")),
    "dt": (_set("dt dd p"), _set("dl")),
    "dd": (_set("dt dd p"), _set("dl")),
    "tr": (_set("tr td th p"), _set("table")),
    "td": (_set("td th p"), _set("table tr")),
    "th": (_set("td th p"), _set("table tr")),
    "tbody": (_set("tbody thead tfoot tr td th caption p"), _set("table")),
    "thead": (_set("tbody thead tfoot tr td th caption p"), _set("table")),
    "tfoot": (_set("tbody thead tfoot tr td th caption p"), _set("table")),
    "option": (_set("option"), _set("select datalist optgroup")),
    "optgroup": (_set("option optgroup"), _set("select datalist")),
    "a": (_set("a"), BLOCKS),
    **{name: (_set("p h1 h2 h3 h4 h5 h6"), _set("td th caption button table html body li")) for name in HEADINGS},
}
"""For a start tag the elements that it ends where they are open, and those beyond which it ends none."""

_PAGE_PARTS = {"nav": -2.5, "footer": -2.5, "aside": -2.5, "form": -2.5, "header": -1.0, "button": -2.5, "select": -2.5}
_PARAGRAPH = 0.8
_CONTAINER = 1.0
_NAMED_OTHERWISE = -1.5

_CONTAINER_NAME = re.compile(
    r"(?:^|[\s_-])(?:article|story|post|entry|content)[_-]?(?:body|text|content)(?:$|[\s_-])|^articlebody$",
    re.IGNORECASE,
)
_OTHER_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|sidebar|side|rail|related|recommend\w*|promo\w*|"
    r"newsletter|subscri\w+|share|sharing|social|comments?|disqus|respond|replies|cookies?|consent|banner|ads?|advert\w*|"
    r"sponsor\w*|popup|modal|overlay|widgets?|footer|masthead|toolbar|tags?|taglist|pagination|pager|trending|popular|"
    r"most[_-]?read|outbrain|taboola|teasers?|copyright|skip|login|signup|search|topics|more)(?:$|[\s_-])",
    re.IGNORECASE,
)
_OWN_NAME = re.compile(r"article|story|entry|post|content|main|body|text|container|wrapper", re.IGNORECASE)
_CAPTION_NAME = re.compile(
    r"(?<!no)(?<!no[_-])(?<!closed[_-])caption(?!s?-?(?:button|toggle|settings))|bildunterschrift|l[eé]gende|cutline",
    re.IGNORECASE,
)
_STANDFIRST_NAME = re.compile(
    r"standfirst|sub-?headline|(?:^|[\s_-])(?:deck|dek|strapline|subtitle|subhead|chap[oô]|chapeau|bajada|entradilla"
    r"|vorspann|subt[ií]tulo|sumario|copete|catenaccio|sottotitolo|untertitel|article-summary)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_BYLINE_NAME = re.compile(r"(?:^|[\s_-])by-?line(?:$|[\s_-])", re.IGNORECASE)
_AUTHOR_NAME = re.compile(
    r"(?:^|\s)(?:author|authors|author-?names?|autor|autores|autore|auteur|firma)(?:$|\s)", re.IGNORECASE
)
"""What a paragraph of names is called; a name inside a line of dates and sections is called so too."""
_HIDDEN_STYLE = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HIDDEN_NAME = re.compile(
    r"(?:^|\s)(?:visually-?hidden|screen-?reader(?:-text|-only)?|sr-only|assistive-text)(?:$|\s)", re.IGNORECASE
)


def hidden(name: str, attributes: Mapping[str, str]) -> str:
    """Why the text of an element is not seen: `hidden`, `noscript`, `deleted`; empty where it is."""
    if name in UNSEEN:
        return "" if name == "template" and _is_shadow(attributes) else "unseen"
    if name == "noscript":
        return "noscript"
    if name in DELETED:
        return "deleted"
    if not attributes:
        return ""
    if attributes.get("id", "").startswith("wm-ipp"):
        return ARCHIVE
    if "hidden" in attributes or (name == "dialog" and "open" not in attributes):
        return "hidden"
    style = attributes.get("style")
    return "hidden" if style and _HIDDEN_STYLE.search(style) else ""


def is_tiny(attributes: Mapping[str, str]) -> bool:
    """Whether a picture is one that counts visits or parts words, as its size tells."""
    return any(attributes.get(side, "").strip(" px") in ("0", "1", "2", "16", "24") for side in ("width", "height"))


def _is_shadow(attributes: Mapping[str, str]) -> bool:
    return bool({"shadowmode", "shadowrootmode", "shadowroot"} & attributes.keys())


class Said(NamedTuple):
    """What an element says of the text in it by its name and its attributes."""

    kind: Kind | None
    """What the text is, as far as markup can be believed; None where it says nothing."""
    container: bool
    """Whether the article stands in it."""
    weight: float
    """What it adds to the points of the text in it as running text, containers apart."""


def said(name: str, attributes: Mapping[str, str]) -> Said:
    """What an element says of the text in it."""
    if not attributes:
        return _said(name, "", "", "")
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"[:300]
    return _said(name, names, attributes.get("role", ""), attributes.get("itemprop", "").lower())


@lru_cache(maxsize=4_096)
def _said(name: str, names: str, role: str, itemprop: str) -> Said:
    """The same by the class and the id, the role and the name in microdata: pages say it in few ways, often."""
    return Said(_kind(name, names, itemprop), _is_container(name, names, role, itemprop), _weight(name, names, role))


def _kind(name: str, names: str, itemprop: str) -> Kind | None:
    if name == "figcaption":
        return Kind.CAPTION
    if name not in ("p", "div", "span", "dd", "small", "h2", "h3", "h4", "section"):
        return None
    if itemprop in ("description", "alternativeheadline"):
        return Kind.STANDFIRST
    if _CAPTION_NAME.search(names):
        return Kind.CAPTION
    if _STANDFIRST_NAME.search(names):
        return Kind.STANDFIRST
    is_byline = _BYLINE_NAME.search(names) or (name in ("p", "div") and _AUTHOR_NAME.search(names))
    return Kind.BYLINE if is_byline else None


def _is_container(name: str, names: str, role: str, itemprop: str) -> bool:
    if name in ("article", "main") or role in ("main", "article") or "articlebody" in itemprop:
        return True
    return name in ("div", "section", "td") and _CONTAINER_NAME.search(names) is not None


def _weight(name: str, names: str, role: str) -> float:
    if name not in BLOCKS:
        return 0.0
    if name == "p":
        return _PARAGRAPH
    found = _PAGE_PARTS.get(name, 0.0)
    if found or name in ("html", "body"):
        return found
    if role in ("navigation", "complementary", "contentinfo", "search", "banner", "dialog", "menu"):
        return -2.5
    return _NAMED_OTHERWISE if _OTHER_NAME.search(names) and not _OWN_NAME.search(names) else 0.0


CONTAINER_POINTS = _CONTAINER
