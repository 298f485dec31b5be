"""Colours: every text can be read on every ground, and no state is told by colour alone."""

import pytest

from widgets.look import MONO, PALETTES, THEMES, Palette, styles, textual_themes

TEXT = ("text", "strong", "quiet", "accent", "late", "soon")
"""Roles that carry words."""
LEAST = {"dark": 4.5, "light": 4.5, "contrast": 7.0}
"""Contrast that is reached at least, by the definition of WCAG 2."""


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_the_measure_is_right_at_its_ends() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("ground", ["ground", "row"])
@pytest.mark.parametrize("role", TEXT)
@pytest.mark.parametrize("theme", PALETTES)
def test_each_role_can_be_read_on_each_ground(theme: str, role: str, ground: str) -> None:
    palette: Palette = PALETTES[theme]
    assert contrast(getattr(palette, role), getattr(palette, ground)) >= LEAST[theme]


@pytest.mark.parametrize("theme", PALETTES)
def test_a_banner_can_be_read(theme: str) -> None:
    palette = PALETTES[theme]
    assert contrast(palette.on_accent, palette.accent) >= LEAST[theme]


@pytest.mark.parametrize("theme", THEMES)
def test_each_theme_has_a_style_for_each_role(theme: str) -> None:
    assert set(styles(theme)) == set(styles("dark"))


def test_the_theme_without_colours_has_none() -> None:
    assert [role for role, style in styles(MONO).items() if style.color or style.bgcolor] == []


def test_without_colours_the_row_is_reversed_and_matches_are_underlined() -> None:
    table = styles(MONO)
    assert table["row"].reverse
    assert table["match"].underline
    assert table["late"].bold


@pytest.mark.parametrize("theme", PALETTES)
def test_a_match_is_underlined_and_a_name_is_bold_beside_their_colour(theme: str) -> None:
    table = styles(theme)
    assert table["match"].underline
    assert table["strong"].bold


def test_what_textual_draws_has_the_same_themes() -> None:
    assert {theme.name for theme in textual_themes()} == set(THEMES)
