"""Ten colours, and the one place where a role becomes a style; every screen is made of these and no others."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter
from textual.theme import Theme

from widgets.lines import ASCII

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.color import Color


class Palette(NamedTuple):
    """One theme's colours; text roles reach a contrast of 4.5 on ground and on row."""

    ground: str
    """Background of everything."""
    row: str
    """Background of the row that has the cursor."""
    rule: str
    """Thin lines; never carries meaning alone."""
    text: str
    """Reading text."""
    strong: str
    """Names and headings, always bold."""
    quiet: str
    """Labels, identifiers, times, counts."""
    accent: str
    """Where the keyboard is, and what a key would do."""
    late: str
    """Past due, refused, failed."""
    soon: str
    """An open legal deadline, an unknown date, a standing that needs a look."""
    on_accent: str
    """Text on an accent ground."""
    dark: bool = True


PALETTES: Mapping[str, Palette] = {
    "dark": Palette(
        "#15181d", "#252c37", "#3d4652", "#d3d8df", "#ffffff", "#98a2b0", "#7cc7ee", "#ff9d94", "#e9c46a", "#0d1116"
    ),
    "light": Palette(
        "#fbfaf7", "#e3ebf3", "#c3c6c9", "#24292f", "#000000", "#59626d", "#0a5a8c", "#b0201a", "#7f4d00", "#ffffff",
        dark=False,
    ),
    "contrast": Palette(
        "#000000", "#003a5c", "#8f8f8f", "#ffffff", "#ffffff", "#dedede", "#6fe3ff", "#ffb5ae", "#ffdf5d", "#000000"
    ),
}  # fmt: skip
MONO = "mono"
"""The theme of NO_COLOR: no colour in any style, the row reversed, matches underlined."""
THEMES = (*PALETTES, MONO)


@cache
def styles(theme: str) -> Mapping[str, Style]:
    """Style per role under the theme of that name; an unknown theme is shown as dark."""
    if theme == MONO:
        plain, bold = Style(), Style(bold=True)
        return {
            "text": plain, "strong": bold, "quiet": plain, "rule": plain, "accent": bold, "late": bold, "soon": bold,
            "match": Style(underline=True), "key": bold, "off": plain, "row": Style(reverse=True),
            "banner": Style(reverse=True), "bannerkey": Style(reverse=True, bold=True),
            "open": Style(bold=True, underline=True),
        }  # fmt: skip
    p = PALETTES.get(theme, PALETTES["dark"])
    plain = Style(color=p.text, bgcolor=p.ground)
    return {
        "text": plain,
        "strong": plain + Style(color=p.strong, bold=True),
        "quiet": plain + Style(color=p.quiet),
        "rule": plain + Style(color=p.rule),
        "accent": plain + Style(color=p.accent),
        "late": plain + Style(color=p.late),
        "soon": plain + Style(color=p.soon),
        "match": plain + Style(color=p.accent, underline=True),
        "key": plain + Style(bold=True),
        "off": plain + Style(color=p.rule),
        "row": Style(bgcolor=p.row),
        "banner": Style(color=p.on_accent, bgcolor=p.accent),
        "bannerkey": Style(color=p.on_accent, bgcolor=p.accent, bold=True),
        "open": plain + Style(color=p.accent, underline=True, bold=True),
    }


def textual_themes() -> list[Theme]:
    """The same colours for the parts that Textual draws itself: text areas, inputs, the palette."""
    themes = [
        Theme(
            name=name, primary=p.accent, secondary=p.accent, accent=p.accent, foreground=p.text, background=p.ground,
            surface=p.ground, panel=p.row, warning=p.soon, error=p.late, success=p.text, dark=p.dark,
            variables={
                "quiet": p.quiet, "rule": p.rule, "row": p.row, "late": p.late, "soon": p.soon,
                "input-cursor-background": p.accent, "input-cursor-foreground": p.on_accent,
                "input-cursor-text-style": "none",
                "input-selection-background": p.row, "border": p.rule, "border-blurred": p.rule,
            },
        )
        for name, p in PALETTES.items()
    ]  # fmt: skip
    plain = "ansi_default"
    themes.append(
        Theme(
            name=MONO, primary=plain, secondary=plain, accent=plain, foreground=plain, background=plain, surface=plain,
            panel=plain, warning=plain, error=plain, success=plain, ansi=True,
            variables={
                "quiet": plain, "rule": plain, "row": plain, "late": plain, "soon": plain,
                "input-cursor-background": plain, "input-cursor-foreground": plain,
                "input-cursor-text-style": "reverse", "input-selection-background": plain,
                "border": plain, "border-blurred": plain,
                "ansi-background": plain, "ansi-foreground": plain,
                "block-cursor-foreground": plain, "block-cursor-background": plain,
                "block-cursor-text-style": "underline",
            },
        )
    )  # fmt: skip
    return themes


class Uncoloured(LineFilter):
    """NO_COLOR to the letter: no sequence that names a colour, not even the terminal's own."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same text in the same weights without colours."""
        return [
            Segment(text, style.without_color if style else None, control)
            for text, style, control in segments
        ]


class AsciiOnly(LineFilter):
    """For what Textual draws itself, borders and bars of scrolling: blocks and lines in one ASCII cell each."""

    SIGNS: ClassVar = {
        **dict.fromkeys(range(0x2500, 0x25A0), " "),
        **dict.fromkeys(map(ord, "─━▔▁"), "-"),
        **dict.fromkeys(map(ord, "│┃▏▕▎▍▌▐"), "|"),
        **{sign: text[0] for sign, text in ASCII.items()},
    }
    """What a text field holds is drawn by Textual too; the text itself keeps its signs."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, each sign in its ASCII."""
        return [
            segment if segment.text.isascii() else segment._replace(text=segment.text.translate(self.SIGNS))
            for segment in segments
        ]
