"""Patterns of a language: alternatives at the edges of words, and of lines."""

import re

from claims.extraction.lexicon.patterns import LinePatterns, whole_words


def test_alternatives_begin_and_end_at_the_edges_of_words():
    pattern = whole_words(["on (?:course|track) to", "may"])

    assert pattern.search("they may go")
    assert pattern.search("is on track to win")
    assert not pattern.search("dismay, maybe")


def test_an_alternative_that_ends_inside_a_word_gives_way_to_the_next_one():
    assert whole_words(["cut", "cutting"]).search("cutting").group() == "cutting"


def test_whole_words_take_flags():
    assert whole_words(["may"], re.IGNORECASE).search("MAY")


def test_a_line_pattern_with_a_caret_is_found_only_at_the_beginning():
    patterns = LinePatterns.compile(["^read more|^see also", r"\bcookies\b"])

    assert patterns.search("See also: the budget")
    assert patterns.search("We use Cookies")
    assert not patterns.search("Please read more")


def test_line_patterns_without_any_pattern_find_nothing():
    assert LinePatterns.compile([]).search("anything") is None
