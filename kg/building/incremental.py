"""What a second build need not do again.

Two kinds of results are kept: what each file yielded, and what a whole build said, which counts
only while its outputs lie in the folder unharmed. Either is found by a key that stands for
everything it depends on.
"""

from __future__ import annotations

from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from kg.building.batches import join_batches, read_files
from kg.building.fingerprint import fingerprint, is_current
from kg.building.records import Batch, Kept, pack, unpack
from kg.building.report import Report
from kg.model import DataError
from kg.sources.documents import read_bytes
from kg.sources.files import STDIN, find_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.building.batches import Manner
    from kg.building.cache import Cache
    from kg.model import Problem
    from kg.sources.files import FoundFile


class Inputs(NamedTuple):
    """All that a build depends on: files, those not read, how to read, and what to write."""

    files: tuple[FoundFile, ...]
    problems: tuple[Problem, ...]
    manner: Manner
    page: bool

    def keys(self, cache: Cache) -> list[str]:
        """The key of each file as it is now; empty for what cannot be read or read twice.

        All are empty if nothing is kept, for then nobody asks.
        """
        if not cache.keys():
            return [""] * len(self.files)
        return [_key(file, self.manner) for file in self.files]

    def key(self, keys: list[str]) -> str:
        """The key of the whole build whose files have these ``keys``, in any order."""
        if not all(keys):
            return ""
        problems = (part for problem in sorted(self.problems) for part in problem)
        what = "with page" if self.page else "without page"
        return fingerprint(self.manner.reader, what, str(len(keys)), *sorted(keys), *problems)


def find_inputs(
    paths: Sequence[str], manner: Manner, *, page: bool, follow_symlinks: bool = False
) -> Inputs:
    """What there is to read at ``paths``."""
    found = tuple(find_files(paths, follow_symlinks=follow_symlinks))
    files = tuple(file for file in found if file.problem is None)
    problems = tuple(file.problem for file in found if file.problem)
    return Inputs(files, problems, manner, page=page)


def _key(file: FoundFile, manner: Manner) -> str:
    try:
        return "" if file.path == STDIN else manner.key(file, read_bytes(file.path, file.label))
    except DataError:  # its reader will say so
        return ""


class Read(NamedTuple):
    """What all files yielded, their keys in any order, and how many were kept from before."""

    total: Batch
    keys: list[str]
    unchanged: int


def read_all(  # noqa: PLR0913 - what to read, what is known, how, and what becomes of it
    inputs: Inputs,
    known: list[str],
    cache: Cache,
    jobs: int | None,
    progress: Callable[[int, int], None] | None,
    *,
    join: Callable[[Iterable[Batch]], Batch] = join_batches,
) -> Read:
    """Take what is kept under the ``known`` keys, read the other files, and ``join`` it all."""
    keys: list[str] = []
    missing: list[FoundFile] = []

    def batches() -> Iterator[Batch]:
        kept = _kept(inputs, known, cache, missing)
        for key, batch in chain(kept, _new(missing, inputs.manner, cache, jobs)):
            yield batch
            keys.append(key)
            if progress is not None:
                progress(len(keys), len(inputs.files))

    total = join(batches())
    return Read(total, keys, len(inputs.files) - len(missing))


def _kept(
    inputs: Inputs, known: list[str], cache: Cache, missing: list[FoundFile]
) -> Iterator[tuple[str, Batch]]:
    """What is kept; the files of which nothing is kept are added to ``missing``."""
    for file, key in zip(inputs.files, known, strict=True):
        batch = cache.get(key, Batch) if key else None
        if batch is None:
            missing.append(file)
        else:
            yield key, batch


def _new(
    files: list[FoundFile], manner: Manner, cache: Cache, jobs: int | None
) -> Iterator[tuple[str, Batch]]:
    for outcomes in read_files(files, jobs, manner):
        cache.put(outcomes)
        yield from ((outcome.key, unpack(outcome.data, Batch)) for outcome in outcomes)


def remember(
    cache: Cache, inputs: Inputs, keys: list[str], report: Report, outputs: Mapping[str, str]
) -> None:
    """Keep what a build said, with the hashes of the ``outputs`` it wrote, and nothing older."""
    hashes = tuple((name, _hash(text.encode())) for name, text in outputs.items())
    kept = Kept(report.graph, report.documents, report.problems, report.faults, hashes)
    cache.put([(inputs.key(keys), pack(kept))])
    forget_others(cache, inputs)


def forget_others(cache: Cache, inputs: Inputs) -> None:
    """Keep nothing but what this build has used.

    Nothing at all is kept if program or knowledge were changed in the meantime.
    """
    current = is_current(inputs.manner.reader, inputs.manner.root)
    cache.keep_only(cache.used if current else ())


def recall(cache: Cache, inputs: Inputs, keys: list[str], folder: Path) -> Report | None:
    """The report of the build of the same inputs, if ``folder`` holds exactly what it wrote."""
    key = inputs.key(keys)
    kept = cache.get(key, Kept) if key else None
    if kept is None:
        return None
    texts = tuple((name, _sound_text(folder / name, digest)) for name, digest in kept.hashes)
    if not all(text for _, text in texts):
        return None
    said = (kept.graph, kept.documents, kept.problems, kept.faults)
    # The last of the outputs is the report itself.
    return Report(*said, texts[:-1], unchanged=len(keys), up_to_date=True)


def _sound_text(path: Path, digest: str) -> str:
    """The text of a file with this hash; empty if there is none."""
    try:
        data = path.read_bytes() if path.is_file() else b""
    except OSError:
        return ""
    return data.decode() if _hash(data) == digest else ""


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()
