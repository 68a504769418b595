"""The ranking of sentences that it wasn't trained on, and its reasons."""

import tomllib
from pathlib import Path

import pytest

from claims.extraction.checkworthiness import THRESHOLD, score_sentence, score_statement
from claims.extraction.checkworthiness.claim_types import classify_claim
from claims.extraction.checkworthiness.ngrams import sentence_ngrams, tokenize_sentence
from claims.extraction.evaluation.ranking import average_precision, worth_scores
from claims.extraction.lexicon.cues import load_cues
from claims.extraction.lexicon.language import FOLDER
from claims.extraction.numbers.quantities import find_numbers

SENTENCES = Path(__file__).with_name("worth_sentences.toml")
WEIGHTS = FOLDER / "en" / "weights.toml"
CUES = load_cues("en")


@pytest.fixture(scope="module")
def scored():
    told = tomllib.loads(SENTENCES.read_text("utf-8"))
    labelled = [(s, 1) for s in told["worth_checking"]]
    labelled += [(s, 0) for s in told["not_worth_checking"]]
    return [(score_sentence(sentence)[0], label) for sentence, label in labelled]


def test_news_sentences_are_ranked_though_it_was_learnt_from_debates(scored):
    assert len(scored) == 60
    assert average_precision(scored) >= 0.96
    assert worth_scores(scored, THRESHOLD)["f1"] >= 0.88


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The mayor told Anna Berg the truth.", "The mayor told Otto Lund the truth."),
        ("We had 312 officers in 2024.", "We had 508 officers in 1988."),
        ("She sold forty boats.", "She sold ninety boats."),
        ("It rose in Berlin.", "It rose in Washington."),
    ],
)
def test_who_where_which_year_and_how_much_change_nothing(one, other):
    assert score_sentence(one)[0] == score_sentence(other)[0]


def test_an_utterance_is_worth_what_its_best_sentence_is():
    said = "Thank you all for coming. Rents have doubled since 2019. What a night!"

    alone, _ = score_sentence("Rents have doubled since 2019.")

    assert score_sentence(said)[0] == pytest.approx(alone, abs=0.05)


def test_a_title_s_full_stop_parts_no_sentence():
    whole, _ = score_sentence("The minister fired Gen. Ane Berg in May.")

    assert whole == score_sentence("The minister fired Gen Ane Berg in May.")[0]


def test_what_is_known_from_around_counts_besides_the_words():
    words = {"quote": "the well is dry", "claim_type": "fact"}

    plain, _ = score_statement(**words, speaker="Peter Lund", is_named=True)
    denied, reasons = score_statement(**words, speaker="Peter Lund", is_named=True, denied=True)
    nobody, why = score_statement(**words)

    assert denied > plain > nobody
    assert {"a denial", "said by Peter Lund"} <= set(reasons)
    assert "nobody is named as the speaker" in why


def test_reasons_go_both_ways_and_are_few():
    _, raised = score_sentence("It has fallen by 40% since 2019, faster than in Norway.")
    _, lowered = score_sentence("We should stop and think.")

    assert raised[0] == "a figure that can be looked up: 40% since 2019"
    assert {"compares with Norway", "says how something changed: “fallen”"} <= set(raised)
    assert "says what should be done, not what is" in lowered
    assert len(raised) <= 4
    assert len(lowered) <= 4


@pytest.mark.parametrize(
    "odd", ["", " ", "?", "…", "\u200b", "9" * 5000, "a " * 5000, "\ud800"]
)
def test_odd_words_have_a_worth_too(odd):
    value, reasons = score_sentence(odd)

    assert 0 <= value <= 1
    assert all(isinstance(reason, str) for reason in reasons)


def test_one_who_mostly_asks_is_held_lower():
    told = "Crime has fallen by 40% since 2019."

    assert score_sentence(told, asks_often=True)[0] < score_sentence(told)[0]


def test_grams_are_words_pairs_edges_and_shapes():
    sentence = tokenize_sentence("The council has halved spending", "en")

    found = {gram for gram, _, _ in sentence_ngrams(sentence, "en")}

    assert {"halved", "has halved", "halv~", "~ved", "/has _ed _ing", "^ the"} <= found
    assert not {gram for gram in found if "Council" in gram}


def test_the_weights_say_where_they_come_from_and_name_nobody():
    words = WEIGHTS.read_text("utf-8")
    table = tomllib.loads(words)

    assert "10.5281/zenodo.3609356" in words
    assert "CC BY 4.0" in words
    grams_ = [gram for kind in ("words", "pairs", "edges") for gram in table[kind]]
    assert 1_000 < len(grams_) < 6_000
    assert not [g for g in grams_ if g.replace("Name", "").lower() != g.replace("Name", "")]


def said_by_somebody(sentence):
    """The worth and the reasons of a sentence that somebody said."""
    numbers = find_numbers(sentence)
    type_ = classify_claim(sentence, cue="say", kind="direct", numbers=numbers, cues=CUES)
    return score_statement(
        sentence, claim_type=type_, numbers=numbers, speaker="Ane Lund", is_named=True
    )


WITHOUT_FIGURES = [
    "No previous government has managed that.",
    "It was the first time since July 2021 that prices had fallen.",
    "Every household will pay $7 a month.",
    "Not one of the inspectors had visited the quarry, and none of the reports was read.",
    "The valley has the worst bus service in the country.",
    "The board approved the merger without a vote.",
    "Most of the drivers were paid in cash.",
    "Tenants here pay more than owners do.",
]
DETAILS = [
    "He was 71 and had lost his hearing.",
    "The fair opens at 9.30am on Saturday.",
    "They have two sons and three dogs.",
    "She spoke for 20 minutes.",
    "Keeper Ola Dahl wore the number 12 shirt.",
    "It took us four hours to get here.",
    "She was born on 12 March 1961.",
    "There are two sides to every story.",
]


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("claim", WITHOUT_FIGURES)
def test_a_claim_without_a_figure_is_worth_more_than_a_figure_that_is_a_detail(claim, detail):
    assert said_by_somebody(claim)[0] > said_by_somebody(detail)[0]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The state spends 9% of GDP on it.", "a figure that can be looked up: 9% of GDP"),
        ("They pay $7 a month.", "a figure that can be looked up: $7 a month"),
        ("Rents rose from 2019 to 2024.", "compares two years: 2019 and 2024"),
        (
            "It is the first time since July 2021 that they met.",
            "says that something is a first: “the first time since July 2021”",
        ),
        (
            "Every household gets a letter.",
            "leaves no exception, so one would refute it: “Every household”",
        ),
        (
            "The board approved the merger in May.",
            "says what somebody did, which leaves a record: “approved”",
        ),
        (
            "He was 71 and had lost his hearing.",
            "a detail of the story, not a figure of public interest: “71”",
        ),
    ],
)
def test_a_reason_says_what_a_checker_would_say(sentence, reason):
    assert reason in said_by_somebody(sentence)[1]


def test_no_reason_speaks_of_the_words_of_other_claims(scored):
    told = tomllib.loads(SENTENCES.read_text("utf-8"))
    sentences = [*told["worth_checking"], *told["not_worth_checking"]]

    reasons = [reason for sentence in sentences for reason in score_sentence(sentence)[1]]

    assert all(score_sentence(sentence)[1] for sentence in sentences)
    assert not [reason for reason in reasons if "uses words" in reason]


def worth_of(words, **context):
    numbers = find_numbers(words)
    kind = "indirect" if context.get("is_reported") else "direct"
    type_ = classify_claim(words, cue="say", kind=kind, numbers=numbers, cues=CUES)
    return score_statement(words, claim_type=type_, numbers=numbers, speaker="Orr", **context)


def test_a_fact_in_a_reported_clause_is_worth_more_and_its_bare_object_less():
    said, alone = (
        worth_of("families had been sent home", is_reported=is_reported)
        for is_reported in (True, False)
    )
    bare = worth_of("his numbers", is_reported=True, denied=True)

    assert said[0] > alone[0]
    assert "states something that records or witnesses can settle" in said[1]
    assert bare[0] < THRESHOLD


def test_a_detail_lowers_only_what_is_worth_nothing_else():
    plain, universal = (
        worth_of(words)[1]
        for words in (
            "We have lived here for ten years.",
            "In two years we have paid every contractor.",
        )
    )

    assert any(reason.startswith("a detail") for reason in plain)
    assert not any(reason.startswith("a detail") for reason in universal)


def test_a_forecast_with_a_figure_is_worth_more_than_one_without():
    assert worth_of("It would cover 65,000 people.")[0] > worth_of("It would cover people.")[0]


def test_what_somebody_tells_of_their_own_life_is_worth_less_than_others_deeds():
    deed, _ = score_sentence("They bulldozed the chapel without asking anybody.")
    none, _ = score_sentence("There is no asbestos in that school.")
    life, reasons = score_sentence("We used to play in the quarry.")
    assert life < min(deed, none)
    assert "is about the speaker's own feelings or doings" in reasons
