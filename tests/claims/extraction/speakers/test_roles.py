"""Whom "the minister" and "the company" mean."""

import pytest

from tests.claims.extraction.speakers.resolved import (
    named_as_speakers,
    speaker_of,
    statement_with,
)


@pytest.mark.parametrize(
    ("first", "role", "speaker"),
    [
        ("Transport Secretary Helena Marsh came.", "transport secretary", "Helena Marsh"),
        ("Transport Secretary Helena Marsh came.", "minister", "Helena Marsh"),
        ("Helena Marsh, the transport secretary, came.", "minister", "Helena Marsh"),
        ("Dr Anna Stone treated 40 patients.", "doctor", "Anna Stone"),
        ("Prof Nora Fell led the study.", "professor", "Nora Fell"),
        ("The Labour MP Kate Dunn asked about wages.", "MP", "Kate Dunn"),
        ("Jonas Dahl has been prime minister since 2021.", "prime minister", "Jonas Dahl"),
        ("Kirra Jarrah was elected mayor in 2022.", "mayor", "Kirra Jarrah"),
        ("Jonas Dahl, 54, is the chief executive of Vale Water.", "boss", "Jonas Dahl"),
        ("Chief Constable Ian Dale spoke on Friday.", "police chief", "Ian Dale"),
        ("Tom Reed, a lawyer for the victim, spoke.", "victim's lawyer", "Tom Reed"),
        ("Alan Pike coaches Aske United.", "coach", "Alan Pike"),
        ("Min-jun Seo scored twice.", "striker", "Min-jun Seo"),
        ("Bill Tregear and his deputy, Lin Xu, came.", "deputy premier", "Lin Xu"),
    ],
)
def test_a_role_is_whom_the_text_gave_it(first, role, speaker):
    assert speaker_of(f"{first} The {role} said the pitch was wet.", "was wet") == speaker


@pytest.mark.parametrize(
    ("first", "role"),
    [
        ("Paul Hale, the former finance minister, was held.", "finance minister"),
        ("Robert Penn had been mayor for six years.", "mayor"),
        ("Dale Moss resigned as mayor on Friday.", "mayor"),
        ("Ann Cole is not a doctor.", "doctor"),
        ("Lucy Ward, the press secretary, came.", "minister"),
        ("Ann Cole, a lawyer for the defendant, spoke.", "victim's lawyer"),
        ("Mark Hale was held on Friday.", "officer"),
        ("Ann Cole, the chancellor, came.", "shadow chancellor"),
        ("Mark Hale met Paul Reed.", "singer"),
    ],
)
def test_a_role_that_is_somebody_else_s_names_nobody_else(first, role):
    text = f"{first} The {role} said the pitch was wet."

    assert speaker_of(text, "was wet") == role


def test_who_is_named_in_the_words_isn_t_the_role_that_says_them():
    text = "Mark Hale, a detective, was held. The detective said Hale had hidden the knife."

    assert "Mark Hale" not in named_as_speakers(text)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "Tesco will close 10 shops. The retailer said it had no choice.",
            "no choice",
            "Tesco",
        ),
        (
            "Ofwat fined Thames Water. The company said it had mended 400 pipes.",
            "400 pipes",
            "Thames Water",
        ),
        (
            "Ofwat fined Thames Water. The regulator said it had found leaks.",
            "found leaks",
            "Ofwat",
        ),
        (
            "Serco was fined by the National Audit Office. The watchdog said it had failed.",
            "had failed",
            "National Audit Office",
        ),
        (
            "The Department for Transport answered. The department said Network Rail was late.",
            "was late",
            "Department for Transport",
        ),
    ],
)
def test_a_kind_of_organization_is_the_one_that_can_be_it(text, words, speaker):
    assert speaker_of(text, words) == speaker


def test_a_pilots_union_isnt_the_pilot():
    text = "Ronan Duffy, the pilot, was held. The pilot's union said the fog was thick."

    assert speaker_of(text, "was thick") == "pilot's union"


def test_a_review_of_a_ministry_doesn_t_speak_for_the_ministry():
    text = "A review of the Home Office found that £3m had been lost."

    assert "Home Office" not in named_as_speakers(text)


@pytest.mark.parametrize(
    ("first", "role", "speaker"),
    [
        ("Novelist Edwin Tarrant is ill.", "author", "Edwin Tarrant"),
        ("Bishop Simeon Larkin preached.", "cleric", "Simeon Larkin"),
        ("Justice Padraic Meehan sat on Friday.", "High Court judge", "Padraic Meehan"),
        ("Welder Ann Cole was there.", "welder", "Ann Cole"),
        ("Ann Cole, a glazier, was there.", "glazier", "Ann Cole"),
        ("Ann Cole, 43, was hit by Mark Hale, 61.", "43-year-old", "Ann Cole"),
        ("Ann Cole, 43, was hit by Mark Hale, 61.", "61-year-old", "Mark Hale"),
        ("Luca Neri was beaten by Serbia's Ivan Kos.", "Serb", "Ivan Kos"),
        ("Mathieu Roux came second.", "Frenchman", "Mathieu Roux"),
    ],
)
def test_a_more_general_word_an_age_or_an_origin_is_whom_it_fits(first, role, speaker):
    assert speaker_of(f"{first} The {role} said the pitch was wet.", "was wet") == speaker


@pytest.mark.parametrize(
    ("first", "role"),
    [
        ("Transport Secretary Helena Marsh came.", "cleric"),
        ("Ann Cole, 43, was hit by a van.", "61-year-old"),
        ("Mathieu Roux came second.", "Frenchwoman"),
        ("Ann Cole was taken to hospital.", "doctor"),
        ("Ann Cole, a painter, came.", "striker"),
    ],
)
def test_a_word_that_does_not_fit_names_nobody(first, role):
    text = f"{first} The {role} said the pitch was wet."

    assert named_as_speakers(text).isdisjoint({"Helena Marsh", "Ann Cole", "Mathieu Roux"})


@pytest.mark.parametrize(
    ("first", "noun", "speaker"),
    [
        ("Aurum Bank lost money.", "lender", "Aurum Bank"),
        ("Norvik Motors recalled 9,000 vans.", "Swedish carmaker", "Norvik Motors"),
        ("West Holm Constabulary closed the road.", "force", "West Holm Constabulary"),
        ("The Wexcombe Herald printed it.", "newspaper", "Wexcombe Herald"),
        ("The Fire Brigades Alliance walked out.", "union", "Fire Brigades Alliance"),
        ("Delta Foods, the supermarket chain, is growing.", "chain", "Delta Foods"),
        ("Harrow Water was fined.", "company", "Harrow Water"),
    ],
)
def test_an_organization_is_what_its_name_or_an_apposition_tells(first, noun, speaker):
    assert speaker_of(f"{first} The {noun} said the pitch was wet.", "was wet") == speaker


@pytest.mark.parametrize(
    ("first", "noun"),
    [
        ("The Police Federation met.", "force"),
        ("The Met Service issued a warning.", "ambulance service"),
        ("Aldmark is a cold country.", "opposition"),
        ("Harland Rail is late.", "bank"),
        ("Harland Rail lost the contract.", "council"),
    ],
)
def test_an_organization_is_not_what_its_name_says_it_is_not(first, noun):
    assert speaker_of(f"{first} The {noun} said the pitch was wet.", "was wet") == noun


def test_an_apposition_that_the_parser_lost_does_not_hide_the_name():
    text = "Greenway, a charity, said the pitch was wet."

    assert speaker_of(text, "was wet") == "Greenway"


@pytest.mark.parametrize(
    ("first", "role", "speaker"),
    [
        ("Sam and Tilly Brennan lost their home.", "couple", "Sam and Tilly Brennan"),
        ("Marek Lindauer, its president, is ill.", "former professor", "Marek Lindauer"),
        ("Novelist Bola Ade withdrew.", "Booker winner", "Bola Ade"),
        ("Climber Ondrej Maly came with his mother, Eva Mala.", "youngster", "Ondrej Maly"),
        ("Helen Amsterdam took over the prisons.", "prisons minister", "Helen Amsterdam"),
        ("Rev Tim Ashdown has been vicar of St Chad's since 2011.", "vicar", "Tim Ashdown"),
        ("Gerry Foyle will step down as chief executive.", "airline boss", "Gerry Foyle"),
        ("A retired machinist named Bill Cady was there.", "machinist", "Bill Cady"),
        ("Pensioner Doreen Askew was hit by a van.", "81-year-old", "Doreen Askew"),
        ("Viktor Drozd bought the club in 2015.", "owner", "Viktor Drozd"),
    ],
)
def test_what_somebody_did_was_or_is_known_for_tells_who_is_meant(first, role, speaker):
    assert speaker_of(f"{first} The {role} said the pitch was wet.", "was wet") == speaker


@pytest.mark.parametrize(
    ("first", "role"),
    [
        ("Mark Hale stole £4m from the fund.", "minister"),
        ("Ann Cole met Mark Hale.", "minister"),
        ("Ann Cole took the money.", "chairman"),
    ],
)
def test_an_office_names_nobody_who_did_what_anybody_can_do(first, role):
    assert speaker_of(f"{first} The {role} said the pitch was wet.", "was wet") == role


@pytest.mark.parametrize(
    ("first", "role", "speaker"),
    [
        ("Charles Ngugi left in May.", "sacked executive", "Charles Ngugi"),
        ("Lottie Marchetti is 88.", "Turin-born star", "Lottie Marchetti"),
        ("Helena Bray, who took over in May, came.", "transport secretary", "Helena Bray"),
        ("Ngozi Umeh beat Anke Vos.", "new mayor", "Ngozi Umeh"),
        ("Ines Kruse beat Maja Lindt. She was glad of it.", "rival", None),
        ("PC Sanjit Gill was there.", "officer", "Sanjit Gill"),
        ("Darren Pugh was charged with fraud.", "defendant", "Darren Pugh"),
    ],
)
def test_what_happened_to_somebody_tells_who_is_meant(first, role, speaker):
    found = named_as_speakers(f"{first} The {role} said the pitch was wet.")

    assert found == {speaker or role}


def test_the_rival_of_one_of_two_people_is_the_other():
    text = "Ines Kruse beat Maja Lindt. Kruse was glad. Her rival said the pitch was wet."

    assert speaker_of(text, "was wet") == "Maja Lindt"


def test_whom_the_same_sentence_names_later_is_not_who_speaks():
    text = "Lottie Marchetti is 88. The author told Anke Vos that the pitch was wet."

    assert speaker_of(text, "was wet") == "Lottie Marchetti"


@pytest.mark.parametrize(
    ("first", "noun", "speaker"),
    [
        ("Tesserine, a maker of scooters, is broke.", "start-up", "Tesserine"),
        ("The Bank of Karpatia raised rates.", "central bank", "Bank of Karpatia"),
        ("The lender Unity Crest published its results.", "bank", "Unity Crest"),
        ("Lighting company Solarix is broke.", "company", "Solarix"),
        ("Ofrail published its results.", "regulator", "Ofrail"),
        ("Kilbride Credit Union closed.", "lender", "Kilbride Credit Union"),
        ("Voltano, the battery maker, closed.", "Milan-listed group", "Voltano"),
    ],
)
def test_hyphens_phrases_and_appositions_tell_what_an_organization_is(first, noun, speaker):
    assert speaker_of(f"{first} The {noun} said the pitch was wet.", "was wet") == speaker


def test_a_semicolon_separates_what_somebody_did_from_what_another_says():
    text = "Anke Vos thanked the jurors; the foreman, Bill Cady, told reporters it was wet."

    assert statement_with(text, "it was wet").quote == "it was wet"
    assert named_as_speakers(text) == {"Bill Cady"}


@pytest.mark.parametrize(
    ("first", "role", "speaker"),
    [
        (
            "Kwabena Asante has led the finance ministry since May.",
            "minister",
            "Kwabena Asante",
        ),
        ("Ann Lee took over the airline in May.", "chief executive", "Ann Lee"),
        ("The board appointed Ann Lee as its director.", "director", "Ann Lee"),
        ("Aske Air appointed Ann Lee, a former pilot.", "new chief executive", "Ann Lee"),
        ("Mark Hale manages the club.", "club's manager", "Mark Hale"),
    ],
)
def test_who_leads_something_or_is_appointed_has_its_office(first, role, speaker):
    assert speaker_of(f"{first} The {role} said the pitch was wet.", "was wet") == speaker


@pytest.mark.parametrize(
    ("first", "role"),
    [
        ("Ann Lee led the finance ministry until 2019.", "minister"),
        ("Ann Lee has led the finance ministry since May.", "transport minister"),
        ("Ann Lee may lead the ministry.", "minister"),
    ],
)
def test_who_led_something_once_or_leads_something_else_has_no_office(first, role):
    assert speaker_of(f"{first} The {role} said the pitch was wet.", "was wet") == role


def test_several_people_under_one_name_are_a_firm():
    text = "Its administrators, Keel Pardoe, said the pitch was wet. They expect to leave."

    assert named_as_speakers(text) == {"Keel Pardoe"}


def test_counsel_before_a_name_is_a_title_and_no_verb():
    text = "Defence counsel Robert Ince called no witnesses. The barrister said it was wet."

    assert named_as_speakers(text) == {"Robert Ince"}


def test_a_plural_role_is_two_people_joined_before_who_both_have_it():
    joined = "Rep. Jolene Tubbs and Sen. Marcus Quayle wrote the bill."

    assert speaker_of(f"{joined} The lawmakers said it rained.", "it rained") == (
        "Jolene Tubbs and Marcus Quayle"
    )
