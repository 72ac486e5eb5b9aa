"""Graphs larger than memory: ``kg build --store``."""

from __future__ import annotations

from kg.large.building import build_store

__all__ = ["build_store"]
