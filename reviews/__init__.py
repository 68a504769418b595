"""What the desk does about a claim, from queue and evidence to approval and correction."""
