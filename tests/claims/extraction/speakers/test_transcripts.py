"""Who speaks in transcripts and interviews, by labels and questions."""

import pytest

from claims.extraction import extract_statements

HEARING = """CHAIR: Good morning. My name is Dora Vance, and I chair this panel. \
Mr Ode, how many beds were closed?

MR. ODE: We closed forty beds in March. [coughs] They will open again in June.

CHAIR: Is that a promise?

MR. ODE: It is a promise.
"""

SPOKEN = [
    ("Ode", "We closed forty beds in March."),
    ("Ode", "They will open again in June."),
    ("Ode", "It is a promise."),
]


def said(text):
    return [
        (s.speaker, s.quote) for s in extract_statements(text).statements if s.kind == "direct"
    ]


def test_each_sentence_of_a_turn_is_its_speakers_without_manners_and_stage_directions():
    assert said(HEARING) == SPOKEN


@pytest.mark.parametrize(
    ("chair", "other"),
    [
        (">> CHAIR:", ">> MR. ODE:"),
        ("00:01:12 CHAIR:", "00:02:40 MR. ODE:"),
        ("The Chair:", "Mr Ode:"),
        ("CHAIR (Lab):", "MR. ODE (Green Party, Aske):"),
        ("CHAIR:\n", "MR. ODE:\n"),
        ("CHAIR\n", "MR. ODE\n"),
        ("- Chair:", "- Mr. Ode:"),
    ],
)
def test_a_label_is_a_label_in_every_usual_dress(chair, other):
    text = HEARING.replace("CHAIR:", chair).replace("MR. ODE:", other)

    assert said(text) == SPOKEN


def test_the_words_that_name_the_speaker_are_the_label():
    reading = extract_statements(HEARING)

    named = {reading.text[s.speaker_start : s.speaker_end] for s in reading.statements}

    assert named == {"MR. ODE"}


def test_what_a_speaker_says_that_others_said_is_the_speakers():
    text = HEARING.replace("It is a promise.", 'The minister told me: "It is a promise."')

    assert said(text)[-1] == ("Ode", 'The minister told me: "It is a promise."')


def test_answers_are_the_persons_who_was_introduced():
    text = (
        "Ilse Brandt runs the last lighthouse on the coast.\n\n"
        "Q: Do you miss the sea?\nA: I see the sea every day.\n"
        "Q: Who pays you?\nA: The harbour pays me 900 crowns a month.\n"
    )

    assert said(text) == [
        ("Ilse Brandt", "I see the sea every day."),
        ("Ilse Brandt", "The harbour pays me 900 crowns a month."),
    ]


def test_full_and_shouted_names_and_last_names_are_one_claimant():
    text = (
        "ANNA O'NEIL (Labour): Rents doubled in a year.\n\n"
        "BO EK: They did not double.\n\n"
        "ANNA O'NEIL: I have the figures here.\n\n"
        "Mr Ek: Ms O'Neil has the wrong figures.\n"
    )

    assert [speaker for speaker, _ in said(text)] == [
        "Anna O'Neil",
        "Bo Ek",
        "Anna O'Neil",
        "Bo Ek",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "Note: The office is closed.",
            "Note: Bring your cup.",
            "Tip: It is cold.",
            "Tip: Run.",
        ],
        [
            "Ingredients: 200 g flour.",
            "Method: Mix it.",
            "Ingredients: sugar.",
            "Method: Boil it.",
        ],
        [
            "Mayor resigns: He left on Monday.",
            "The town is calm.",
            "Council: No word was given.",
        ],
        [
            "Venue: Town Hall.",
            "Tickets: They cost 5 crowns.",
            "Venue: The pier.",
            "Tickets: None.",
        ],
    ],
)
def test_boxes_recipes_and_headlines_with_colons_are_no_transcripts(lines):
    assert said("\n".join(lines)) == []


def test_who_speaks_once_in_capitals_has_a_label_too():
    text = (
        "HOST: Was it closed?\n\nODE: It was closed.\n\n"
        "VANCE: It never was.\n\nHOST: Mr Ode?\n\nODE: We closed it in March."
    )

    assert ("Vance", "It never was.") in said(text)


def test_names_before_two_turns_that_speak_of_i_and_we_are_labels():
    text = "ANNA BELL: We cut waste by 40 percent.\n\nTom Harlow: I do not believe it."

    assert said(text) == [
        ("Anna Bell", "We cut waste by 40 percent."),
        ("Tom Harlow", "I do not believe it."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Capital: Oslo.\nCurrency: Krone.\nPopulation: 5 million.\nHead of state: King Harald.",
        "ASKE: The mayor resigned on Monday.\n\nVALE: Police arrested five people.",
    ],
)
def test_boxes_of_facts_and_news_in_brief_are_no_transcript(text):
    assert said(text) == []


def test_the_record_of_congress_ends_its_labels_with_a_stop():
    text = (
        "Mr. HOLLIS of Ohio. I rise in support of the bill.\n\n"
        "Ms. TARRANT. Fees have doubled since 2016.\n\n"
        "Mr. HOLLIS of Ohio. They have not doubled.\n\n"
        "Ms. TARRANT. They rose from $40 to $82."
    )

    assert said(text) == [
        ("Hollis", "I rise in support of the bill."),
        ("Tarrant", "Fees have doubled since 2016."),
        ("Hollis", "They have not doubled."),
        ("Tarrant", "They rose from $40 to $82."),
    ]


def test_a_transcript_quoted_in_an_article_keeps_its_paragraphs():
    text = (
        "The two met on Sunday.\n\n"
        "“ODE: We closed forty beds. They open in June.\n\n"
        "“VANCE: Is that a promise?\n\n"
        "“ODE: It is. I made it in March.\n\n"
        "“I will make it again.\n\n"
        "“VANCE: Thank you."
    )

    assert said(text) == [
        ("Ode", "We closed forty beds. They open in June."),
        ("Vance", "Is that a promise?"),
        ("Ode", "It is. I made it in March."),
        ("Ode", "I will make it again."),
        ("Vance", "Thank you."),
    ]


def test_in_a_recording_each_label_names_who_speaks_though_it_stands_once():
    text = "Chair: Unemployment fell to 4 percent.\n\nMr Hale: We built 1,200 homes last year."

    found = extract_statements(text, is_recording=True)

    assert [(one.speaker, one.quote) for one in found] == [
        ("Chair", "Unemployment fell to 4 percent."),
        ("Hale", "We built 1,200 homes last year."),
    ]


def test_an_office_is_whoever_is_in_its_brackets():
    text = (
        "Mr Bo Ek (Aske) (Con): Lists have doubled since 2021. Will she resign?\n\n"
        "The Secretary of State for Health (Ms Ann Lee): We opened two clinics.\n\n"
        "Bo Ek: They have no doctors.\n\n"
        "The Secretary of State for Health: We hired forty."
    )

    assert said(text) == [
        ("Bo Ek", "Lists have doubled since 2021."),
        ("Ann Lee", "We opened two clinics."),
        ("Bo Ek", "They have no doctors."),
        ("Ann Lee", "We hired forty."),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Bo Ek (Aske) (Con)\n", "Ann Lee (Tarn) (Lab)\n"),
        ("Bo Ek  00:12\n", "Ann Lee  [1:02:44]\n"),
        ("Senator Ek. ", "Secretary Lee. "),
    ],
)
def test_labels_of_records_and_of_transcription_services(first, second):
    text = (
        f"{first}We closed forty beds.\n\n{second}I have the list.\n\n"
        f"{first}We open them in June.\n\n{second}I doubt it."
    )

    assert [quote for _, quote in said(text)] == [
        "We closed forty beds.",
        "I have the list.",
        "We open them in June.",
        "I doubt it.",
    ]


def test_procedure_is_no_statement_whoever_says_it():
    text = (
        "CHAIRMAN VANCE: The committee will come to order. The gentlelady is recognized for "
        "five minutes.\n\n"
        "MS. ODE: The leak began in January. I yield back.\n\n"
        "CHAIRMAN VANCE: The gentlelady's time has expired. I call Mr. Ek.\n\n"
        "MR. EK: Is this a convenient moment?\n\nMS. ODE: Forty people fell ill."
    )

    assert said(text) == [
        ("Ode", "The leak began in January."),
        ("Ode", "Forty people fell ill."),
    ]


def test_victims_must_be_heard_is_no_procedure():
    text = (
        "MS. ODE: Victims must be heard. I call on the state to act.\n\n"
        "MR. EK: We agree.\n\nMS. ODE: Then vote for it.\n\nMR. EK: I will."
    )

    assert [quote for _, quote in said(text)][:2] == [
        "Victims must be heard.",
        "I call on the state to act.",
    ]


def test_each_witness_answers_after_being_called_or_sworn():
    text = (
        "MR. ABEL: The defense calls Dr. Irene Kowal.\n\nTHE COURT: You may proceed.\n\n"
        "BY MR. ABEL:\n\nQ. What was the cause?\n\nA. A single blow.\n\n"
        "BO MARR, having been first duly sworn, testified as follows:\n\n"
        "Q. Where were you?\n\nA. In the kitchen."
    )

    assert said(text) == [
        ("Irene Kowal", "A single blow."),
        ("Bo Marr", "In the kitchen."),
    ]


def test_the_q_of_a_briefing_needs_no_stop():
    text = (
        "Q    Thank you. Were people hurt?\nMR. ODE:  Eleven were hurt.\n"
        "Q  Was Congress told?\nMR. ODE:  The leaders were told on Friday."
    )

    assert said(text) == [
        ("Ode", "Eleven were hurt."),
        ("Ode", "The leaders were told on Friday."),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Q", "A"), ("Regula Ammann:", "R.A.:"), ("**Q.**", "**A.**")],
)
def test_bare_letters_and_initials_are_labels(first, second):
    text = (
        f"Regula Ammann keeps cows.\n\n{first} The tax pays for a cow.\n\n"
        f"{second} We get 3,400 francs.\n\n{first} And your feed?\n\n"
        f"{second} Two thirds are feed."
    )

    assert ("Regula Ammann", "Two thirds are feed.") in said(text)


def test_an_article_before_a_capital_is_no_answer():
    text = "Ann Lee spoke.\n\nA Tory councillor left.\n\nA Labour one stayed.\n\nIt rained."

    assert said(text) == []


def test_first_names_are_those_of_the_people_a_host_introduces():
    text = (
        "Kate: Welcome to the podcast. With me is the biologist Sol Abrams. Hi Sol!\n"
        "Sol: Hi Kate. Thanks for having me.\nKate: What kills the seals?\n"
        "Sol: We counted 1,900 dead pups."
    )

    assert said(text) == [("Sol Abrams", "We counted 1,900 dead pups.")]


def test_captions_mark_each_new_speaker_with_or_without_a_name():
    text = (
        ">> Sheriff Dan Orton joins us now. How many are missing?\n"
        ">> SHERIFF DAN ORTON: We are looking for 14 people.\n"
        ">> Thank you. We'll be right back."
    )

    assert said(text) == [("Dan Orton", "We are looking for 14 people.")]


def test_a_doctor_who_writes_back_has_a_label():
    text = (
        "ASK THE DOCTOR\n\nMy knees click. Should I worry? – Derek, 61\n\n"
        "Dr Ann Lee writes: Clicking without pain is harmless."
    )

    assert said(text) == [("Ann Lee", "Clicking without pain is harmless.")]


def test_the_witness_is_whom_the_question_before_addresses():
    text = (
        "THE COURT: Mr. Pryor, did you sell the ring?\n\nTHE WITNESS: I sold it in May.\n\n"
        "THE COURT: Where is the money?\n\nTHE WITNESS: She lost it in a day."
    )

    assert said(text) == [("Pryor", "I sold it in May."), ("Pryor", "She lost it in a day.")]


def test_a_label_may_hold_an_office_and_a_firm():
    text = (
        "JIM BASCOMBE, ANCHOR: Let's bring in Elena Ruiz. Elena, how long are the lines?\n\n"
        "ELENA RUIZ, DIRECTOR, LAKESHORE PANTRY: They went around the block.\n\n"
        "BASCOMBE: And the supplies?\n\nRUIZ: We have corn until Thursday."
    )

    assert {speaker for speaker, _ in said(text)} == {"Elena Ruiz"}
