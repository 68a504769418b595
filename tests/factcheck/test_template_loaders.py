"""Templates are laid out for people; browsers get no indentation."""

import pytest

from factcheck.template_loaders import compact


@pytest.mark.parametrize(
    ("source", "served"),
    [
        ("<p>\n  One\n  word.\n</p>", "<p>One word.</p>"),
        ("<ul>\n  {% for one in all %}\n    <li>a</li>", "<ul>{% for one in all %} <li>a</li>"),
        (
            '<a\n  href="x"\n  {% if y %}hidden{% endif %}\n>b</a>',
            '<a href="x" {% if y %}hidden{% endif %}>b</a>',
        ),
        ("<b>a</b>\n  <i>b</i>", "<b>a</b> <i>b</i>"),
        ("<b>a</b><i>b</i>", "<b>a</b><i>b</i>"),
        ('<p title="a > b"\n>\n  c</p>', '<p title="a > b">c</p>'),
    ],
)
def test_indentation_becomes_one_space_or_none_at_the_edges_of_blocks(source, served):
    assert compact(source) == served


@pytest.mark.parametrize("name", ["pre", "textarea", "script"])
def test_white_space_that_counts_stays(name):
    source = f"<{name}>\n  a\n\n  b\n</{name}>"

    assert compact(f"<p>\n{source}\n</p>") == f"<p>{source}</p>"


def test_what_only_looks_like_a_tag_is_left_without_trying_every_reading_of_it():
    source = "<a " + '{% if "x" %}' * 500 + "<"

    assert compact(source) == source
