"""Claimants: the people and organizations who said something, and their aliases."""
