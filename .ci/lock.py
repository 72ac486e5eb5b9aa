"""Write requirements.lock: one exact version for every package that an install brings.

    python .ci/lock.py > requirements.lock

Asks pip what it would install for the project with its tools, without installing anything.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

_HEADER = """\
# Every package of an installation for work on the project, in the version it is tested with.
# Used as constraints (pip install -c requirements.lock); written by `make lock`.
"""


def main() -> None:
    """Print the lock file."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(name for extra in extras for name in extra)]
    command = ["pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--report", "-"]
    answer = subprocess.run(
        [sys.executable, "-m", *command, *wanted], check=True, capture_output=True
    )
    packages = (item["metadata"] for item in json.loads(answer.stdout)["install"])
    lines = sorted(f"{item['name'].lower()}=={item['version']}" for item in packages)
    print(_HEADER + "\n".join(lines))


if __name__ == "__main__":
    main()
