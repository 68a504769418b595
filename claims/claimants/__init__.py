"""Claimants: the people and bodies who said something, and their aliases."""
