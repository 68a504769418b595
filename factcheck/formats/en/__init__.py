"""Dates as English pages write them."""
