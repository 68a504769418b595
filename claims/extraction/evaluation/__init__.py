"""Scores of what was extracted and ranked, against what people marked.

The README of each data set defines what is counted; this package is the only place that
implements those definitions. It takes and returns plain values: no Django, no database, no
files.
"""
