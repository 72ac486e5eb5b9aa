"""What is served, described for machines: the service and the dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.exceptions import NotImplemented as NotImplementedYet

if TYPE_CHECKING:
    from werkzeug import Request, Response

    from kg.serve.site import Site


def describe_service(_site: Site, _request: Request) -> Response:
    """The description of the endpoint (SPARQL 1.1 Service Description)."""
    raise NotImplementedYet
