"""Common parser errors: names next to offices, clauses cut at a comma, parentheses."""

import pytest

from claims.extraction import extract_statements


def said(text):
    return [
        (s.speaker, s.quote) for s in extract_statements(text).statements if s.cue is not None
    ]


@pytest.mark.parametrize(
    ("who", "name", "title"),
    [
        ("The mayor of Aske, Edvin Dahl,", "Edvin Dahl", "mayor of Aske"),
        ("The mayor, Edvin Dahl,", "Edvin Dahl", "mayor"),
        (
            "The leader of the opposition in Carrow, Edvin Dahl,",
            "Edvin Dahl",
            "leader of the opposition in Carrow",
        ),
        (
            "The chairman of the Aske Farmers’ Union, Per Holm,",
            "Per Holm",
            "chairman of the Aske Farmers’ Union",
        ),
        (
            "A spokeswoman for the company, Ane Berg,",
            "Ane Berg",
            "spokeswoman for the company",
        ),
        ("The lawyer for Mr Dahl, Ane Berg,", "Ane Berg", "lawyer for Mr Dahl"),
        (
            "Carrow’s finance minister, Edvin Dahl,",
            "Edvin Dahl",
            "Carrow’s finance minister",
        ),
        ("Prime minister Edvin Dahl", "Edvin Dahl", "Prime minister"),
        ("Finance Minister Edvin Dahl", "Edvin Dahl", "Finance Minister"),
        ("Aske Mayor Edvin Dahl", "Edvin Dahl", "Aske Mayor"),
        ("Edvin Dahl, the prime minister,", "Edvin Dahl", "prime minister"),
        ("Edvin Dahl, mayor of Aske,", "Edvin Dahl", "mayor of Aske"),
        ("Edvin Dahl, 53, the finance minister,", "Edvin Dahl", "finance minister"),
        ("Edvin Dahl, who leads the farmers’ union,", "Edvin Dahl", None),
    ],
)
def test_a_name_is_parted_from_the_office_beside_it(who, name, title):
    (statement,) = extract_statements(
        f"{who} told the council that the bridge’s road was shut."
    ).statements

    assert (statement.speaker, statement.speaker_title) == (name, title)
    assert statement.quote == "the bridge’s road was shut"


def test_later_pronouns_and_titles_are_the_same_person():
    text = (
        "The mayor of Aske, Olga Strand, told the council that the bridge was shut.\n"
        "“It is late,” she said.\n"
        "Ms Strand said it would open in May. The mayor added that trains were late."
    )

    assert {speaker for speaker, _ in said(text)} == {"Olga Strand"}


def test_a_name_that_ends_the_sentence_is_the_speaker_too():
    text = "“The bridge is shut,” said the head of the harbour board, Olga Strand."

    assert said(text) == [("Olga Strand", "The bridge is shut")]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The mayor of Aske, Rhode Island, said the bridge was shut.", "mayor of Aske"),
        ("The mayor of Aske, a small town, said the bridge was shut.", "mayor of Aske"),
        ("The bridge was shut by the mayor of Aske, Ane Berg said.", "Ane Berg"),
    ],
)
def test_not_every_word_after_an_office_is_its_name(sentence, speaker):
    assert [who for who, _ in said(sentence)] == [speaker]


@pytest.mark.parametrize(
    "clause",
    [
        "ferries, not trains, had “halved in a year” for most towns on the coast",
        "trains, and not ferries, were “late every day” in the north",
        "prices, which rose by 9% in May, will “rise again” in June",
    ],
)
@pytest.mark.parametrize(
    "who",
    ["Ane Berg", "Ane Berg, who leads the union,", "Ane Berg called the plan “a joke” and"],
)
def test_an_aside_between_commas_does_not_end_what_was_said(who, clause):
    found = [
        s for s in extract_statements(f"{who} said {clause}.").statements if s.cue == "said"
    ]

    assert [(s.speaker, s.kind, s.quote) for s in found] == [("Ane Berg", "mixed", clause)]


@pytest.mark.parametrize("who", ["Ane Berg", "Ane Berg, who leads the union,"])
def test_quoted_words_between_commas_do_not_end_it_either(who):
    clause = "the ferries, the trains and the buses, “all of them”, were late"

    assert said(f"{who} said {clause}.") == [("Ane Berg", clause)]


@pytest.mark.parametrize(
    "aside",
    [
        "said in a statement",
        "said on Tuesday",
        "said at a press conference on Monday",
        "said in an interview with the local radio",
        "said during a visit to the town on Monday",
        "told the council on Tuesday",
        "told a crowd in the town hall on Tuesday",
    ],
)
def test_place_and_day_between_the_cue_and_that_are_no_part_of_it(aside):
    text = f"Ane Berg, the mayor, {aside} that the state paid Aske “nine million less”."

    assert said(text) == [("Ane Berg", "the state paid Aske “nine million less”")]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Ane Berg called the council’s figures “a joke”.", "the council’s figures “a joke”"),
        ("Ane Berg called the plan a mistake.", "the plan a mistake"),
        ("Ane Berg painted the plan as “a joke” on the radio.", "the plan as “a joke”"),
        ("Ane Berg described the bridge as “a joke”.", "the bridge as “a joke”"),
        ("Ane Berg dismissed the report as “a fairy tale”.", "the report as “a fairy tale”"),
        (
            "Ane Berg, who leads the union, branded the mayor as “a cheat” and “a liar”.",
            "the mayor as “a cheat” and “a liar”",
        ),
    ],
)
def test_what_somebody_is_called_is_an_opinion(sentence, words):
    (statement,) = extract_statements(sentence).statements

    assert (statement.speaker, statement.quote) == ("Ane Berg", words)
    assert statement.claim_type == "opinion"


def test_what_somebody_calls_for_is_a_position():
    (statement,) = extract_statements("Ane Berg called for a new bridge.").statements

    assert (statement.quote, statement.claim_type) == ("a new bridge", "position")


@pytest.mark.parametrize(
    "sentence",
    [
        "Doctors doubt the figure.",
        "Ane Berg mentioned the plan.",
        "Ane Berg called the police.",
    ],
)
def test_a_mere_thing_that_was_spoken_of_is_no_statement(sentence):
    assert said(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Ane Berg rejected the plan.",
        "Ane Berg welcomed the plan.",
        "Ane Berg attacked the plan.",
    ],
)
def test_to_be_for_or_against_a_thing_is_said_however_it_is_named(sentence):
    (statement,) = extract_statements(sentence).statements

    assert (statement.quote, statement.denied) == ("the plan", False)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Ane Berg warned of a long strike.", "a long strike"),
        ("Ane Berg denied fraud and theft.", "fraud and theft"),
        ("Ane Berg promised a new bridge.", "a new bridge"),
    ],
)
def test_a_thing_foreseen_denied_or_promised_is_one(sentence, words):
    assert said(sentence) == [("Ane Berg", words)]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The bridge is shut, as the union says.", "The bridge is shut"),
        (
            "Are half of the bridges really shut, as the union claims?",
            "half of the bridges really shut",
        ),
    ],
)
def test_what_somebody_is_said_to_claim_is_theirs_even_in_a_question(sentence, words):
    assert said(sentence) == [("union", words)]


def test_a_question_of_the_papers_own_asserts_nothing():
    assert (
        extract_statements(
            "Has the bridge cost £40m, more than any other in the town?"
        ).statements
        == []
    )


def test_a_question_that_nobody_is_named_for_is_only_context():
    text = "Asked whether 40% of bridges in Aske were shut, Ane Berg said nobody had asked."

    (answer,) = extract_statements(text).statements

    assert (answer.speaker, answer.quote) == ("Ane Berg", "nobody had asked")
    assert answer.question == "whether 40% of bridges in Aske were shut"


@pytest.mark.parametrize(
    ("words", "claim_type"),
    [
        ("No town gets more from us than Aske does. We will pay until 2030.", "comparison"),
        ("We will pay until 2030. No town gets more from us than Aske does.", "comparison"),
        ("We will build it. It has cost 40 million crowns.", "statistic"),
        ("We will pay until the end of 2030. It is a promise.", "promise"),
        ("The bridge is shut. We will open it.", "promise"),
    ],
)
def test_an_utterance_is_what_its_most_checkable_sentence_is(words, claim_type):
    (statement,) = extract_statements(f"Ane Berg said: “{words}”").statements

    assert statement.claim_type == claim_type
