"""Who is answered: the host's name, other sites, tokens, addresses that others can reach."""

from __future__ import annotations

import pytest

from .conftest import GRAPH
from .running import Running, read_answer

ASK = "/sparql?query=ASK%20%7B%7D"


def get(server, *lines, path=ASK):
    """The status of a request with just these headers."""
    head = "\r\n".join([f"GET {path} HTTP/1.1", *lines, "Connection: close"])
    return server.send(f"{head}\r\n\r\n".encode())[0]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:{port}", 200),
        ("127.0.0.1:{port}", 200),
        ("[::1]:{port}", 200),
        ("LocalHost", 200),
        ("evil.example:{port}", 403),
        ("evil.example", 403),
        ("localhost.evil.example:{port}", 403),
        ("127.0.0.1.evil.example", 403),
        ("127.0.0.1@evil.example", 403),
        ("192.0.2.7:{port}", 403),
        ("evil.example/localhost", 403),
        ("", 400),
    ],
)
def test_only_a_request_to_a_name_of_ours_is_answered(server, host, status):
    assert get(server, f"Host: {host.format(port=server.port)}") == status


def test_a_request_without_host_is_bad(server):
    assert get(server, "Accept: */*") == 400


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost:1", "", "http://[x", "//[", "[::1"]
)
def test_pages_of_other_sites_are_refused(server, origin):
    for method, body in (("GET", None), ("POST", b"query=ASK%7B%7D")):
        headers = {"Origin": origin, "Content-Type": "application/x-www-form-urlencoded"}
        answer = server.get(ASK if method == "GET" else "/sparql", headers, method, body)
        assert answer.status == 403
        assert "access-control-allow-origin" not in answer.headers


def test_our_own_page_may_ask(server):
    headers = {"Origin": server.url, "Content-Type": "application/x-www-form-urlencoded",
               "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}  # fmt: skip
    assert server.get("/sparql", headers, "POST", "query=ASK%7B%7D").status == 200


def test_a_link_from_another_site_may_be_followed_but_nothing_embedded(server):
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    image = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert server.get(ASK, link).status == 200
    assert server.get(ASK, image).status == 403


def test_a_preflight_allows_nothing(server):
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = server.get("/sparql", headers, "OPTIONS")
    assert answer.status in (403, 405)
    assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_every_answer_says_that_it_is_nobody_elses(server):
    for path in (ASK, "/graph", "/nothing", "/health"):
        headers = server.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers


def test_it_does_not_open_itself_to_others_without_a_token(kg):
    done = kg("serve", GRAPH, "--host", "0.0.0.0", KG_TOKEN="")  # noqa: S104 - refused
    assert done.returncode == 2
    assert "set a token in KG_TOKEN" in done.err


def test_a_port_in_use_is_told(kg, server):
    done = kg("serve", GRAPH, "--port", server.port)
    assert done.returncode == 2
    assert str(server.port) in done.err
    assert "Traceback" not in done.err


def test_a_graph_that_is_not_there_is_told(kg, tmp_path):
    (tmp_path / "broken.ttl").write_text("<a> <b> .", encoding="utf-8")
    assert kg("serve", "nowhere.ttl").returncode == 4
    done = kg("serve", "broken.ttl")
    assert done.returncode == 2
    assert "broken.ttl" in done.err


def test_a_token_is_asked_of_everybody_and_kept_for_browsers():
    with Running(GRAPH, KG_TOKEN="salt and vinegar") as server:  # noqa: S106 - for the test
        assert server.get(ASK).status == 401
        assert server.get(ASK, {"Authorization": "Bearer wrong"}).status == 401
        assert server.get(ASK, {"Authorization": "Bearer salt and vinegar"}).status == 200
        first = server.get("/health?token=salt+and+vinegar")
        cookie = first.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert server.get(ASK, {"Cookie": cookie.partition(";")[0]}).status == 200
        assert get(server, "Host: 192.0.2.7", "Authorization: Bearer salt and vinegar") == 200
        assert get(server, "Host: evil.example", "Authorization: Bearer salt and vinegar") == 403


def test_a_token_may_be_in_any_script():
    with Running(GRAPH, KG_TOKEN="Salz & 盐 à") as server:  # noqa: S106 - for the test
        bearer = "Bearer Salz & 盐 à".encode()
        assert server.get(ASK, {"Authorization": bearer}).status == 200
        assert server.get(ASK, {"Authorization": bearer[:-1]}).status == 401
        first = server.get("/health?token=Salz+%26+%E7%9B%90+%C3%A0")
        assert first.status == 200
        cookie = first.headers["set-cookie"].partition(";")[0]
        assert server.get(ASK, {"Cookie": cookie}).status == 200
        assert server.get("/health?token=%ff").status == 401


def test_another_name_can_be_given():
    with Running(GRAPH, "--name", "graph.example") as server:
        assert get(server, "Host: graph.example") == 200
        assert get(server, "Host: other.example") == 403


def test_an_answer_ends_the_connection_when_asked(server):
    with server.connect() as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert read_answer(connection)[0] == 200


def test_a_name_with_two_addresses_can_be_listened_on():
    with Running(GRAPH, "--host", "localhost") as server:
        assert server.process.poll() is None
