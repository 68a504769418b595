"""From a frozen document to what a page tells: pure, no database."""

from datetime import date

from readers.check import content

SOURCE = {
    "number": 1,
    "stance": "refutes",
    "passage": "It fell\nby 4 percent.",
    "before": "",
    "after": "",
    "primary": True,
    "origin": "",
    "note": "for the desk",
    "confidential": False,
    "described_as": "",
    "snapshot": {
        "id": 7,
        "sha256": "77ce41d0" + "0" * 52 + "9b2e",
        "url": "https://city.example/budget",
        "title": "Budget",
        "publisher": "City",
        "published_on": "2026-01-20",
        "media_type": "text/html",
        "kept_at": "2026-03-04T10:12:00+00:00",
        "by_hand": False,
        "public": False,
    },
    "point": "",
    "interest": "",
    "figure": None,
    "selector": None,
    "typed": False,
    "archived": [],
    "conversation": None,
}
FROZEN = {
    "claim": {
        "id": 1,
        "text": "Police funding was cut",
        "said_on": "2026-03-03",
        "said_where": "",
        "why": "",
        "topics": ["Police"],
    },
    "claimant": {
        "id": 2,
        "name": "M",
        "slug": "m",
        "role": "",
        "same_as": "javascript:alert(1)",
    },
    "said": {
        "quote": "police funding was cut by 40 percent",
        "before": "It rained. The mayor, Mr. Brook, told the council that ",
        "after": " in a single year. “We had 312 officers,” she said.",
        "publisher": "Courier",
        "title": "",
        "date": "2026-03-04",
        "url": "ftp://courier.example/",
        "kind": "indirect",
    },
    "appearances": 9,
    "rating": {
        "slug": "half-true",
        "label": "Half true",
        "meaning": "…",
        "ordinal": 3,
        "scale": 1,
        "best": 5,
        "worst": 1,
        "place": 3,
    },
    "conclusion": "It fell by 4.",
    "body": "It fell [1].",
    "evidence": [SOURCE],
    "sums": [],
    "replies": [],
    "authors": [f"person:{number * 32}" for number in "123"],
    "format": 2,
}


def with_evidence(**changes):
    return content.check({**FROZEN, "evidence": [{**SOURCE, **changes}]}).sources[0]


def test_authors_are_named_as_a_sentence_would():
    bylines = ["Jo Reed", "Ada Okoro", "the desk"]

    assert (
        content.check(FROZEN, authors=bylines).checked_by == "Jo Reed, Ada Okoro and the desk"
    )


def test_what_was_said_is_the_sentence_around_the_words():
    said = content.check(FROZEN).said

    assert said.before == "The mayor, Mr. Brook, told the council that "
    assert said.after == " in a single year."


def test_a_quote_that_ends_its_sentence_has_nothing_after_it():
    whole = {**FROZEN["said"], "quote": "Funding was cut.", "after": " The next day it rained."}

    assert content.check({**FROZEN, "said": whole}).said.after == ""


def test_a_claim_that_nobody_compared_names_who_reported_it():
    told = content.check(FROZEN)

    assert (told.where, told.reported_by, told.compared) == ("", "Courier", None)


def test_a_claim_without_an_article_is_reported_by_the_desk():
    assert content.check({**FROZEN, "said": None}).reported_by == "the desk"


def test_a_claim_that_was_compared_is_reported_by_nobody():
    compared = {"with": "Recording of the council, 0:48:12", "on": "2026-03-18"}

    told = content.check({**FROZEN, "claim": {**FROZEN["claim"], "compared": compared}})

    assert told.reported_by == ""
    assert told.compared == content.WordingComparison(compared["with"], date(2026, 3, 18))


def test_what_a_publisher_wrote_itself_is_not_reported_by_it():
    said = {**FROZEN["said"], "kind": "narration"}

    assert content.check({**FROZEN, "said": said}).reported_by == ""


def test_no_reader_is_sent_anywhere_but_to_the_web():
    check = content.check(FROZEN)

    assert (check.same_as, check.said.url) == ("", "")
    assert check.sources[0].live_url == "https://city.example/budget"


def test_a_confidential_source_is_a_number_and_a_description():
    source = with_evidence(confidential=True, described_as="A memo.")

    assert source == content.ShownSource(1, described_as="A memo.")


def test_a_confidential_source_without_description_is_still_not_shown():
    assert with_evidence(confidential=True).is_confidential


def test_a_fingerprint_can_be_compared_by_eye():
    assert with_evidence().fingerprint == "77ce 41d0 … 9b2e"


def test_a_passage_is_one_line():
    assert with_evidence().passage == "It fell by 4 percent."


def test_a_body_is_cut_at_its_main_headings():
    body = (
        "First.\n\n## What we do *not* know\n\nMuch [1].\n\n### Detail\n\nx\n\n# Sources\n\nx"
    )

    found = content.sections(body, [1])

    assert [one.title for one in found] == ["What we found", "What we do not know", "Sources"]
    assert found[0].anchor == "found"
    assert len({one.anchor for one in found} | {"sources", "found"}) == 4
    assert "<h3>Detail</h3>" in found[1].html
    assert 'href="#evidence-1"' in found[1].html


def test_a_heading_in_code_is_code():
    (only,) = content.sections("```\n# not a heading\n```", [])

    assert "# not a heading" in only.html


def test_a_body_that_begins_with_a_heading_has_no_empty_part_before_it():
    assert [one.title for one in content.sections("## The sum\n\nx", [])] == ["The sum"]


def test_html_in_a_heading_is_text():
    (only,) = content.sections("## <b>x</b>\n\ny", [])

    assert only.title == "<b>x</b>"
    assert not hasattr(only.title, "__html__")
