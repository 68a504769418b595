"""The types of claims, with a cue where it matters."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.checkworthiness.claim_types import classify_claim
from claims.extraction.lexicon.cues import load_cues
from claims.extraction.numbers.quantities import find_numbers
from claims.extraction.speakers.entity import Entity
from claims.extraction.statements.statement import CLAIM_TYPES

CUES = load_cues("en")
TYPED = Path(__file__).with_name("typed_sentences.txt")

DIRECT = {
    "fact": [
        "The council closed the library in May.",
        "He resigned in May.",
        "Ministers knew about the risk and did nothing.",
        "There is no evidence that the vaccine is linked to it.",
        "He never paid the fine.",
        "Crime has not fallen.",
        "I voted against the war.",
        "The figures are wrong.",
        "The will of the people was ignored.",
        "Nobody told us.",
        "The law was passed without a vote, rather than after one.",
        "She signed the bill as well as the treaty.",
        "Great Britain left the union.",
        "The minister met the firm before the contract was signed.",
    ],
    "statistic": [
        "Crime fell by 40% last year.",
        "We have spent £55m on it.",
        "Three in eight pupils have no books.",
        "More than 40 people died.",
        "Waiting times have halved.",
        "Patients have to wait 12 weeks for surgery.",
        "The charity supports 400 families.",
        "Demand for housing rose by 3%.",
        "As many as 40 people died.",
        "Police get 40 calls for help a day.",
        "More than a third of voters stayed at home.",
        "Did you know that 40% of homes are empty?",
        "Do you realise that we spend $73bn on it?",
        "Who pays? Working people pay £400 a year.",
    ],
    "comparison": [
        "Taxes are higher than in France.",
        "Our hospitals have more nurses than ever before.",
        "Britain has the highest taxes since 1950.",
        "Rents are twice as high as in 2010.",
        "We pay double the price.",
        "It is the worst recession in history.",
        "The greatest economy in the history of the world.",
        "Women earn less than men.",
        "We have fewer police officers than Wales.",
        "Compared with Sweden we spend nothing on it.",
        "He is older than the prime minister.",
    ],
    "prediction": [
        "Prices will rise.",
        "We are on track to build 1.5 million homes.",
        "The council is to close four libraries.",
        "Let me be clear: there will be no second vote.",
        "The tax will cost families £400 a year.",
        "It will not rain.",
        "If we cut taxes, growth will follow.",
        "If the bill passes, 40,000 jobs would go.",
        "Unless we act, people are going to die.",
        "Half of all nurses are expected to retire by 2030.",
        "We will be poorer.",
        "We will win.",
        "I will be president.",
        "The bridge should be ready by May.",
        "It is set to become a disaster.",
        "Inflation might fall next year.",
    ],
    "promise": [
        "We will not raise taxes.",
        "I will cut waiting lists.",
        "We'll hire 6,000 doctors.",
        "I promise you that this ends here.",
        "We are going to build 300 homes.",
        "If elected, I will resign from the board.",
        "We plan to open two new schools.",
        "I'm simply not going to do that.",
        "I won't let it happen again.",
        "We guarantee every child a place.",
    ],
    "position": [
        "Taxes should be lower.",
        "The government must act.",
        "Nobody should pay for water.",
        "We should not have gone to war.",
        "We have to stop this.",
        "We need to talk about it.",
        "I oppose the bill.",
        "We demand an inquiry.",
        "We call for an inquiry.",
        "Let's scrap the tax.",
        "Scrap the tax.",
        "It is time to leave.",
        "I am in favour of a ban.",
        "I would scrap the tax.",
    ],
    "opinion": [
        "It was a mistake.",
        "If we had cut taxes, growth would be higher.",
        "Climate change is the greatest threat we face.",
        "I think he is a liar.",
        "It was the best day of my life.",
        "This is the most important thing we do.",
        "He is a disgrace to his party.",
        "It's unfair.",
        "He must have known.",
        "I do not think it was right.",
        "It would have been a disaster.",
        "They deserve better.",
        "I hope so.",
    ],
    "question": [
        "Who pays for it?",
        "Why are 40 homes empty?",
        "Isn't it time to leave?",
        "If crime is so low, why are people afraid?",
        "Will taxes rise?",
        "“Where is the money?”",
    ],
}

REPORTED = [
    ("taxes would rise", "say", "prediction"),
    ("he would resign", "say", "promise"),
    ("he would not resign", "say", "promise"),
    ("it would cost £3bn", "say", "prediction"),
    ("it will take years", "say", "prediction"),
    ("it would hire 400 people", "say", "promise"),
    ("they would be late", "say", "prediction"),
    ("the tax would be a disaster", "say", "opinion"),
    ("half of all nurses would retire by 2030", "say", "prediction"),
    ("crime had doubled", "say", "statistic"),
    ("he took the money", "deny", "fact"),
    ("taxes will rise", "predict", "prediction"),
    ("to cut taxes", "promise", "promise"),
    ("to cut taxes", "plan", "promise"),
    ("to leave the country", "ask", "position"),
    ("whether taxes would rise", "ask", "question"),
    ("to vote", "urge", "position"),
    ("an inquiry", "call for", "position"),
    ("the plan was fair", "think", "opinion"),
    ("the council should pay", "say", "position"),
    ("families have to pay £400 a year", "say", "statistic"),
    ("the police had been told", "say", "fact"),
]


def type_of(words, cue="", kind="direct", speaker=None):
    numbers = find_numbers(words)
    return classify_claim(
        words, cue=cue, kind=kind, numbers=numbers, cues=CUES, speaker=speaker
    )


@pytest.mark.parametrize(
    ("expected", "words"), [(name, words) for name, rows in DIRECT.items() for words in rows]
)
def test_direct_speech_is_typed_by_its_words(expected, words):
    assert type_of(words) == expected


@pytest.mark.parametrize(("words", "cue", "expected"), REPORTED)
def test_reported_speech_is_typed_by_its_words_and_cue(words, cue, expected):
    assert type_of(words, cue, "indirect") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("I love this city. We cut crime by 40%. Who else did?", "statistic"),
        ("We will fight. Our taxes are higher than theirs.", "comparison"),
        ("It is a disgrace. We will appeal.", "promise"),
    ],
)
def test_of_several_sentences_the_most_checkable_counts(words, expected):
    assert type_of(words) == expected


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120), st.sampled_from(["direct", "mixed", "indirect", "narration"]))
def test_any_words_have_a_type(words, kind):
    assert type_of(words, kind=kind) in CLAIM_TYPES


def typed_sentences(remainder):
    """The lines of `typed_sentences.txt` with an even (0) or an odd number (1)."""
    lines = [line for line in TYPED.read_text("utf-8").splitlines() if line and line[0] != "#"]
    return [
        tuple(cell.strip() for cell in line.split("|", 3))
        for number, line in enumerate(lines, start=1)
        if number % 2 == remainder
    ]


@pytest.mark.parametrize(("expected", "kind", "cue", "words"), typed_sentences(1))
def test_sentences_have_the_type_that_a_person_gives(expected, kind, cue, words):
    assert type_of(words, cue, kind) == expected


def test_sentences_that_no_rule_was_written_for_are_typed_as_well():
    rows = typed_sentences(0)

    right = [type_of(words, cue, kind) == expected for expected, kind, cue, words in rows]

    assert len(rows) > 80
    assert sum(right) / len(rows) >= 0.95


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("She kept saying, ‘Where is he?’", "fact"),
        ("They sold the land in May. Who knew?", "fact"),
        ("Why do you refuse to use the word ‘reform?’", "question"),
        ("I will tell you what happened.", "fact"),
        ("I will not comment on that.", "position"),
        ("The tax will ruin us.", "prediction"),
        ("Our party will repeal it.", "promise"),
        ("Our party will lose.", "prediction"),
        ("The driver was asleep.", "fact"),
        ("He was homeless.", "fact"),
        ("The verdict was overturned.", "fact"),
        ("It isn’t fair.", "opinion"),
        ("It was far too small.", "opinion"),
    ],
)
def test_somebody_asks_promises_or_judges(words, expected):
    assert type_of(words) == expected


def test_a_report_has_the_type_of_its_first_clause():
    words = "it had closed the pool in May and would reopen it"

    assert type_of(words, "say", "indirect") == "fact"


def test_what_somebody_is_told_to_do_is_a_position():
    assert type_of("to do her sums", "tell", "indirect") == "position"
    assert type_of("everyone on the quay to leave", "ask", "indirect") == "position"
    assert type_of("whether anyone had left", "ask", "indirect") == "question"


@pytest.mark.parametrize(
    "words",
    [
        "He was 71 and retired.",
        "The minister met them twice.",
        "He resigned three years ago.",
        "Two people were hurt.",
    ],
)
def test_ages_frequencies_and_distances_in_time_are_no_statistics(words):
    assert type_of(words) == "fact"


WOMAN = Entity("person", ["Ada Orr"], gender="female")
CAMPAIGNERS = Entity("person", ["campaigners"], is_plural=True)
COUNCIL = Entity("body", ["Marl council"])


@pytest.mark.parametrize(
    ("speaker", "words", "expected"),
    [
        (WOMAN, "she would sue the firm", "promise"),
        (WOMAN, "he would sue the firm", "prediction"),
        (WOMAN, "it would ban smoking", "prediction"),
        (WOMAN, "they would sue the firm", "prediction"),
        (WOMAN, "she would lose the case", "prediction"),
        (CAMPAIGNERS, "they would sue the firm", "promise"),
        (COUNCIL, "it would sue the firm", "promise"),
        (COUNCIL, "the council would sue the firm", "promise"),
        (COUNCIL, "the firm would sue", "prediction"),
        (COUNCIL, "the council would run out of money", "prediction"),
        (None, "he would sue the firm", "promise"),
    ],
)
def test_a_promise_is_the_speakers_own_deed(speaker, words, expected):
    assert type_of(words, "say", "indirect", speaker) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("We trained 9,400 nurses, which is what we said we would.", "statistic"),
        ("Wages grew by 4%, twice the rate that would be sustainable.", "comparison"),
        ("I believe that will fail.", "opinion"),
        ("We are confident that it will open.", "prediction"),
    ],
)
def test_a_clause_that_describes_something_foretells_nothing(words, expected):
    assert type_of(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "Bread was 11% cheaper than a year ago.",
        "The poor spend a larger share of their income on fuel.",
        "We are now 49th in the nation.",
        "Its debt is the second highest in the region.",
        "Nobody else in this county has done that.",
        "No town of this size has managed that since 2011.",
        "Waiting times are the shortest for four years.",
    ],
)
def test_ranks_and_what_nobody_else_has_done_are_comparisons(words):
    assert type_of(words) == "comparison"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("One in five of our schools is older than the state.", "statistic"),
        ("Forty percent of that money went to the richest fifth.", "statistic"),
        ("The average buyer is now 34 years old.", "statistic"),
        ("Patients over 65 were left out.", "fact"),
        ("In two years we have paid every contractor.", "fact"),
        ("We have lived here for thirty years.", "fact"),
        ("She was jailed for three years.", "statistic"),
    ],
)
def test_a_share_is_a_statistic_and_an_age_or_a_span_of_time_is_none(words, expected):
    assert type_of(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "The headline number is comforting.",
        "This is not a budget, it is a magic show.",
        "It went better than we dared to hope.",
        "This isn't about the town, it's about the price of a tyre.",
        "A deal is a deal.",
        "Nobody likes to pay more.",
        "Imports are the villain here.",
        "That should shame us.",
        "It is a drop in the ocean.",
        "Nobody in this room wants it.",
        "This is the best town in the country to raise a family.",
    ],
)
def test_feelings_set_phrases_and_antitheses_are_opinions(words):
    assert type_of(words) == "opinion"


def test_two_quoted_words_do_not_make_a_long_report_an_opinion():
    words = "the charity had paid more for “stationery” in that year and had lost the receipts"

    assert type_of(words, "say", "mixed") != "opinion"
    assert type_of("the plan “rushed”", "call", "mixed") == "opinion"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the delay had more than minimally contributed to it", "fact"),
        ("he had waited as recently as Tuesday", "fact"),
        ("the mills in her county could close", "prediction"),
    ],
)
def test_words_of_degree_compare_nothing_and_what_could_happen_is_foretold(words, expected):
    assert type_of(words, "say", "indirect") == expected


def test_somebody_who_does_not_accept_something_takes_a_position():
    assert type_of("I don’t accept that.") == "position"


def test_who_blames_somebody_states_a_cause():
    assert type_of("the delay on the contractor", "blame", "indirect") == "fact"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the captain showed real contempt for the crew", "opinion"),
        ("the shop showed a profit", "fact"),
        ("it was a missed opportunity for the whole coast", "opinion"),
        ("he could never forgive the board", "opinion"),
        ("the ministry had mishandled the sale", "opinion"),
        ("nurses had given the wrong drug", "fact"),
        ("she was the wrong person for the job", "opinion"),
        ("the driver could not have seen the lights", "fact"),
        ("the flat was three doors down from the bank", "fact"),
        ("he was 16 when he left the home", "fact"),
        ("the firm had ignored two warnings", "fact"),
    ],
)
def test_judgements_by_verb_or_noun_and_numbers_that_measure_nothing(words, expected):
    assert type_of(words, cue="say", kind="indirect") == expected


@pytest.mark.parametrize(
    "words",
    [
        "it had fewer nurses on the ward than it had beds",
        "no port had handled so many ships",
        "it was the only county without a hospital plan",
        "the harbour is the deepest in Europe",
        "wages had not kept pace with rents",
        "smokers were twice as likely to fall ill as others",
    ],
)
def test_what_is_set_against_others_is_a_comparison(words):
    assert type_of(words, cue="say", kind="indirect") == "comparison"


@pytest.mark.parametrize(
    "words",
    [
        "the strike risked tipping the valley into ruin",
        "the closure could leave the town without a doctor",
        "the pilot should be fit for Sunday",
        "a second flood was inevitable",
        "he expected prices to fall",
        "the river was about to burst its banks",
    ],
)
def test_what_is_said_to_come_is_a_prediction(words):
    assert type_of(words, cue="say", kind="indirect") == "prediction"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("If we win, every town will have a station.", "promise"),
        ("Nobody who works here will be worse off.", "promise"),
        ("We are committed to closing the mine.", "promise"),
        ("I will never forget that night.", "opinion"),
        ("What a match!", "opinion"),
        ("I’ll vote against the bill.", "position"),
    ],
)
def test_promises_of_a_campaign_lasting_feelings_and_votes(words, expected):
    assert type_of(words) == expected
