"""What the tests of triage share."""


def of_police(article):
    return article.statements.get(quote__contains="funding")
