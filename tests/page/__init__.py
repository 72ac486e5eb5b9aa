"""Tests of ``graph.html`` in a real browser: checks A1 to A18 of issue 3."""
