"""A reader's first view stays light: what every check fetches beside its own HTML."""

import re
from pathlib import Path

import brotli

STATIC = Path(__file__).parent.parent / "static"
READER = STATIC.parent / "templates"

# 100 KB in all (R6), of which a long check's own HTML may take 18 KB once compressed.
BUDGET = 82_000


def _fetched_by_readers():
    """The static files that the readers' frame names, and the fonts that Latin text needs."""
    frames = (READER / "base.html").read_text() + (READER / "reader.html").read_text()
    named = set(re.findall(r"{% static '([^']+)' %}", frames))
    faces = re.findall(
        r'@font-face \{([^}]*url\("\.\./(fonts/[^"]+)"\)[^}]*)\}',
        (STATIC / "css" / "tokens.css").read_text(),
    )
    upright_latin = {file for face, file in faces if "U+0000" in face and "italic" not in face}
    return sorted(named | upright_latin | {"icons/sprite.svg"})


def test_first_view_without_its_html_is_within_budget():
    sizes = {
        name: (STATIC / name).stat().st_size
        if name.endswith(".woff2")
        else len(brotli.compress((STATIC / name).read_bytes()))
        for name in _fetched_by_readers()
    }

    assert len(sizes) >= 8
    assert sum(sizes.values()) <= BUDGET, sizes


def test_nothing_comes_from_another_host():
    for sheet in (STATIC / "css").glob("*.css"):
        assert not re.search(r"url\(\s*[\"']?(https?:)?//", sheet.read_text()), sheet.name
