"""What was said, by whom, where: articles, statements, claims, claimants, decline and join."""
