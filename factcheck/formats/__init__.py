"""How dates are written on pages, one package for each language: `en/formats.py`.

Templates name Django's formats (`|date:"DATE_FORMAT"`). A language without a package here has
Django's own.
"""
