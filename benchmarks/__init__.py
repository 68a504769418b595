"""Benchmarks. Each result is compared with the minimal way to do the same work."""
