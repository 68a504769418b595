"""What is asked is no statement to check, but it is kept as context of its answer."""

import pytest

from claims.extraction import extract_statements


def answers(text):
    return [(s.speaker, s.quote, s.question) for s in extract_statements(text)]


@pytest.mark.parametrize(("q", "a"), [("Q.", "A."), ("Q:", "A:"), ("Question:", "Answer:")])
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_answers_belong_to_the_person_of_the_heading(q, a, gap):
    text = gap.join(
        [
            "An interview with Mara Pell, the chief of the water board",
            f"{q} How many pipes burst?",
            f"{a} We counted 312 bursts in January.",
            f"{q} The mayor says you wasted $2 million. Did you?",
            f"{a} Never.",
        ]
    )

    assert answers(text) == [
        ("Mara Pell", "We counted 312 bursts in January.", "How many pipes burst?"),
        ("Mara Pell", "Never.", "The mayor says you wasted $2 million. Did you?"),
    ]


def test_question_and_answer_on_one_line_are_two_turns():
    text = "Helena Marsh runs the museum.\n\nQ. How many came? A. We had 90,000 visitors."

    assert answers(text)[-1] == (
        "Helena Marsh",
        "We had 90,000 visitors.",
        "How many came?",
    )


def test_a_heading_that_ends_with_a_colon_names_who_answers():
    text = (
        "Examination of Ms. Rosa Lindt:\n\nQ. Who paid?\nA. Judge Ferris.\n"
        "Q. When?\nA. In June."
    )

    assert {speaker for speaker, _, _ in answers(text)} == {"Rosa Lindt"}


def test_whoever_a_question_accuses_is_not_who_answers():
    text = (
        "Rosa Lindt mends violins in Aske.\n\n"
        "Q: Did Bo Marr sell you a fake? Bo Marr denies it.\n\n"
        "A: He sold me two."
    )

    assert answers(text)[-1][:2] == ("Rosa Lindt", "He sold me two.")


def test_a_witness_is_whom_the_first_question_addresses():
    text = (
        "Q. Good morning, Mrs. Colt. Who told you to sign?\nA. Judge Ferris.\n"
        "Q. When?\nA. In June."
    )

    assert [(speaker, quote) for speaker, quote, _ in answers(text)] == [
        ("Colt", "Judge Ferris."),
        ("Colt", "In June."),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Interview: Helena Marsh",
        "A conversation with Helena Marsh",
        "Q&A: Helena Marsh, head of the Aske museum",
        "The new head of the Aske museum, Helena Marsh, talks about its future.",
        "We spoke to the historian Helena Marsh about the Aske museum.",
    ],
)
@pytest.mark.parametrize("mark", ["", "**"])
def test_questions_in_bold_or_alone_are_followed_by_answers(heading, mark):
    text = (
        f"{heading}\n\n{mark}How many people came last year?{mark}\n\n"
        "The museum had 90,000 visitors.\n\n"
        f"{mark}What about the roof?{mark}\n\nIt leaks."
    )

    assert answers(text)[-2:] == [
        ("Helena Marsh", "The museum had 90,000 visitors.", "How many people came last year?"),
        ("Helena Marsh", "It leaks.", "What about the roof?"),
    ]


def test_an_article_with_questions_as_headings_is_no_interview():
    text = (
        "Rents are rising again.\n\nWhy do rents rise?\n\nThe council sold 600 flats.\n\n"
        "What can be done?\n\nThe state can build 2,000 homes."
    )

    assert {s.kind for s in extract_statements(text)} == {"narration"}


def test_answers_alone_can_have_labels():
    text = (
        "Prof Otto Brandt answered readers' questions.\n\nIs the lake shrinking?\n\n"
        "Prof Brandt: It has lost a third of its surface.\n\nCan it be saved?\n\n"
        "Prof Brandt: Yes, if it rains."
    )

    assert answers(text) == [
        ("Otto Brandt", "It has lost a third of its surface.", "Is the lake shrinking?"),
        ("Otto Brandt", "Yes, if it rains.", "Can it be saved?"),
    ]


def test_initials_are_those_of_a_name_before_them():
    text = (
        "We spoke to the geologist Otto Brandt.\n\n"
        "THE COURIER: What caused the slide?\n\nOB: Rain fell for two days.\n\n"
        "THE COURIER: Could it happen again?\n\nOB: The slope moves 3 cm a month."
    )

    assert {speaker for speaker, _, _ in answers(text)} == {"Otto Brandt"}


def test_reporters_moderators_and_hosts_say_nothing_to_check():
    text = (
        "JANE ROE, HOST: Welcome back. On the line is Mr. Vale. Senator, did taxes rise?\n\n"
        "SEN. TOM VALE: They fell by $200 a family.\n\n"
        "REPORTER: The mayor calls that a lie. Is it?\n\n"
        "VALE: He voted for it.\n\n"
        "ROE: We have to take a break. Stay with us.\n\n"
        "VALE: And we hired 40 officers."
    )

    assert answers(text) == [
        ("Tom Vale", "They fell by $200 a family.", "Senator, did taxes rise?"),
        ("Tom Vale", "He voted for it.", "The mayor calls that a lie. Is it?"),
        ("Tom Vale", "And we hired 40 officers.", None),
    ]


def test_what_a_host_asserts_stays_a_statement():
    text = (
        "HOST: Unemployment rose by 4 percent last year. Mr. Hale, why?\n\n"
        "HALE: The mill closed.\n\nHOST: Who closed it?\n\nHALE: Its owners did."
    )

    assert answers(text)[0][1] == "Unemployment rose by 4 percent last year."


@pytest.mark.parametrize(
    ("text", "speaker", "quote", "question"),
    [
        (
            "Asked whether the dam was safe, Mr. Hale said it had been checked twice.",
            "Hale",
            "it had been checked twice",
            "whether the dam was safe",
        ),
        (
            "A reporter asked whether the dam leaked. Ms. Lee replied that it did not.",
            "Lee",
            "it did not",
            "whether the dam leaked",
        ),
        (
            "The panel wanted to know why the alarms were off. Ms. Lee said they were broken.",
            "Lee",
            "they were broken",
            "to know why the alarms were off",
        ),
        (
            "“How many engines were sent?” “Nine went out,” fire chief Bo Munro answered.",
            "Bo Munro",
            "Nine went out",
            "How many engines were sent?",
        ),
        (
            "Asked what he thought, Mr. Hale replied that it was cheap.",
            "Hale",
            "it was cheap",
            "what he thought",
        ),
        (
            "“Will you resign?” a reporter shouted. Ms. Lee said she would not.",
            "Lee",
            "she would not",
            "Will you resign?",
        ),
    ],
)
def test_in_an_article_only_the_answer_is_a_statement(text, speaker, quote, question):
    assert answers(text) == [(speaker, quote, question)]


def test_that_a_person_with_a_name_asked_stays_a_statement():
    assert answers("Peter Lund asked whether the well was dry.") == [
        ("Peter Lund", "whether the well was dry", None)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Peter Lund asked whether the well was dry. Ann Colt said it was full.",
        "“Is the well dry?” asked Peter Lund. Ann Colt said it was full.",
    ],
)
def test_if_somebody_else_answers_it_was_a_question(text):
    assert [(speaker, quote) for speaker, quote, _ in answers(text)] == [
        ("Ann Colt", "it was full")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Mr Justice Lund asked whether the witness needed a break.",
        "The Herald wondered whether the well was dry.",
        "“Can anybody tell me why he got a raise?” a father asked the board.",
        "“We have to leave it there,” said the presenter, Peter Lund.",
    ],
)
def test_what_somebody_only_asks_by_office_is_no_statement(text):
    assert answers(text) == []


def test_a_quotation_after_a_question_of_the_text_is_whom_it_asked():
    text = (
        "We asked Dr. Ann Lee, who studies ice, two questions.\n\n"
        "What has changed? “The glacier where I camped is a lake now.”\n\n"
        "What should be done? “Somebody should move the town.”"
    )

    assert {speaker for speaker, _, _ in answers(text)} == {"Ann Lee"}


def test_who_answers_may_be_named_after_the_answers():
    text = (
        "Q: Why did you leave?\n\nA: I was told to.\n\nQ: By whom?\n\nA: By my mum.\n\n"
        "Kirsty Mallow's record is out on Friday."
    )

    assert {speaker for speaker, _, _ in answers(text)} == {"Kirsty Mallow"}


@pytest.mark.parametrize(
    "heading",
    [
        "Hurling: five minutes with Bo Marr, the full-back.",
        "Our editor put readers' questions to the Liberal leader, Bo Marr.",
        "Bo Marr, who runs a fund, took readers' questions by email.",
        "Business lunch: Bo Marr, founder of a chain.",
        "Bo Marr, a baker, on what bread costs.",
    ],
)
def test_introductions_name_who_answers(heading):
    text = f"{heading}\n\nIs it over?\n\nThe town has two mills.\n\nWhy?\n\nIt rained."

    assert ("Bo Marr", "The town has two mills.", "Is it over?") in answers(text)


@pytest.mark.parametrize(
    "text",
    [
        (
            "New laws begin today.\n\nOregon: Family leave in Oregon lasts two weeks.\n\n"
            "Delaware: The state bans the sale of fins.\n\n"
            "California: Students can use any team. A wage law starts too.\n\n"
            "Oregon: Employers must not ask for passwords.\n\n"
            "California: Homeless youth get food stamps, as do others in California."
        ),
        (
            "Papers looked at the vote.\n\nKESTREL\n\nThe channel led with the count.\n\n"
            "ORBIT\n\nIts page called it “our day” in red letters.\n\nKESTREL\n\n"
            "Later it showed a map.\n\nORBIT\n\nThe paper printed the list."
        ),
    ],
)
def test_the_heads_of_a_list_are_no_speakers(text):
    assert not [s.quote for s in extract_statements(text) if s.speaker and s.kind == "direct"]


@pytest.mark.parametrize(
    "lead",
    [
        "Police spoke to Bo Marr about the fire.",
        "In an interview with Kells News, the mayor said she was tired.",
        "The mayor, Ann Colt, spoke to reporters on Tuesday.",
        "Bo Marr responds to claims that he set the fire.",
    ],
)
def test_an_explainer_is_not_the_speech_of_whom_its_lead_names(lead):
    text = (
        f"{lead}\n\nWhat happened?\n\nThe mill burned down and 40 people lost their work.\n\n"
        "What is next?\n\nThe council will meet on Friday and spend $2 million."
    )

    assert not [s.quote for s in extract_statements(text) if s.kind == "direct"]


@pytest.mark.parametrize(
    ("text", "speaker", "quote"),
    [
        (
            "A reporter asked whether the mayor, Ann Colt, had resigned. She said she had not.",
            "Ann Colt",
            "she had not",
        ),
        (
            "A juror asked about the witness, Bo Marr. He said the rope was new.",
            "Bo Marr",
            "the rope was new",
        ),
        (
            "Told that the bridge was shut, Ann Colt said it would open in May.",
            "Ann Colt",
            "it would open in May",
        ),
        (
            "Reminded that she had voted for it, Ann Colt said the costs had doubled.",
            "Ann Colt",
            "the costs had doubled",
        ),
        (
            "Asked how many cameras worked, Ann Colt typed: “Sixty-one of the eighty.”",
            "Ann Colt",
            "Sixty-one of the eighty.",
        ),
    ],
)
def test_who_is_asked_or_told_answers_and_not_who_asks(text, speaker, quote):
    assert [(who, said.rstrip(".")) for who, said, _ in answers(text)] == [
        (speaker, quote.rstrip("."))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“Is it safe?” I ask Ilse Mertens, the engineer. “It was safe in 1968,” she says.",
        "“Is it safe?” the judge asked Ilse Mertens. “It was safe in 1968,” she replied.",
        "“Do you sleep?” a man yelled. Ilse Mertens told him it was safe in 1968.",
        "“Can you say why?” the Leader of the Opposition asked. Ilse Mertens said it was safe.",
    ],
)
def test_a_question_that_is_put_to_somebody_or_answered_is_no_statement(text):
    [(speaker, _, question)] = answers(text)

    assert speaker == "Ilse Mertens"
    assert question.endswith("?")


def test_a_question_that_nobody_answers_may_be_rhetorical():
    text = "“How are you to live on that?” said a miner. The pit closes in May."

    assert "How are you to live on that?" in [quote for _, quote, _ in answers(text)]


def test_the_last_question_of_a_turn_is_asked_and_one_inside_it_is_not():
    text = (
        "ANNA BELL: Who built the bridge? Not the county. Will he pay for it?\n\n"
        "BO EK: The county paid for half.\n\n"
        "ANNA BELL: That is not true.\n\nBO EK: I have the bills."
    )

    found = answers(text)

    assert ("Anna Bell", "Who built the bridge?", None) in found
    assert ("Bo Ek", "The county paid for half.", "Will he pay for it?") in found
    assert "Will he pay for it?" not in [quote for _, quote, _ in found]


def test_what_an_interviewer_says_about_you_asks():
    text = (
        "DER BOTE: Mr. Haas, your bank lost two billion. Did you see it coming?\n\n"
        "HAAS: We saw the risk.\n\n"
        "DER BOTE: Your predecessor warned you.\n\nHAAS: He left me a memo."
    )

    assert {speaker for speaker, _, _ in answers(text)} == {"Haas"}


def test_questions_to_you_and_answers_of_i_need_no_introduction():
    text = (
        "Astrid Vollan bakes on an island.\n\n**When do you get up?**\n\nAt two.\n\n"
        "**Does rye sell?**\n\nWe sold 400 loaves in 2010 and 90 now."
    )

    assert [(speaker, quote) for speaker, quote, question in answers(text) if question] == [
        ("Astrid Vollan", "At two."),
        ("Astrid Vollan", "We sold 400 loaves in 2010 and 90 now."),
    ]


def test_what_is_quizzed_is_no_part_of_who_answers():
    text = "Quizzed on whether jobs would go, the bank's chair, Ann Root, told MPs none would."

    assert [(speaker, quote) for speaker, quote, _ in answers(text)] == [
        ("Ann Root", "none would")
    ]


def test_an_answer_with_an_owner_is_the_owners():
    text = "Lena Fuchs runs the dam. Her answer: “It did burst, and nobody was told.”"

    assert [speaker for speaker, _, _ in answers(text)] == ["Lena Fuchs"]


def test_questions_and_answers_may_share_a_line():
    text = (
        "FIVE MINUTES WITH … Jai Toppo, ranger\n"
        "What threatens the elephants? The railway took 14.\n"
        "Not poachers? They take two a year."
    )

    assert answers(text) == [
        ("Jai Toppo", "The railway took 14.", "What threatens the elephants?"),
        ("Jai Toppo", "They take two a year.", "Not poachers?"),
    ]


def test_the_newspaper_that_she_spoke_to_does_not_answer():
    text = (
        "Dr Farida Hassan is the chief of health. She spoke to the Coast Weekly on Friday.\n\n"
        "Q: How many cases?\n\nA: We have 312.\n\nQ: Why?\n\nA: The well was left open."
    )

    assert {speaker for speaker, _, _ in answers(text)} == {"Farida Hassan"}


def test_a_label_may_say_what_somebody_is():
    text = (
        "The call began.\n\nRenata Szabo, chief financial officer: It is $74 million.\n\n"
        "Mulvaney: Who signed it?\n\nSzabo: I did not.\n\nMulvaney: Who did?\n\n"
        "Szabo: My predecessor did."
    )

    assert answers(text)[0][:2] == ("Renata Szabo", "It is $74 million.")


def test_what_somebody_asked_about_is_no_statement_of_theirs():
    found = answers("Patrick Lund, who asked about the loss, left early.")

    assert "Patrick Lund" not in [speaker for speaker, _, _ in found]


def test_an_article_with_some_questions_is_no_interview():
    prose = "\n\n".join(f"The town had {n} floods in that year." for n in range(9))
    text = (
        f"We spoke to Ann Lee, who counts floods.\n\n{prose}\n\nBut why? It rained a lot.\n\n"
        "So what? The town is wet."
    )

    assert not [s.quote for s in extract_statements(text) if s.kind == "direct"]


@pytest.mark.parametrize(
    "text",
    [
        "“Why did it take so long?” Rosa Marr of Channel 6 wanted to know.",
        "Trustee Rosa Marr: “Point of order, Madam Chair.”",
    ],
)
def test_wanting_to_know_and_points_of_order_state_nothing(text):
    assert answers(text) == []


def test_nobody_says_what_is_part_of_a_question():
    text = (
        "Pressed by the Herald on whether he had known about the loan, Bo Ek said it was over."
    )

    assert [(speaker, quote) for speaker, quote, _ in answers(text)] == [
        ("Bo Ek", "it was over")
    ]


def test_whoever_held_the_news_conference_answers():
    text = (
        "Mayor Louis Grant held his weekly news conference, two days after the chief, Victor "
        "Amato, quit.\n\nQ. Chief Amato says you told him to stop.\n\nA. I never said that.\n\n"
        "Q. Who is next?\n\nA. His deputy."
    )

    assert {speaker for speaker, _, _ in answers(text)} == {"Louis Grant"}
