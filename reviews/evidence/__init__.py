"""Evidence: passages of archived pages used in a review."""
