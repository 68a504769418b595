"""The palette, recomputed from the style sheet: no pair falls below the promised contrast."""

import re
from itertools import combinations
from pathlib import Path

import pytest

TOKENS = Path(__file__).parent.parent / "static" / "css" / "tokens.css"
RATINGS = ("true", "mostly-true", "half-true", "mostly-false", "false", "unproven", "satire")
THEMES = {"light": 0, "dark": 1}

# Ink, ground, least WCAG 2.2 contrast.
PAIRS = [
    *[("text", ground, 7) for ground in ("page", "raised", "selected", "mark", "mark-pale")],
    ("text", "notice", 7),
    *[("muted", ground, 4.5) for ground in ("page", "raised", "selected")],
    *[("muted", f"{rating}-tint", 4.5) for rating in RATINGS],
    *[("text", f"{rating}-tint", 7) for rating in RATINGS],
    *[
        (ink, ground, 4.5)
        for ink in ("link", "danger", "ok", "warn")
        for ground in ("page", "raised")
    ],
    *[("link", f"{rating}-tint", 4.5) for rating in RATINGS],
    ("warn", "selected", 4.5),
    ("link", "notice", 4.5),
    *[("control", ground, 3) for ground in ("page", "raised")],
    ("on-primary", "primary", 7),
    ("page", "text", 7),
    ("link-on-text", "text", 4.5),
    ("ins-ink", "ins-ground", 7),
    ("del-ink", "del-ground", 7),
    *[(f"{rating}-ink", "page", 5) for rating in RATINGS],
    *[(f"{rating}-ink", f"{rating}-tint", 4.5) for rating in RATINGS],
    *[(f"{rating}-ink", "raised", 4.5) for rating in RATINGS],
]


def _tokens() -> dict[str, tuple[str, str]]:
    """Every colour of the sheet: name → its light and its dark value, as #rrggbb."""
    css = TOKENS.read_text()
    pairs = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", css)
    same = re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css)
    return {name: (light, dark) for name, light, dark in pairs} | {n: (c, c) for n, c in same}


def _linear(colour: str) -> list[float]:
    """Red, green and blue as light, 0 to 1 (WCAG 2.2, relative luminance)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def _contrast(one: str, other: str) -> float:
    dim, bright = sorted(
        0.2126 * red + 0.7152 * green + 0.0722 * blue
        for red, green, blue in (_linear(one), _linear(other))
    )
    return (bright + 0.05) / (dim + 0.05)


# Machado, Oliveira, Fernandes 2009, severity 1.0, on linear light.
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def _seen(colour: str, sight: str) -> tuple[float, float, float]:
    """The colour in OKLab (Ottosson 2020) as somebody with that sight sees it."""
    light = _linear(colour)
    red, green, blue = (
        min(max(sum(a * b for a, b in zip(row, light, strict=True)), 0), 1)
        for row in SIGHTS[sight]
    )
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_ink_stands_out_from_its_ground(theme, ink, ground, least):
    tokens = _tokens()

    contrast = _contrast(tokens[ink][THEMES[theme]], tokens[ground][THEMES[theme]])

    assert contrast >= least, f"--{ink} on --{ground} ({theme}): {contrast:.2f}"


@pytest.mark.parametrize("theme", THEMES)
def test_the_focus_ring_is_seen_on_every_ground(theme):
    tokens = _tokens()

    for ground in ("page", "raised", "selected", "primary"):
        colour = tokens[ground][THEMES[theme]]
        ring = max(_contrast(tokens[part][0], colour) for part in ("focus", "focus-line"))

        assert ring >= 3, f"--{ground} ({theme}): {ring:.2f}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_ratings_differ_for_every_kind_of_sight(theme, sight):
    tokens = _tokens()
    inks = {rating: tokens[f"{rating}-ink"][THEMES[theme]] for rating in RATINGS}

    for (one, ink), (other, other_ink) in combinations(inks.items(), 2):
        apart = (
            100
            * sum(
                (a - b) ** 2
                for a, b in zip(_seen(ink, sight), _seen(other_ink, sight), strict=True)
            )
            ** 0.5
        )

        assert apart >= 7.5, f"{one} and {other} ({theme}, {sight}): {apart:.1f}"


def test_no_colour_is_written_outside_the_tokens():
    own = {TOKENS.name, "print.css", "paper.css"}  # paper is black on white in every theme
    sheets = [path for path in TOKENS.parent.glob("*.css") if path.name not in own]

    loose = [
        f"{sheet.name}: {line.strip()}"
        for sheet in sheets
        for line in sheet.read_text().splitlines()
        if re.search(r":[^;{]*(#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch)\()", line)
    ]

    assert not loose


def test_only_logical_sides_are_written():
    sides = re.compile(r"(?<![-\w])(margin|padding|border|inset)?-?(left|right|top|bottom)\s*:")

    physical = [
        f"{sheet.name}: {line.strip()}"
        for sheet in TOKENS.parent.glob("*.css")
        for line in sheet.read_text().splitlines()
        if sides.search(line)
    ]

    assert not physical
