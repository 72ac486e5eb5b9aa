"""Loading: every way in which a store can fail has its name, and nothing else is spoken to.

The stores here are fake; real ones are in ``test_stores.py``.
"""

from __future__ import annotations

import base64
import json
import re
from threading import Event
from types import SimpleNamespace

import pytest
import sample
import servers
from conftest import ROOT

from kg.cli import main
from kg.loading import upload
from kg.loading.stores import find_store
from kg.loading.upload import Plan, compare
from kg.model import DataError
from kg.ontology import load_ontology
from kg.process import remote
from kg.process.remote import Credentials, Remote, RemoteError
from kg.writing.ntriples import read_lines
from kg.writing.rdf import write_turtle

LINES = [f'<urn:s{number:03}> <urn:p> "{number}" .\n' for number in range(10)]


class Keeper:
    """A fake store that keeps what it gets; ``fails`` maps numbers of writes to statuses."""

    def __init__(self, fails=None):
        self.fails, self.graphs, self.writes = fails or {}, {}, 0

    def __call__(self, handler, _number, body):
        if "query" in handler.path:
            handler.reply(200, self.count(), Content_Type="application/sparql-results+json")
        elif handler.command == "GET":
            found = self.graphs.get(handler.path, () if "default" in handler.path else None)
            text = "".join(sorted(found or ())).encode()
            handler.reply(404 if found is None else 200, text, Content_Type="application/n-triples")
        else:
            self.write(handler, body)

    def count(self):
        number = {"type": "literal", "value": str(sum(map(len, self.graphs.values())))}
        return json.dumps({"results": {"bindings": [{"n": number}]}}).encode()

    def write(self, handler, body):
        self.writes += 1
        status = self.fails.get(self.writes - 1, 204)
        if status == 0:
            handler.close_connection = True
        else:
            if status < 300:
                kept = set() if handler.command == "PUT" else self.graphs.get(handler.path, set())
                self.graphs[handler.path] = kept | set(body.decode().splitlines(keepends=True))
            handler.reply(status)


@pytest.fixture
def kg(tmp_path, monkeypatch, capsys):
    """The command in this process, which spares the start of Python; ``g.nt`` is there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "g.nt").write_text("".join(LINES))

    def run(*arguments, **environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        try:
            code = main([str(item) for item in arguments])
        except SystemExit as error:
            code = error.code
        said = capsys.readouterr()
        return SimpleNamespace(returncode=code, out=said.out, err=said.err)

    return run


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Nobody waits for a fake store."""
    monkeypatch.setattr(upload.time, "sleep", lambda _: None)


def load(url, *, graph="", credentials=None, timeout=5.0, start=0, done=None, **fields):  # noqa: PLR0913
    plan = Plan(find_store(f"{url}/store", graph), LINES, graph, **fields)
    client = Remote(plan.url, credentials, timeout)
    try:
        return upload.upload(plan, client, start, (done if done is not None else []).append)
    finally:
        client.close()


def failure(answer, **fields):
    with servers.fake(answer) as (url, _), pytest.raises(RemoteError) as caught:
        load(url, **fields)
    return caught.value


# -- what is sent ------------------------------------------------------------------------------


def test_a_graph_goes_in_chunks_and_is_replaced_with_the_first():
    with servers.fake(Keeper()) as (url, requests):
        outcome = load(url, graph="urn:g", replace=True, size=4)
    assert [request[0] for request in requests] == ["PUT", "POST", "POST", "GET"]
    assert b"".join(request[3] for request in requests).decode() == "".join(LINES)
    assert {request[1] for request in requests} == {"/store?graph=urn%3Ag"}
    assert (outcome.triples, outcome.after, outcome.chunks, outcome.holds) == (10, 10, 3, True)


def test_a_load_goes_on_where_it_broke_off():
    keeper = Keeper({1: 400})
    with servers.fake(keeper) as (url, requests):
        done = []
        with pytest.raises(RemoteError):
            load(url, size=4, done=done)
        assert done == [1]
        plan = Plan(find_store(f"{url}/store"), LINES, size=4)
        start = plan.start(plan.mark(done[-1]))
        sent = len(requests)
        outcome = load(url, size=4, start=start)
    assert [request[0] for request in requests[sent:]] == ["POST", "POST", "GET"]
    assert (outcome.after, outcome.holds) == (10, True)


@pytest.mark.parametrize(
    "changed", [{"size": 3}, {"replace": True}, {"graph": "urn:g"}, {"lines": LINES[1:]}], ids=str
)
def test_the_mark_of_another_load_is_refused(changed):
    fields = {"lines": LINES, "size": 4, **changed}
    mark = Plan(find_store("http://localhost/store"), LINES, size=4).mark(1)
    with pytest.raises(DataError, match="not of this load"):
        Plan(find_store("http://localhost/store"), **fields).start(mark)


@pytest.mark.parametrize("mark", ["", "x", "1", "-1-abc", "4-00000000", "9" * 5000])
def test_what_is_no_mark_is_refused(mark):
    with pytest.raises(DataError):
        Plan(find_store("http://localhost/store"), LINES, size=4).start(mark)


def test_a_busy_store_and_a_broken_line_are_tried_again():
    with servers.fake(Keeper({0: 503, 1: 0, 2: 429})) as (url, requests):
        outcome = load(url)
    assert [request[0] for request in requests] == ["GET", "POST", "POST", "POST", "POST", "GET"]
    assert outcome.holds


def test_a_store_that_stays_busy_is_given_up():
    assert failure(Keeper(dict.fromkeys(range(9), 503))).code == "busy"


# -- what the counts mean -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("replace", "before", "after", "holds", "said"),
    [
        (False, 0, 10, True, "the same"),
        (True, None, 10, True, "the same"),
        (False, 5, 12, True, "it had 5 before, 3 of these among them"),
        (False, 5, 15, True, "it had 5 before, 0 of these among them"),
        (False, None, 12, True, "2 others are there, too"),
        (False, 0, 9, False, "1 are missing: the store dropped or merged them"),
        (True, None, 12, False, "2 more than sent"),
        (False, 5, 16, False, "somebody else writes there"),
    ],
)
def test_counts_are_compared_and_explained(replace, before, after, holds, said):
    plan = Plan(find_store("http://localhost/store"), LINES, replace=replace)
    outcome = compare(plan, before, after)
    assert outcome.holds is holds
    assert said in outcome.explanation


def test_a_store_that_drops_triples_is_found_out(kg):
    def forgetful(handler, number, body):
        keeper(handler, number, b"".join(body.splitlines(keepends=True)[1:]))

    keeper = Keeper()
    with servers.fake(forgetful) as (url, _):
        done = kg("load", "g.nt", "--to", f"{url}/store")
    assert done.returncode == 7
    assert "sent 10, the store answers 9: 1 are missing" in done.out


# -- what can fail ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "code"),
    [
        *((400, "refused"), (401, "unauthorised"), (403, "unauthorised"), (405, "wrong-url")),
        *((404, "wrong-url"), (413, "too-large"), (408, "timeout"), (504, "timeout")),
        *((415, "wrong-url"), (500, "store-error"), (507, "store-error"), (501, "wrong-url")),
    ],
)
def test_every_refusal_has_its_code(status, code):
    error = failure(lambda handler, *_: handler.reply(status, b"<p>why\n <b>not</b></p>"))
    assert (error.code, error.status) == (code, status)
    assert f"(HTTP {status}: why not)" in error.reason


def test_a_refused_connection():
    with pytest.raises(RemoteError) as caught:
        load(f"http://127.0.0.1:{servers.free_port()}")
    assert caught.value.code == "unreachable"
    assert "is the store running?" in caught.value.reason


def test_a_name_that_is_none():
    with pytest.raises(RemoteError) as caught:
        load("http://store.invalid")
    assert caught.value.code == "unreachable"


@pytest.mark.parametrize("host", ["a..b", "x" * 70, "-", "256.256.256.256", "[::1%25zz]"])
def test_a_name_that_can_be_none(host):
    with pytest.raises(RemoteError) as caught:
        load(f"http://{host}")
    assert caught.value.code == "unreachable"


def test_a_store_that_does_not_answer():
    error = failure(lambda *_: Event().wait(1), timeout=0.2)
    assert error.code == "timeout"


def test_what_is_no_store():
    page = lambda handler, *_: handler.reply(200, b"<html>", Content_Type="text/html")  # noqa: E731
    error = failure(page)
    assert error.code == "wrong-url"
    assert "no graph comes back (text/html)" in error.reason


def test_an_answer_that_is_no_http():
    def garbage(handler, *_):
        handler.wfile.write(b"SSH-2.0-OpenSSH\r\n")
        handler.close_connection = True

    assert failure(garbage).code == "broken"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_redirect_is_followed(status, method):
    def redirect(handler, number, body):
        if handler.command == method:
            handler.reply(status, Location=f"{other}/store?default")
        else:
            Keeper()(handler, number, body)

    with servers.fake(Keeper()) as (other, asked):
        error = failure(redirect)
    assert (error.code, asked) == ("redirected", [])
    assert other in error.reason


def test_no_proxy_of_the_environment_is_asked(kg):
    with servers.fake(Keeper()) as (url, _), servers.fake(Keeper()) as (proxy, asked):
        done = kg("load", "g.nt", "--to", f"{url}/store", http_proxy=proxy, HTTP_PROXY=proxy)
    assert (done.returncode, asked) == (0, [])


def test_another_server_is_never_asked():
    client = Remote("http://127.0.0.1:1/store")
    with pytest.raises(RemoteError) as caught:
        client.ask("GET", "http://127.0.0.1:2/store")
    assert caught.value.code == "foreign"


# -- who asks ------------------------------------------------------------------------------------


def guarded(challenge, accepts):
    keeper = Keeper()

    def answer(handler, number, body):
        if accepts(handler.headers.get("Authorization", "")):
            keeper(handler, number, body)
        else:
            handler.reply(401, WWW_Authenticate=challenge)

    return answer


def test_a_token_goes_with_every_request():
    answer = guarded("Bearer", lambda header: header == "Bearer s3cret")
    with servers.fake(answer) as (url, requests):
        assert load(url, credentials=Credentials("s3cret")).holds
    assert len(requests) == 3


def test_user_and_password_are_told_when_asked_for():
    expected = f"Basic {base64.b64encode('用户:密码'.encode()).decode()}"
    answer = guarded('Basic realm="kg"', lambda header: header == expected)
    with servers.fake(answer) as (url, requests):
        assert load(url, credentials=Credentials("", "用户", "密码")).holds
    assert "Authorization" not in requests[0][2]


@pytest.mark.parametrize("challenge", ["", "Basic", "Digest", 'Digest realm="', "Negotiate x"])
def test_a_wrong_password_is_said_once(challenge):
    error = failure(
        guarded(challenge, lambda _: False), credentials=Credentials("", "dba", "s3cret")
    )
    assert error.code == "unauthorised"


@pytest.mark.parametrize("token", ["s3cret\n", "s3cret s3cret", "s3cret\r\nX: y", "s3cret中"])
def test_what_is_no_token_is_wrong_usage_and_not_shown(kg, token):
    done = kg("load", "g.nt", "--to", "oxigraph:http://127.0.0.1:1", KG_TOKEN=token)
    assert done.returncode == 2
    assert "s3cret" not in done.out + done.err


@pytest.mark.parametrize(
    "challenge", ['Basic realm="x"', 'Digest realm="x", nonce="y", qop="auth"']
)
@pytest.mark.parametrize("user", ["用户", 'a"b', "a\r\nX: y", "\0"])
def test_any_user_is_asked_for_or_refused(challenge, user):
    error = failure(
        guarded(challenge, lambda _: False), credentials=Credentials("", user, "s3cret")
    )
    assert error.code in {"unauthorised", "unreachable"}
    assert "s3cret" not in str(error)


def test_no_secret_is_ever_printed(kg):
    secrets = {"KG_TOKEN": "s3cret-t", "KG_USER": "s3cret-u", "KG_PASSWORD": "s3cret-p"}
    with servers.fake(guarded("Basic", lambda _: False)) as (url, _):
        shown = [
            kg("load", "g.nt", "--to", f"{url}/store", *options, **secrets)
            for options in ([], ["--json"], ["--dry-run"])
        ]
        assert [done.returncode for done in shown] == [7, 7, 0]
        with pytest.raises(RemoteError) as caught:
            load(url, credentials=Credentials(*secrets.values()))
    assert "s3cret" not in "".join(done.out + done.err for done in shown)
    assert "s3cret" not in f"{caught.value!r}{Credentials(*secrets.values())!r}"


@pytest.mark.parametrize(
    ("url", "private"),
    [
        *(("http://localhost:7878", True), ("http://127.0.0.2/x", True), ("http://[::1]:1", True)),
        *(("https://example.org", True), ("http://example.org", False), ("http://10.0.0.1", False)),
    ],
)
def test_what_goes_over_the_network_in_the_clear_is_known(url, private):
    assert remote.is_private(url) is private


# -- where to ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "graph", "place", "query"),
    [
        ("oxigraph:http://h:1", "", "http://h:1/store?default", "http://h:1/query"),
        ("oxigraph:http://h:1/", "urn:g#a", "http://h:1/store?graph=urn%3Ag%23a", "http://h:1/query"),
        ("fuseki:https://h/kg", "", "https://h/kg/data?default", "https://h/kg/query"),
        ("graphdb:http://h/repositories/kg", "",
         "http://h/repositories/kg/rdf-graphs/service?default", "http://h/repositories/kg?infer=false"),
        ("virtuoso:http://h", "urn:g",
         "http://h/sparql-graph-crud-auth?graph-uri=urn%3Ag", "http://h/sparql"),
        ("qlever:http://h:7001", "", "http://h:7001?default", "http://h:7001"),
        ("http://h/sparql/gsp/", "", "http://h/sparql/gsp/?default", ""),
        ("http://h/gsp?key=1", "urn:g", "http://h/gsp?key=1&graph=urn%3Ag", ""),
    ],
)  # fmt: skip
def test_targets(target, graph, place, query):
    store = find_store(target, graph)
    assert (store.place(graph), store.query) == (place, query)


@pytest.mark.parametrize(
    "target",
    [
        *("", "oxigraph", "oxigraph:", "oxigraph:localhost:7878", "ftp://h/", "file:///etc/passwd"),
        *(
            "http://",
            "http://h:x/",
            "http://h:99999/",
            "http://u:p@h/",
            "http://u@h/",
            "http://h/#a",
        ),
        *("http://h/a b", "http://h/\r\nX: y", "http://h/\x00", "virtuoso:http://h", "http://[::1"),
        *("oxigraph:http://h/?a=b", "sesame:http://h", "http://h:0/", "http://h/{x}"),
        *("http://h/路径", "http://例.org/"),
    ],
)
def test_what_is_no_target_is_wrong_usage(target):
    with pytest.raises(DataError):
        find_store(target)


# -- the lines -----------------------------------------------------------------------------------


def test_lines_are_sorted_once_each_and_without_blank_nodes(tmp_path):
    (tmp_path / "a.ttl").write_text('@prefix : <urn:> . :b :p "中\\n", [ :q [ :r :s ] ] .')
    (tmp_path / "b.nt").write_text('<urn:b> <urn:p> "中\\n" .\n_:x <urn:p> _:x .\n')
    paths = [tmp_path / "a.ttl", tmp_path / "b.nt"]
    lines = read_lines(paths)
    assert len(lines) == len(set(lines)) == 5
    assert lines == sorted(lines) == read_lines(reversed(paths))
    assert not [line for line in lines if "_:" in line]
    assert sum("/.well-known/genid/" in line for line in lines) == 4


def test_our_graph_has_no_blank_node_to_name(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text(write_turtle(sample.GRAPH, load_ontology()), encoding="utf-8")
    assert not [line for line in read_lines([path]) if "genid" in line]


# -- the command ---------------------------------------------------------------------------------


def test_the_command_tells_how_to_go_on(kg):
    keeper = Keeper({2: 500})
    with servers.fake(keeper) as (url, _):
        command = ["load", "g.nt", "--to", f"oxigraph:{url}", "--chunk", "4"]
        broken = kg(*command)
        assert broken.returncode == 7
        said = "kg: 2 of 3 chunks are in the store; the same command goes on with --resume "
        mark = broken.err.partition(said)[2].split()[0]
        assert keeper.writes == 3
        done = kg(*command, "--resume", mark)
    assert (done.returncode, done.out) == (0, "sent 10, the store answers 10: the same\n")
    assert keeper.writes == 4


def test_a_dry_run_asks_nobody(kg):
    done = kg("load", "g.nt", "--to", "oxigraph:http://127.0.0.1:1", "--replace", "--dry-run")
    assert done.returncode == 0
    assert done.out.startswith("would send 10 triples in 1 request to http://127.0.0.1:1/store")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["g.nt"], 2),
        (["g.nt", "--to", "nonsense"], 2),
        (["g.nt", "--to", "oxigraph:http://127.0.0.1:1", "--graph-iri", "no iri"], 2),
        (["g.nt", "--to", "oxigraph:http://127.0.0.1:1", "--chunk", "0"], 2),
        (["missing.ttl", "--to", "oxigraph:http://127.0.0.1:1"], 4),
        (["g.nt", "--to", "oxigraph:http://127.0.0.1:1"], 7),
    ],
)
def test_exit_codes(kg, arguments, code):
    done = kg("load", *arguments)
    assert done.returncode == code
    assert "Traceback" not in done.err


LOADING = (ROOT / "docs" / "loading.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^kg load (.*--to .*)$", LOADING, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_page_on_loading_are_right(kg, tmp_path, command):
    """As far as it can be seen without the stores; Oxigraph and Virtuoso are run elsewhere."""
    (tmp_path / "output").mkdir()
    for name in ("graph.ttl", "background.ttl"):
        (tmp_path / "output" / name).write_text("".join(LINES))
    done = kg("load", *command.split(), "--dry-run")
    assert done.returncode == 0
    assert "would send 10 triples" in done.out
