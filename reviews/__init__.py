"""What the desk does about a claim: queue, evidence, verdict, approval, publication, correction."""
