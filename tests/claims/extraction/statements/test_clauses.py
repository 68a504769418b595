"""Where a statement can be split. In the tables, braces hold what is between two clauses."""

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import extract_statements
from claims.extraction.statements.clauses import split_clauses, split_pieces

BETWEEN = re.compile(r"\{(.*?)\}", re.DOTALL)

CLAUSES = [
    "Crime rose by 3%{, and }wages fell by 2%.",
    "Taxes went up{ and }wages went down.",
    "The council closed six libraries{ and }sold two schools.",
    "The council closed six libraries{, and }it sold two schools.",
    "We built 300 homes{, but }the rents are too high.",
    "We built 300 homes{ but }they stand empty.",
    "Unemployment fell to 4%{ while }inflation rose to 6%.",
    "Unemployment is low{; }inflation is not under control.",
    "Unemployment is low{; however, }inflation is rising.",
    "Crime is up{, }wages are down{ and }hospitals are full.",
    "Crime is up{, }wages are down{, and }hospitals are full.",
    "He cut taxes{, }raised the minimum wage{ and }built 300 homes.",
    "She was arrested in May{ and }charged with fraud.",
    "They have spent £55m{ and }have nothing to show for it.",
    "The mayor said crime had doubled{ and }the police had been cut by a third.",
    "The report says that 40 children died{ and that }12 nurses were dismissed.",
    "He won the vote{, yet }he never took office.",
    "Prices rose 10% last year{, whereas }pensions rose by 2%.",
    "The bridge was built in 1950{ and }has never been inspected.",
    "There were 640 cases in May{ and }there were 710 in June.",
    "There were 640 cases in May{, and }there are 710 now.",
    "We will cut waiting lists{ and }we will hire 6,000 doctors.",
    "We will cut waiting lists{ and }hire 6,000 doctors.",
    "The government has cut funding by 40%{ and }closed 600 youth clubs.",
    "Half of the patients waited a year{, and }one in ten died.",
    "I voted against the war{ and }I opposed it from the start.",
    "He lied to parliament{ and }then he lied to the police.",
    "The company made $4bn{ and }paid no tax.",
    "Wages in Britain are lower than in 2008{ and }rents are twice as high.",
    "The firm employs 900 people{ and }pays them the minimum wage.",
    "The tax costs families £400 a year{ and }raises £2bn.",
    "Nobody was hurt{, and }the road reopened at noon.",
    "Mr. Lund left in Jan. 2020{, and }Dr. Ode took his place.",
    "It's the biggest cut in history{ and }it's hitting the poorest.",
    "We don't have the beds{ and }we don't have the nurses.",
    "The US spent $2tn on the war{ and }China spent nothing.",
    "Three in eight pupils have no books{, and }a third go to school hungry.",
    "The number of deaths rose from 12 to 20{, and }the number of injuries halved.",
    "Violent crime doubled{ and }burglary fell by half.",
    "Ministers knew about the risk{ and }did nothing about it.",
    "The plan will cost £3bn{ and }will create 4,000 jobs.",
    "Sales grew by 5%{ – but }profits fell by half.",
    "He never paid the fine{ and }was never charged.",
    "Emissions have fallen by half since 1990{ and }will fall further.",
    "Our schools are full{, }our hospitals are full{ and }our roads are full",
    "Schools need £2bn{ and }they need it now.",
    "The police recorded 1,180 burglaries{, }arrested 40 people{ and }charged 12 of them.",
    "You will pay more{, and }you will wait longer.",
    "Shops were looted{ and }two people were killed.",
    "Our emergency departments are overcrowded{ and }staff are exhausted.",
    "The drug reduces deaths by 30%{ and }has few side effects.",
    "Two officers were suspended{ and }a third resigned.",
    "The hospital trust apologised{ and }said lessons had been learned.",
    "We've created 200,000 jobs{, }cut the deficit in half{ and }reopened 90 schools.",
    "The council's debts rose from £40m to £90m{ while }its reserves fell.",
    "France and Germany have agreed to send troops{ and }Poland will provide tanks.",
    "It is illegal to buy or sell ivory{, and }fines can reach £250,000.",
    "He said that the police had lied{, that }proof was burned{ and that }no one was punished.",
    "The virus spread quickly{ and }the government did not act until March.",
    "They came for our jobs and our homes{, and }nobody stopped them.",
    "Ms Ortiz said £2m was lost{ but }she also said nobody was to blame.",
]

SENTENCES = [
    "We cut crime by 40%.{ }We hired 600 officers.",
    "Did he pay?{ }He did not pay a penny.",
    "The U.S. spent $4.5 billion.{ }The U.K. spent £1.2bn on it.",
    "Crime fell. It fell by 40%{ and }nobody noticed it.",
    "We lost 40 jobs!{ }We lost our pensions too!",
    "It is all over.{\n\n}We have nothing left.",
    "No. 10 was told in May.{ }Ministers did nothing about it.",
    "Not at all. We cut taxes in 2019.{ }Rates are lower now.",
]

WHOLE = [
    "Crime rose by 3%.",
    "Tom and Mary were late.",
    "Johnson and Johnson was sued in 2019.",
    "We inspected schools and hospitals in the north.",
    "We inspected schools and hospitals that were closed last year.",
    "Between 5 and 7 per cent of pupils were absent.",
    "He said between 5 and 7 per cent were absent.",
    "The minister said doctors and nurses were leaving.",
    "She knows teachers and parents are angry.",
    "The man who lied and cheated for years is in jail.",
    "Anybody who was arrested and was charged can appeal.",
    "If taxes rise and wages fall, people will suffer.",
    "If we cut taxes and they raise them, nobody wins.",
    "It will cost three or four million pounds.",
    "Two hundred and six people died.",
    "The price of bread and milk has doubled.",
    "He was tired and angry.",
    "It was not a mistake but a crime.",
    "All but one of them were saved.",
    "She fell while walking home.",
    "While walking home she was attacked.",
    "We want jobs and growth.",
    "He came and went.",
    "The law bans the sale and use of fireworks.",
    "They met officials and elected members of the council.",
    "The fund pays for roads and bridges damaged by floods.",
    "Research and development spending has doubled.",
    "The number of men and women out of work rose by 3%.",
    "More and more people are homeless.",
    "Law and order has collapsed.",
    "Both the mayor and the governor were told.",
    "He tried and failed.",
    "It rose by more than 3%, and by more than 4% in May.",
    "Sales grew and profits fell.",
    "People will suffer if taxes rise and wages are cut.",
    "She was attacked while she walked home.",
    "It has not yet been paid and may never be.",
    "Health and social care spending in England and Wales was cut by £3bn.",
    "Police and prosecutors were given new powers, and rightly so.",
    "Paris, Rome and Berlin were hit.",
    "The Department for Food and Rural Affairs was told.",
    "I think the cuts and the closures were wrong.",
    "They asked whether he knew and whether he lied.",
    "Children whose parents drink and smoke do worse.",
    "She has voted for every tax increase and against every tax cut.",
    "The road, built in 1960 and never repaired, collapsed on Monday.",
    "The minister, who resigned in May and now works for a bank, declined to comment.",
    "Tests showed lead and arsenic were present in the water.",
    "Water companies paid £1bn in dividends while dumping sewage into rivers.",
    "Children there are twice as likely to be obese and three times as likely to have asthma.",
    "The army is older and smaller than at any time since it was founded.",
    "We remain open to credible and authentic talks aimed at peace.",
    "He broke a pledge he and other candidates made in May.",
    "When he came to Leeds and said it was over, nobody believed him.",
    "a disgrace and a scandal",
    "",
    "and",
    "…",
]


def parted(marked):
    """Return the text of a marked line, and the clauses it should have."""
    return BETWEEN.sub(r"\1", marked), [
        part for part in BETWEEN.split(marked)[::2] if part.strip()
    ]


def parts(text):
    return [text[start:end] for start, end in split_clauses(text)]


@pytest.mark.parametrize("marked", CLAUSES)
def test_a_compound_sentence_is_parted_into_its_clauses(marked):
    text, expected = parted(marked)

    assert parts(text) == expected


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences_are_parts_of_their_own(marked):
    text, expected = parted(marked)

    assert parts(text) == expected


@pytest.mark.parametrize("text", WHOLE)
def test_what_cannot_be_checked_apart_stays_whole(text):
    assert parts(text) == ([text] if text.strip() else [])


def test_a_compound_statement_of_an_article_carries_its_parts():
    text = (
        "NORTHFIELD – Anna Lund said on Tuesday that crime had doubled and the police had been "
        "cut by a third.\n\n“We had 312 officers in 2019. We have 241 today,” she added.\n\n"
        "“The harbour is safe,” Peter Ode said."
    )

    reading = extract_statements(text)

    assert [[text[start:end] for start, end in one.splits] for one in reading.statements] == [
        ["crime had doubled", "the police had been cut by a third"],
        ["We had 312 officers in 2019.", "We have 241 today"],
        [],
    ]
    first = reading.statements[0]
    assert first.as_json()["splits"] == [list(split) for split in first.splits]


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        ("Taxes, he said, will rise next year.", ["Taxes", "will rise next year"], []),
        (
            "Taxes will rise, he said, and wages will fall.",
            ["Taxes will rise", "and wages will fall"],
            ["Taxes will rise", "wages will fall"],
        ),
        (
            "“No.\n\n“We cut taxes in May.\n\n“Rates are lower now.”",
            ["No.", "We cut taxes in May.", "Rates are lower now."],
            ["No.\n\n“We cut taxes in May.", "Rates are lower now."],
        ),
    ],
)
def test_what_the_article_interrupts_is_parted_by_its_clauses(text, said, expected):
    pieces = tuple((text.index(words), text.index(words) + len(words)) for words in said)

    assert [text[start:end] for start, end in split_pieces(text, pieces)] == expected


def test_parting_loads_no_parser():
    asked = (
        "import sys; from claims.extraction.statements.clauses import split_clauses;"
        "assert len(split_clauses('Taxes went up and wages went down.')) == 2;"
        "print([name for name in ('django', 'spacy', 'numpy') if name in sys.modules])"
    )

    told = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )

    assert told.stdout.strip() == "[]"


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("aTé ,;.!?\n“”’%5–") | st.characters(), max_size=200))
def test_parts_of_any_text_are_in_order_and_trimmed(text):
    spans = split_clauses(text)

    flat = [offset for span in spans for offset in span]
    assert flat == sorted(flat)
    assert all(
        text[start:end] and text[start:end] == text[start:end].strip() for start, end in spans
    )
    assert bool(spans) == bool(text.strip())
