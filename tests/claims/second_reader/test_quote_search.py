"""Overlaps of spans."""

from claims.second_reader import quote_search


def test_overlap_is_told_by_intersection_over_union():
    taken = quote_search.SpanIndex([(0, 10), (100, 200), (150, 160)])

    assert taken.has((0, 10))
    assert taken.has((2, 12))
    assert not taken.has((6, 16))
    assert taken.has((100, 160))
    assert not taken.has((10, 100))
    assert not quote_search.SpanIndex([]).has((0, 5))
