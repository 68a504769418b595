"""Publications: what readers see, its ClaimReview, and its corrections."""
