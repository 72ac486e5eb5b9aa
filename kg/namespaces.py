"""Where the names of vocabularies begin: our own, and the ones that the graph uses."""

from __future__ import annotations

import re

SM = "https://w3id.org/summitkg/ontology#"
CODE = "https://w3id.org/summitkg/code/"
ID = "https://w3id.org/summitkg/id/"

DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "https://schema.org/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"


def local_name(iri: str) -> str:
    """What stands after the last slash or hash.

    >>> local_name("https://w3id.org/summitkg/ontology#heldIn")
    'heldIn'
    """
    return re.split("[/#]", iri)[-1]
