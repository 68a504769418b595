"""What the desk suggests for the claim of a statement."""

import pytest

from claims.articles.models import Article
from claims.claims import defaults as claim_defaults
from claims.extraction.numbers.quantities import find_numbers
from claims.statements.models import Statement
from sources.snapshots.publishers import Publisher


@pytest.mark.parametrize(
    ("quote", "wording"),
    [
        ("police funding was cut by 40 percent.", "Police funding was cut by 40 percent"),
        ("“We had 312 officers,”", "We had 312 officers"),
        ("rents had “doubled in a year” for most", "Rents had “doubled in a year” for most"),
        ("“Rents rose,\n“and rose again.”", "Rents rose, and rose again"),
        ("Rents rose.\n“And they rose again", "Rents rose. And they rose again"),
    ],
)
def test_the_wording_is_the_quote_as_a_sentence(quote, wording):
    assert claim_defaults.default_wording(Statement(quote=quote)) == wording


def test_a_long_quote_is_cut_between_words():
    wording = claim_defaults.default_wording(Statement(quote="rents rose " * 100))

    assert len(wording) <= 500
    assert wording.endswith(("rents", "rose"))


def test_the_paper_speaks_where_nobody_is_quoted():
    article = Article(publisher=Publisher(name="Courier"))

    def by(**more):
        return claim_defaults.default_claimant(Statement(article=article, **more))

    assert by(kind="narration") == "Courier"
    assert by(kind="narration", speaker="Hugo Lund") == "Hugo Lund"
    assert by(kind="indirect") == ""


def test_a_share_says_when_its_base_was_not_said():
    numbers = [
        {"text": "9% of GDP", "value": 9, "unit": "percent", "base": "GDP"},
        {"text": "40 percent", "value": 40, "unit": "percent", "period": "a single year"},
    ]

    known, unknown = claim_defaults.number_readings(Statement(numbers=numbers))

    assert (known.meaning, known.facts, known.unsaid) == ("9 percent of GDP", (), "")
    assert (unknown.facts, unknown.unsaid) == (("period: a single year",), "base not said")
    assert unknown.meaning == "", "said as plainly as we could say it"


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("one officer for every 702 people", "1 officer per 702 people"),
        ("400 fewer officers", "400 officers"),
        ("up from 985 crowns", "985 crowns"),
        ("nearly 40 homes", "less than 40 homes"),
        ("more than halved", "less than × 0.5"),
    ],
)
def test_a_number_is_explained_where_it_can_be_said_more_plainly(words, meaning):
    numbers = [number.as_json() for number in find_numbers(words)]

    (reading,) = claim_defaults.number_readings(Statement(numbers=numbers))

    assert reading.meaning == meaning


@pytest.mark.parametrize(
    ("here", "there", "differs"),
    [
        (
            "Police funding was cut by 40 percent",
            "It was cut by 4 percent",
            "different figure: 4 there, 40 here",
        ),
        ("Police funding was cut by 40 percent", "It was cut by 40 percent", ""),
        ("Police funding was cut by 40 percent", "It was cut", ""),
        ("The bridge was not closed", "The bridge was closed", "denied here only: “not”"),
        ("The bridge was closed", "The bridge wasn’t closed", "denied there only: “n’t”"),
        ("Nobody knew it", "It was never known", ""),
    ],
)
def test_claims_that_are_alike_show_what_differs(here, there, differs):
    assert claim_defaults.decisive_difference(here, there) == differs


@pytest.mark.parametrize(
    ("promise", "due"),
    [
        ("We will build 4,000 homes by the end of next year.", "by the end of next year"),
        ("It will open within three months.", "within three months"),
        ("It will open before March 2031.", "before March 2031"),
        ("The answer will come by Friday, he said.", "by Friday"),
        ("We will never close it.", ""),
    ],
)
def test_a_promise_says_by_when_it_is_to_be_kept(promise, due):
    assert claim_defaults.promise_due(Statement(quote=promise)) == due
