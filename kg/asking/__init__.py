"""Questions to a graph: SPARQL in a process of its own, named queries, things by name."""
