"""A form is recognised by its fields and its lines; prose and lists of words are none."""

import io

import pypdf
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from sources.parsing import parser as parsing_parser
from sources.parsing.form_text import is_form
from tests.sources.papers import pdf, words

LABELS = [
    *("Applicant", "Family name ______________", "First name ______________"),
    *("Date of birth ____", "☐ Married ☐ Single", "Income in 2025", "Line 14", "Office use"),
]
TABLE = [f"{n * 50} {n * 50 + 50} {n * 7} {n * 6} {n * 9}" for n in range(20)]
PROSE = (
    "The council of Weir will close two of its seven libraries in April, its leader\n"
    "told a meeting on Tuesday evening. The readers’ association said that it would\n"
    "collect signatures against the closures until the end of March, and the mayor\n"
    "answered that the money was needed for the schools of the town in any case.\n"
)


def test_labels_with_blanks_are_a_form():
    assert is_form("\n".join([*LABELS, *TABLE]))


def test_fields_make_a_form_of_tables_and_labels():
    text = PROSE * 8 + "\n".join(TABLE)

    assert is_form(text, fields=3, pages=4)
    assert not is_form(text, fields=0, pages=4)


def test_many_fields_are_enough():
    assert is_form(PROSE, fields=12)


def test_a_signed_letter_is_prose():
    assert not is_form(PROSE * 8, fields=1)
    assert not is_form(PROSE * 8 + "Signed: ____________\nDate: ________")


def test_slides_and_poems_are_no_forms():
    assert not is_form("Our plan\nMore buses\nFewer cars\nClean air\n" * 10)


def form_pdf(fields):
    writer = pypdf.PdfWriter(io.BytesIO(pdf(words("Name and address of the applicant"))))
    widgets = ArrayObject(
        writer._add_object(
            DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Annot"),
                    NameObject("/Subtype"): NameObject("/Widget"),
                    NameObject("/FT"): NameObject("/Tx"),
                    NameObject("/T"): TextStringObject(f"field {number}"),
                    NameObject("/Rect"): ArrayObject(
                        NumberObject(n) for n in (50, 700 - 20 * number, 200, 715 - 20 * number)
                    ),
                }
            )
        )
        for number in range(fields)
    )
    writer.pages[0][NameObject("/Annots")] = widgets
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): widgets}
    )
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_a_paper_with_fields_keeps_its_text_and_says_that_it_is_a_form():
    parsed = parsing_parser.parse(form_pdf(15), "application/pdf")

    assert "address of the applicant" in parsed.text
    assert "form" in parsed.marks
    assert parsed.notes[0].startswith("This looks like a form")
    assert "form" not in parsing_parser.parse(form_pdf(1), "application/pdf").marks
