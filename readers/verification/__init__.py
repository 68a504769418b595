"""Compares what readers are shown with what was approved and what history says.

`publications`: the rows of every publication. `outputs`: what is made of them (rows of lists,
feeds, ClaimReview). `stored_pages`: bytes of pages. None of them changes anything.
"""
