"""Work in other processes, and writes and requests that can be trusted."""
