"""Names of states, cities, organisations and leaders, and the automaton that finds them."""
