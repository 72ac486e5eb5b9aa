"""From what many documents say to one graph: which things are one, what is told of a fact."""
