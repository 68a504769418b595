"""Find quantities: values, units, comparators, bases, periods and places."""
