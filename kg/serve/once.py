"""What is made when it is first asked for, and kept as long as the graph is the same."""

from __future__ import annotations

from collections import defaultdict
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.serve.site import Site

_T = TypeVar("_T")
_kept: dict[tuple[str, str], object] = {}
_locks: defaultdict[tuple[str, str], Lock] = defaultdict(Lock)


def once(site: Site, name: str, make: Callable[[], _T]) -> _T:
    """What ``make`` gives; it is called by one thread only, and again only if it raises."""
    key = name, site.snapshot.version
    with _locks[key]:
        if key not in _kept:
            _kept[key] = make()
        return cast("_T", _kept[key])
