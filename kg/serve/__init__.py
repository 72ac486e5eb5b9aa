"""``kg serve``: a built graph over HTTP, for people, programs and the web of data.

A SPARQL endpoint, a page to ask it, a page for every thing with the sentences behind its facts,
the same as RDF, the picture of the graph, and descriptions of all this for machines. Everything
is read from one snapshot of the graph; nothing can be changed, and nothing leaves the machine.
"""

from __future__ import annotations
