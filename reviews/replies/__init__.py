"""The right of reply: requests to claimants, and their answers."""
