"""Every template compiles, and none carries what our policy for browsers would refuse."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import get_template, render_to_string

from claims.statements.models import Statement
from desk import shortcuts

TEMPLATES = Path(__file__).parent.parent / "templates"
NAMES = sorted(
    str(path.relative_to(TEMPLATES))
    for path in TEMPLATES.rglob("*")
    if path.is_file() and path.suffix in {".html", ".txt", ".xml"}
)
SPRITE = TEMPLATES.parent / "static" / "icons" / "sprite.svg"


@pytest.mark.parametrize("name", NAMES)
def test_template_compiles(name):
    assert get_template(name)


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".html")])
def test_template_has_no_inline_style_or_script(name):
    source = (TEMPLATES / name).read_text()

    assert not re.search(r"\sstyle\s*=\s*[\"']|<style\b", source)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']|javascript:", source)
    assert not re.search(r"<script(?![^>]*(\bsrc=|type=[\"']application/))", source)


def test_every_icon_named_is_in_the_sprite():
    drawn = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text()))

    named = {
        (name, icon)
        for name in NAMES
        for icon in re.findall(
            r'include "parts/icon\.html" with name="([^"]+)"', (TEMPLATES / name).read_text()
        )
    }

    assert named
    assert not {(name, icon) for name, icon in named if icon not in drawn}


@pytest.mark.parametrize(
    ("worth", "word"), [(0.9, "high"), (0.6, "high"), (0.5, "middling"), (0.1, "low")]
)
def test_worth_is_a_bar_and_a_word(worth, word):
    said = Statement(worth=worth).worth_word
    html = render_to_string("parts/worth.html", {"worth": worth, "word": said})

    assert f'width="{round(worth * 100)}"' in html
    assert word in html


def test_the_rating_line_marks_one_stop_and_is_read_as_one_image():
    html = render_to_string(
        "parts/rating_line.html", {"slug": "half-true", "label": "Half true", "value": 3}
    )

    stops = re.findall(r'class="stop( here)?"', html)
    assert stops == ["", "", " here", "", ""]
    assert 'role="img"' in html


def test_a_rating_without_a_number_has_no_line():
    html = render_to_string(
        "parts/rating_line.html", {"slug": "unproven", "label": "Unproven", "value": None}
    )

    assert not html.strip()


def test_the_key_sheet_shows_every_key_of_the_table():
    html = render_to_string("parts/keys_sheet.html", shortcuts.context(None))

    for key in shortcuts.KEYS:
        for caps in key.caps:
            assert "".join(f"<kbd>{cap}</kbd>" for cap in caps) in html


def test_no_press_means_two_things():
    presses = [press for key in shortcuts.KEYS for press in key.presses]

    assert len(presses) == len(set(presses))


def test_keys_declared_by_pages_are_in_the_table():
    known = {press for key in shortcuts.KEYS for press in key.presses} | set("123456789")

    declared = {
        (name, press)
        for name in NAMES
        for press in re.findall(r'data-key="([^"{]+)"', (TEMPLATES / name).read_text())
    }

    assert declared
    assert not {(name, press) for name, press in declared if press not in known}


def test_our_templates_come_before_a_package_s():
    engine = engines["django"]

    origin = engine.get_template("allauth/layouts/base.html").template.origin

    assert Path(origin.name).is_relative_to(TEMPLATES)
