"""Texts with their statements marked."""

from claims.statements.annotated_text import annotated_blocks
from claims.statements.models import Statement


def said(text, words, **more):
    start = text.index(words)
    return Statement(pk=start + 1, start=start, end=start + len(words), **more)


def words_of(found):
    return [[run.text for line in block.lines for run in line] for block in found]


def test_paragraphs_are_cut_at_the_edges_of_statements():
    text = "She said rents rose.\n\nNobody answered."
    rents = said(text, "rents rose")

    found = annotated_blocks(text, [rents])

    assert words_of(found) == [["She said ", "rents rose", "."], ["Nobody answered."]]
    assert [run.over for run in found[0].lines[0]] == [(), (rents,), ()]
    assert [block.beginning for block in found] == [[rents], []]


def test_overlapping_statements_keep_both_the_longer_outermost():
    text = "rents rose and fell"
    long, short = said(text, text), said(text, "rose")

    runs = annotated_blocks(text, [short, long])[0].lines[0]

    assert [run.text for run in runs] == ["rents ", "rose", " and fell"]
    assert runs[1].over == (long, short)
    assert runs[1].innermost == short
    assert runs[0].innermost == long


def test_statements_that_cross_are_cut_where_they_meet():
    text = "abc def ghi"
    first, second = said(text, "abc def"), said(text, "def ghi")

    runs = annotated_blocks(text, [first, second])[0].lines[0]

    assert [(run.text, len(run.over)) for run in runs] == [("abc ", 1), ("def", 2), (" ghi", 1)]


def test_a_quotation_over_two_paragraphs_is_marked_by_its_parts():
    text = "“One.\n“Two.” he said."
    quote = Statement(pk=1, start=1, end=11, parts=[[1, 5], [7, 11]])

    found = annotated_blocks(text, [quote])

    assert [block.has(quote) for block in found] == [True, True]
    assert words_of(found) == [["“", "One."], ["“", "Two.", "” he said."]]


def test_neighbouring_left_over_lines_make_one_block():
    text = "Rents rose.\nRead more:\nHarbour bridge opens\nThey fell."
    start = text.index("Read")

    found = annotated_blocks(text, [], [[start, start + 10], [start + 11, start + 31]])

    assert [block.is_left_over for block in found] == [False, True, False]
    assert len(found[1].lines) == 2


def test_a_left_over_span_inside_a_line_cuts_it():
    text = "Rents rose. Share this"

    found = annotated_blocks(text, [], [[12, 22]])

    assert [(block.is_left_over, words_of([block])[0]) for block in found] == [
        (False, ["Rents rose. "]),
        (True, ["Share this"]),
    ]


def test_places_are_code_points():
    text = "😀 rents rose"
    rents = said(text, "rents rose")

    assert [run.start for run in annotated_blocks(text, [rents])[0].lines[0]] == [0, 2]
