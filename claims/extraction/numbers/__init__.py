"""Numbers: values, units, comparators, bases, periods and places."""
