"""HTML as the text it says: nothing is fetched, run or styled; time grows with the length alone (domain E4)."""

import re
from html import unescape

LONGEST = 2_000_000
"""Characters that are looked at; what is behind them is in the original."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*+)([^<>]*+)>|<[!?/][^<>]*+>")
"""Ends at the next sign of another tag and gives nothing back, so that no input makes the search quadratic."""
_NO_LETTER = re.compile(r"&#[0-9]{8,};?")
"""A number no letter has; one of thousands of digits would not even be read as a number."""
_HREF = re.compile(
    r"""\bhref\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,2000}))""", re.IGNORECASE
)
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_MANY_LINES = re.compile(r"\n{3,}")
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object"})
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "div", "dd", "dl", "dt", "fieldset", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul",
})  # fmt: skip
"""What begins on a line of its own."""


def html_text(html: str) -> str:
    """The words of an HTML text, a paragraph a line; where a link leads stands behind its words."""
    out: list[str] = []
    unseen, link, link_from, at = "", "", 0, 0
    text = _without_comments(html[:LONGEST])
    for found in _TAG.finditer(text):
        if not unseen:
            out.append(_BLANKS.sub(" ", _plain(text[at : found.start()])))
        at = found.end()
        closes, name = bool(found[1]), (found[2] or "").lower()
        if unseen:
            unseen = "" if closes and name == unseen else unseen
        elif name in _UNSEEN:
            unseen = "" if closes or found[3].endswith("/") else name
        elif name == "br":
            out.append("\n")
        elif name in ("td", "th"):
            out.append(" ")
        elif name == "li" and not closes:
            out.append("\n- ")
        elif name in _BLOCKS:
            out.append("\n")
        elif name == "a" and not closes:
            link, link_from = _address(found[3]), len(out)
        elif name == "a" and link:
            words = "".join(out[link_from:]).strip()
            if link not in (words, f"mailto:{words}", f"{words}/"):
                out.append(f" <{link}>")
            link = ""
    if not unseen:
        out.append(_BLANKS.sub(" ", _plain(text[at:])))
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(out).split("\n"))
    return _MANY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _address(attributes: str) -> str:
    found = _HREF.search(attributes)
    address = _plain(next(part for part in found.groups() if part is not None)).strip() if found else ""
    return address if address.lower().startswith(("http://", "https://", "mailto:")) else ""


def _plain(text: str) -> str:
    return unescape(_NO_LETTER.sub("\ufffd", text))


def _without_comments(text: str) -> str:
    out, at = [], 0
    while (begins := text.find("<!--", at)) >= 0:
        out.append(text[at:begins])
        ends = text.find("-->", begins + 4)
        if ends < 0:
            return "".join(out)
        at = ends + 3
    return "".join([*out, text[at:]])
