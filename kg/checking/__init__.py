"""Whether a graph is what it should be: shapes, vocabulary, quotes, a gold standard."""
