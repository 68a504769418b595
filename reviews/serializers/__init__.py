"""Claims, reviews and evidence as the API reads and writes them."""
