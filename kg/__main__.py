"""``python -m kg``, and what the command ``kg`` runs."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; returns its exit code."""
    from kg.cli import main as run  # noqa: PLC0415 - keeps `import kg.__main__` free of effects

    return run()


if __name__ == "__main__":
    sys.exit(main())
