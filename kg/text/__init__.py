"""Characters, words, numerals and lines: what is true of any Chinese text."""
