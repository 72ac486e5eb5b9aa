"""Exit codes: what a script may rely on."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """0 and 3 leave a complete output behind; 8 too, but it breaks the rules of the ontology."""

    OK = 0
    BUG = 1
    USAGE = 2  # wrong arguments, or knowledge files that cannot be used
    REJECTED = 3  # some inputs could not be read; the others are done
    NO_INPUT = 4  # no input could be read; nothing is written
    NO_OUTPUT = 5  # the output could not be written; the old one is as it was
    IN_USE = 6  # another build writes to the same folder
    REMOTE = 7  # a store was not reached, refused, or does not hold what was sent; Spark gave up
    FAULTY = 8  # the graph does not conform to the shapes and the ontology
    STOPPED = 9  # a query that took more time or memory than it may
    INTERRUPTED = 130
