"""What is done about archived pages that reviews use: erasure, quarantine, transcription."""
