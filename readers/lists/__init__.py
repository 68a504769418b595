"""Lists that readers browse: checks, claimants, and the home page."""
