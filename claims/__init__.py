"""What was said, by whom and where: articles, statements, claims, claimants, feeds and tips."""
