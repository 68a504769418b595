"""What a body may become on a page."""

import pytest

from reviews.review.markdown import render_body


def test_a_citation_leads_to_its_evidence():
    html = render_body("It fell [1][3].", {1, 3})

    assert html == (
        '<p>It fell <a class="cite" href="#evidence-1">[1]</a>'
        '<a class="cite" href="#evidence-3">[3]</a>.</p>\n'
    )


def test_a_citation_of_nothing_is_marked_and_leads_nowhere():
    assert render_body("It fell [6].", {1}) == (
        '<p>It fell <span class="cite is-loose">[6]</span>.</p>\n'
    )


def test_links_out_carry_no_trust_and_a_numbered_link_stays_a_link():
    html = render_body("See [3](https://example.org/a).", {3})

    assert html == (
        '<p>See <a href="https://example.org/a" rel="nofollow noopener ugc">3</a>.</p>\n'
    )


def test_headings_stand_under_the_page_s_own():
    assert render_body("# One\n\n### Two", set()) == "<h3>One</h3>\n<h4>Two</h4>\n"


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        "[go](javascript:alert(1))",
        "[go](data:text/html,x)",
        "<a href='x' onclick='y'>z</a>",
        '[1]: javascript:alert(1) "x"\n\n[1]',
    ],
)
def test_nothing_foreign_becomes_markup(body):
    html = render_body(body, set())

    for tag in ("<script", "<img", "<a href=", "onerror=&", "style="):
        assert tag not in html


def test_a_picture_is_a_link_at_most():
    html = render_body("![picture](https://example.org/a.png)", set())

    assert "<img" not in html
    assert ">picture</a>" in html


@pytest.mark.parametrize("body", [">" * 20_000 + " deep", "[" * 20_000, "*a" * 20_000])
def test_hostile_nesting_stays_small(body):
    assert len(render_body(body, set())) < 5 * len(body)
