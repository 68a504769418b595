"""Who accuses, in all the forms of an accusation, and that the accused is never the speaker."""

import pytest

from tests.claims.extraction.speakers.resolved import named_as_speakers, speaker_of


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
    assert not named_as_speakers(text) - {None}


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
