"""Claims, claimants and promises."""
