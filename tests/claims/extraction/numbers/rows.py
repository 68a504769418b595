"""Rows of the tables of numbers: the words, and every number in them, field by field."""

from claims.extraction.numbers.number import Number
from claims.extraction.numbers.quantities import find_numbers


def n(text, value, unit=None, comparator=None, base=None, period=None, place=None):
    return Number(text, float(value), unit, comparator, base, period, place)


def words_of(row):
    """The name of a row's test."""
    return row[0]


def check_row(row):
    words, *expected = row

    assert list(find_numbers(words)) == expected
