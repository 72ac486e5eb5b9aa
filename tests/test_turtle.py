"""Names and literals: only what every parser reads as what was meant."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.namespaces import ID
from kg.writing.turtle import mint, quote


def triples(turtle):
    return set(ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE))


def test_a_lone_surrogate_is_replaced_and_keeps_the_length():
    assert quote("a\ud800b") == '"a\ufffdb"'


@pytest.mark.parametrize(
    "key",
    [
        *("", "leader", "leader/", "/x", "Leader/x", "leader/a b", "leader/习近平", "leader/a/b"),
        *("leader/a.", "leader/.a", "leader/-a", "leader/a%20b", "leader/a\n", "leader/a>b"),
        *("leader/a:b", "leader/\ud800", "leader/a\x00", 'leader/"', "http://example.org/a"),
    ],
)
def test_a_key_that_is_no_slug_is_refused(key):
    with pytest.raises(ValueError, match="no IRI"):
        mint(key, {"leader"})


@given(st.text(st.characters(codec="ascii") | st.characters(), max_size=20))
def test_minted_names_are_what_a_parser_reads(local):
    try:
        term = mint(f"leader/{local}", {"leader"})
    except ValueError:
        return
    (quad,) = triples(f"@prefix leader: <{ID}leader/> . {term} a {term} .")
    assert quad.subject.value == f"{ID}leader/{local}"
