"""What reading files yields, as records and as bytes.

The bytes travel between processes and are kept between builds. Decoding checks every type and
can make nothing but these records: bytes from elsewhere are refused, never run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from msgspec.msgpack import decode, encode

from kg.model import Extraction, Graph, Problem, Source

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Batch:
    """What some files yielded: facts, one source with its warnings per file read, problems."""

    extraction: Extraction = field(default_factory=Extraction)
    documents: tuple[tuple[Source, tuple[Problem, ...]], ...] = ()
    problems: tuple[Problem, ...] = ()


class Outcome(NamedTuple):
    """A packed Batch, and the key that stands for all it depends on.

    The key is empty where the next reading may yield something else: the file itself could not
    be opened, the program failed, it took too long.
    """

    key: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """What a whole build said, and name and hash of each output in the order of writing."""

    graph: Graph
    documents: tuple[tuple[Source, tuple[Problem, ...]], ...]
    problems: tuple[Problem, ...]
    faults: tuple[Problem, ...]
    hashes: tuple[tuple[str, str], ...]


def pack(value: object) -> bytes:
    """The bytes of a record."""
    return encode(value)


def unpack(data: bytes, kind: type[T]) -> T:
    """The record of type ``kind`` that was packed. Raises ValueError for anything else."""
    return decode(data, type=kind)
