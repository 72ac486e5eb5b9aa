"""Tests of ``kg serve``."""
