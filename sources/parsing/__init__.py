"""Parsing: archived bytes to text, one module per format, in a child process."""
