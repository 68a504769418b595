"""Who accuses, in all the forms of an accusation, and that the accused is never the speaker."""

import pytest

from tests.claims.extraction.speakers.resolved import (
    named_as_speakers,
    speaker_of,
    statement_with,
)


@pytest.mark.parametrize(
    "text",
    [
        "Tom Day faces claims that he told friends to hide the files from the police.",
        "Tom Day was accused in court of telling his sister that the will was forged.",
        "Mark Hale has sued Tom Day for saying that the bridge was unsafe last year.",
        "Tom Day allegedly told his sister that the will was forged by their aunt.",
        "It was alleged in the writ that Tom Day boasted to friends that he was rich.",
        "Tom Day is alleged to have told investors that the mine was full of gold.",
    ],
)
def test_what_the_accused_is_alleged_to_have_said_is_not_theirs(text):
    assert "Tom Day" not in named_as_speakers(text)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "Tom Day denied claims by his ex-wife, Ann Lee, that he had sold the boat.",
            "had sold the boat",
            "Ann Lee",
        ),
        (
            "Tom Day faces allegations from his own driver, Ann Lee, that he sold the boat.",
            "sold the boat",
            "Ann Lee",
        ),
        (
            "The jury heard testimony from Ann Lee that her boss, Tom Day, burned letters.",
            "burned letters",
            "Ann Lee",
        ),
        (
            "Complaints from residents that Tom Day never came were ignored.",
            "never came",
            "residents",
        ),
    ],
)
def test_a_claim_is_whose_it_is_and_not_of_who_denies_or_hears_it(text, words, speaker):
    assert speaker_of(text, words) == speaker


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "A suit brought by three former waiters says Tom Day kept their tips.",
            "kept their tips",
            "three former waiters",
        ),
        (
            "Ann Lee filed a complaint accusing Tom Day of keeping her tips.",
            "keeping her tips",
            "Ann Lee",
        ),
        ("The indictment says Tom Day paid two inspectors.", "paid two", "indictment"),
    ],
)
def test_a_document_speaks_for_who_wrote_or_filed_it(text, words, speaker):
    assert speaker_of(text, words) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("According to a neighbour, Joan Askew, Tom Day burned the files.", "Joan Askew"),
        ("According to his lawyer, Joan Askew, the mayor burned the files.", "Joan Askew"),
        ("According to Joan Askew, a neighbour, Tom Day burned the files.", "Joan Askew"),
    ],
)
def test_of_two_names_after_according_to_the_second_is_the_subject(text, speaker):
    assert speaker_of(text, "burned the files") == speaker


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Mayor took bribes: prosecutors", "took bribes", "prosecutors"),
        ("Chef 'bullied staff' – union\n\nIt was shut.", "bullied staff", "union"),
        ("Police allege Tom Day drove through a red light.", "drove through", "Police"),
    ],
)
def test_headlines_and_short_reports_name_who_accuses(text, words, speaker):
    assert speaker_of(text, words) == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Five things to know: a guide",
        "A night in Leeds – Ann Lee",
        "Umpire Ann Lee warned captain Tom Day twice.",
    ],
)
def test_a_list_a_caption_and_a_mere_listener_are_no_statements(text):
    assert named_as_speakers(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "The court heard on Monday that Tom Day took the money.",
        "Tom Day took the money, the tribunal heard.",
        "Tom Day 'took the money', court told",
    ],
)
def test_a_court_that_only_hears_says_nothing(text):
    assert named_as_speakers(text) == {None}


@pytest.mark.parametrize(
    ("text", "quote", "speaker"),
    [
        (
            "Tom Day has been accused by the union of lying to the board.",
            "Tom Day has been accused by the union of lying to the board",
            "union",
        ),
        (
            "The branch charged Tom Day with lying to the board.",
            "Tom Day with lying to the board",
            "branch",
        ),
        (
            "Two cousins have made allegations against a nun, Mary Day, of beatings.",
            "a nun, Mary Day, of beatings",
            "Two cousins",
        ),
        (
            "Tom Day was branded a liar by Ann Lee in May.",
            "Tom Day was branded a liar",
            "Ann Lee",
        ),
        (
            "The claim against Tom Day, filed by the parents, is that he sent her home.",
            "he sent her home",
            "parents",
        ),
    ],
)
def test_an_accusation_begins_with_the_accused(text, quote, speaker):
    statement = statement_with(text, quote)

    assert (statement.quote, statement.speaker) == (quote, speaker)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "Tom Day beat the boy, she maintains, while Mark Hale held the door.",
            "Tom Day beat the boy, she maintains, while Mark Hale held the door",
        ),
        (
            "He had not been told, he said on Sunday, and would be taking advice.",
            "He had not been told, he said on Sunday, and would be taking advice",
        ),
        (
            "He had not been told, he said on Sunday, and thanked the voters.",
            "He had not been told",
        ),
    ],
)
def test_what_goes_on_after_a_cue_between_commas_is_said_too(text, quote):
    assert statement_with(text, quote[:12]).quote == quote


def test_how_somebody_spoke_inside_a_report_is_part_of_it():
    text = "The police say that Tom Day threatened her, saying he would burn the shop."

    assert named_as_speakers(text) == {"police"}
    assert statement_with(text, "burn the shop").quote.startswith("Tom Day threatened")


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "Mary Day was accused of burying eight cases by a former manager, Ann Lee.",
            "burying eight cases",
            "Ann Lee",
        ),
        (
            "Mary Day stands accused by two former students of stealing their work.",
            "Mary Day stands accused by two former students of stealing their work",
            "two former students",
        ),
        ("Mary Day was accused on Friday of running a chop shop.", "a chop shop", None),
        (
            "Tom Hale spoke. He told officers that Day had the key, according to court papers.",
            "Day had the key",
            "Tom Hale",
        ),
        (
            "Tom Hale spoke. He told waiting journalists that Day had the key.",
            "Day had the key",
            "Tom Hale",
        ),
    ],
)
def test_the_accuser_is_found_wherever_the_sentence_puts_them(text, words, speaker):
    assert speaker_of(text, words) == speaker


def test_referring_somebody_and_dismissing_them_are_no_statements():
    text = "The force has referred Tom Day to the watchdog. The firm dismissed the man."

    assert named_as_speakers(text) == set()


@pytest.mark.parametrize(
    ("text", "quote", "speaker"),
    [
        (
            "The auditor attributed the delay to its builder, Tom Day, who has left.",
            "the delay to its builder, Tom Day",
            "auditor",
        ),
        (
            "The bank pins much of the slide on the former governor, Tom Day.",
            "much of the slide on the former governor, Tom Day",
            "bank",
        ),
        (
            "The accountant traced the missing money to an account of Tom Day.",
            "the missing money to an account of Tom Day",
            "accountant",
        ),
        (
            "The report singled out one mill, Hale Flour, as the worst.",
            "one mill, Hale Flour, as the worst",
            "report",
        ),
        (
            "The council names the manager, Tom Day, as the person who opened the valve.",
            "the manager, Tom Day, as the person who opened the valve",
            "council",
        ),
        (
            "The trust is suing the dealer Tom Day for £3m over eleven paintings.",
            "the dealer Tom Day for £3m over eleven paintings",
            "trust",
        ),
        (
            "The inquiry criticised the chief constable, Ann Lee, over the arrests.",
            "the chief constable, Ann Lee, over the arrests",
            "inquiry",
        ),
        (
            "Ida Voss pointed the finger at her partner, Tom Day, when police asked her.",
            "her partner, Tom Day",
            "Ida Voss",
        ),
    ],
)
def test_what_is_put_down_to_somebody_is_said(text, quote, speaker):
    statement = statement_with(text, quote)

    assert (statement.quote, statement.speaker) == (quote, speaker)


def test_an_accusation_with_stands_ends_before_the_next_clause():
    text = "Tom Day stands accused by two men of stealing it, and the school has reopened it."

    assert statement_with(text, "Tom Day").quote == text.partition(", and")[0]


def test_to_name_somebody_to_an_office_says_nothing():
    text = "The board named Tom Day as chairman. The police identified the car among others."

    assert named_as_speakers(text) == set()


def test_to_pin_or_trace_a_thing_says_nothing():
    text = "Ann Lee pinned a medal on the soldier. Detectives traced the driver to a flat."

    assert named_as_speakers(text) == set()


def test_a_name_that_may_be_the_owners_or_the_lawyers_is_not_taken_for_the_lawyers():
    text = "A lawyer for the driver, Dr. Philip N. Overby, declined to comment."

    assert "Philip N. Overby" not in named_as_speakers(text)


def test_what_somebody_replies_to_is_by_who_made_the_claim():
    text = "Emma Stannard replied to the claim by Lord Hatch that her party would close it."

    assert speaker_of(text, "her party would close it") == "Hatch"


def test_who_is_the_subject_of_what_somebody_thinks_of_them_is_not_who_thinks_it():
    text = (
        "The selection of Ollie Vance, who the former captain Marcus Reddy thinks "
        "“could not hit a barn with a shovel”, has divided Kent Valley."
    )

    assert speaker_of(text, "hit a barn") == "Marcus Reddy"
