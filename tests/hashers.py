"""A password hash for tests: quick to make, and any real desk can check it."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class Quick(PBKDF2PasswordHasher):
    """Django's own, with one round: programs that tests start know it without being told."""

    iterations = 1
