"""Colours by arithmetic: contrast for everyone, distance for the colour-blind."""

import itertools

import pandas as pd
import pytest

from dashboard.figures.look import DARK, DASHES, LIGHT, MODES, Look, sentence_figure, template, way_styles, wrap

SCHEMES = pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours after WCAG 2.2, from 1 to 21."""
    parts = (linear(colour) for colour in (first, second))
    light, dark = sorted((0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in parts), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: list[float]) -> list[float]:
    x = (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047
    y = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]
    z = (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883
    f = [max(v, 0) ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z)]
    return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]


def distance(first: str, second: str, kind: str) -> float:
    seen = []
    for colour in (first, second):
        rgb = linear(colour)
        seen.append(lab([min(1, max(0, sum(m * c for m, c in zip(row, rgb, strict=True)))) for row in BLINDNESS[kind]]))
    return sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5


def test_contrast_of_black_and_white_is_the_largest_there_is() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


@SCHEMES
def test_text_stands_out_from_every_ground_it_is_written_on(look: Look) -> None:
    for ground in (look.ground, look.raised, look.sea, look.land):
        assert contrast(look.text, ground) >= 4.5
        assert contrast(look.muted, ground) >= 4.5


@SCHEMES
def test_marks_stand_out_from_the_ground_they_are_drawn_on(look: Look) -> None:
    marks = {*look.series, *look.modes.values(), look.accent, look.rest, look.alert, look.caution, look.good, look.axis}
    assert {c: round(contrast(c, look.ground), 2) for c in marks if contrast(c, look.ground) < 3} == {}


@SCHEMES
def test_lines_of_the_map_stand_out_from_land_and_sea(look: Look) -> None:
    lines = {*look.modes.values(), look.alert, look.caution, look.accent, look.rest, *look.ramp[1:]}
    low = {(c, g): contrast(c, g) for c in lines for g in (look.land, look.sea) if contrast(c, g) < 3}
    assert low == {}


@SCHEMES
@pytest.mark.parametrize("kind", BLINDNESS)
def test_the_first_four_series_stay_apart_for_the_colour_blind(look: Look, kind: str) -> None:
    near = {
        pair: round(distance(*pair, kind), 1)
        for pair in itertools.combinations(look.series[:4], 2)
        if distance(*pair, kind) < 10
    }
    assert near == {}


@SCHEMES
def test_the_ramp_goes_one_way_in_light(look: Look) -> None:
    away = [contrast(c, look.ground) for c in look.ramp]
    assert away == sorted(away)


@SCHEMES
def test_every_mode_has_a_colour_and_every_template_the_colorway(look: Look) -> None:
    assert set(look.modes) == set(MODES)
    assert tuple(template(look).layout.colorway) == look.series


def test_what_is_not_open_is_never_drawn_solid() -> None:
    assert {DASHES[s] for s in ("planned", "under_construction", "suspended", "closed")}.isdisjoint({"solid"})


def test_a_sentence_figure_shows_its_sentence() -> None:
    assert "no figure" in sentence_figure("There is no figure here.").layout.annotations[0].text


def test_wrapping_keeps_every_word_and_the_width() -> None:
    lines = wrap("one two three four five six seven", 9).split("<br>")
    assert " ".join(lines) == "one two three four five six seven"
    assert max(map(len, lines)) <= 9


def test_the_way_looked_at_is_a_full_line_and_no_two_ways_look_alike() -> None:
    styles = way_styles(pd.DataFrame({"way": list("abcdef")}), "c", LIGHT)
    assert styles["c"][1] == "solid"
    assert len({colour for colour, _ in styles.values()}) == 6
