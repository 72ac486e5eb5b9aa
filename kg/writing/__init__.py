"""The graph as Turtle, JSON-LD, tables, networks and pages, and the way back from Turtle."""
