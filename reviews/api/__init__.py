"""What the desk does about a claim, by API: the same actions as on its pages."""
