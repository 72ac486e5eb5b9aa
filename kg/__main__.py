"""``python -m kg``, and what the command ``kg`` runs."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line and end with its exit code."""
    from kg.cli import main as run  # noqa: PLC0415 - keeps `import kg.__main__` free of effects

    code = run()
    sys.stdout.flush()
    sys.stderr.flush()
    # At once: to take a million records apart, only to end, is a thirtieth of a large build.
    os._exit(code)


if __name__ == "__main__":
    main()
