"""From bytes to documents: files, encodings, markup, and what a report says of itself."""
