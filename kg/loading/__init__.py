"""Graphs into triple stores that run elsewhere."""
