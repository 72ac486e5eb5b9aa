"""The command line as a user meets it: real runs, exit codes, one line per problem."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import ROOT, SEEDS

from kg.building.cache import CACHE_NAME
from kg.pipeline import build

OUTPUTS = ("graph.ttl", "background.ttl", "graph.html", "report.json")
FACT = "2016年9月4日，二十国集团领导人杭州峰会在杭州举行。法国总统德高乐出席会议。"
COMMANDS = ("build", "explain", "query", "page", "check", "score", "stats", "export", "load")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    build([str(SEEDS)], folder)
    return folder


def names(folder):
    """What is in a folder besides what the next build need not read again."""
    return sorted(path.name for path in folder.iterdir() if path.name != CACHE_NAME)


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(FACT, encoding="utf-8")
    return path


# -- the program as a whole -------------------------------------------------------------------


def test_help_names_every_command(kg):
    done = kg("--help")
    assert done.returncode == 0
    assert all(f"\n    {name} " in done.out for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(kg, command):
    done = kg(command, "--help")
    assert done.returncode == 0
    assert done.out.startswith(f"usage: kg {command}")


def test_version(kg):
    assert kg("--version").out == "kg 0.1.0\n"


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["build", "--jobs", "-1"], ["score"]])
def test_wrong_usage_is_code_2_and_no_traceback(kg, arguments):
    done = kg(*arguments)
    assert done.returncode == 2
    assert "usage: kg" in done.err
    assert "Traceback" not in done.err


def test_help_loads_nothing_heavy():
    """The price of `kg --help` is the price of argparse, as far as modules tell."""
    code = "import sys, kg.cli; kg.cli.make_parser(); print(*sorted(sys.modules))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    loaded = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {
        "jieba",
        "rdflib",
        "networkx",
        "pyoxigraph",
        "babel",
        "lxml",
        "dataclasses",
        "kg.model",
    }
    assert heavy.isdisjoint(loaded)


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, kg; kg.__all__; print(*sorted(sys.modules))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    loaded = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout.split()
    assert [name for name in loaded if name.startswith("kg.")] == ["kg.version"]


def test_a_closed_pipe_ends_quietly(built):
    command = f"{sys.executable} -m kg stats {built}/graph.ttl --json | head -c 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


# -- build ------------------------------------------------------------------------------------


def test_a_build_tells_what_it_did(kg, report, tmp_path):
    done = kg("build", report)
    assert (done.returncode, done.err) == (0, "")
    assert "documents" in done.out
    assert "written to output/" in done.out
    assert names(tmp_path / "output") == sorted(OUTPUTS)


def test_a_build_in_a_pipe_shows_no_bar_and_a_quiet_one_nothing(kg, report):
    done = kg("build", report, "--quiet")
    assert (done.returncode, done.out, done.err) == (0, "", "")


def test_a_build_as_json_is_its_report(kg, report, tmp_path):
    done = kg("build", report, "--json")
    assert json.loads(done.out) == json.loads((tmp_path / "output" / "report.json").read_bytes())


def test_the_default_is_the_folder_seeds(kg, report, tmp_path):
    (tmp_path / "seeds").mkdir()
    report.rename(tmp_path / "seeds" / "report.txt")
    assert kg("build").returncode == 0


def test_standard_input_is_read(kg, tmp_path):
    done = kg("build", "-", stdin=FACT.encode())
    assert done.returncode == 0
    content = json.loads((tmp_path / "output" / "report.json").read_bytes())
    assert [document["path"] for document in content["documents"]] == ["stdin"]


def test_standard_input_is_read_beside_files_in_several_processes(kg, report, tmp_path):
    done = kg("build", report, SEEDS, "-", "--jobs", 2, stdin=FACT.encode() + b"\n")
    assert done.returncode == 0, done.err
    content = json.loads((tmp_path / "output" / "report.json").read_bytes())
    assert {"stdin", "report.txt"} <= {document["path"] for document in content["documents"]}


def test_bad_files_are_named_and_the_others_done(kg, report, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 40)
    done = kg("build", report, "empty.txt", "noise.txt", "missing.txt")
    assert done.returncode == 3
    lines = done.err.splitlines()
    assert "kg: error empty empty.txt: no text" in lines
    assert any(line.startswith("kg: error not-text noise.txt: ") for line in lines)
    assert any(line.startswith("kg: error missing missing.txt: ") for line in lines)
    assert "Traceback" not in done.err
    assert (tmp_path / "output" / "graph.ttl").stat().st_size > 0


def test_a_guessed_encoding_is_a_warning(kg, tmp_path):
    (tmp_path / "old.txt").write_bytes((FACT * 3).encode("gb18030"))
    done = kg("build", "old.txt")
    assert done.returncode == 0
    assert "峰会" in (tmp_path / "output" / "graph.ttl").read_text(encoding="utf-8")


def test_nothing_readable_is_code_4_and_the_old_output_stays(kg, tmp_path):
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "graph.ttl").write_text("old")
    done = kg("build", "missing.txt")
    assert done.returncode == 4
    assert (tmp_path / "output" / "graph.ttl").read_text() == "old"


@pytest.mark.parametrize("output", ["report.txt", "report.txt/below", "/proc/self/fdinfo"])
def test_an_output_that_cannot_be_written_is_code_5(kg, report, output):
    done = kg("build", report, "-o", output)
    assert done.returncode == 5
    assert done.err.startswith("kg: error not-written ")
    assert len(done.err.splitlines()) == 1


def test_a_second_build_in_the_same_folder_is_code_6(kg, report, tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from kg.process.outputs import claim_folder\n"
        "with claim_folder(Path('output')): print('held', flush=True); time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=tmp_path, env=environment
    ) as holder:
        holder.stdout.readline()
        done = kg("build", report)
        holder.kill()
    assert done.returncode == 6
    assert "another build" in done.err


def test_names_of_files_cannot_steer_the_terminal(kg, tmp_path):
    (tmp_path / "a\x1b[31m\nb.txt").write_text("")
    done = kg("build", tmp_path)
    assert "\x1b" not in done.err + done.out
    assert "\\x1b[31m\\nb.txt" in done.err


def test_an_interrupt_is_code_130_and_leaves_nothing(tmp_path):
    done = interrupted(tmp_path, many_reports(tmp_path), signal.SIGINT, 0.4)
    assert done.returncode == 130
    assert "Traceback" not in (tmp_path / "errors").read_text()
    assert names(tmp_path / "output") == []


@pytest.mark.parametrize("seed", range(5))
def test_a_build_that_is_killed_leaves_the_old_output(tmp_path, seed):
    """At a random moment, with other processes at work; the next build cleans up."""
    output = tmp_path / "output"
    build([str(SEEDS)], output)
    old = {name: (output / name).read_bytes() for name in OUTPUTS}
    (tmp_path / "more.txt").write_text(FACT, encoding="utf-8")
    delay = random.Random(seed).uniform(0.2, 2.0)
    done = interrupted(tmp_path, "more.txt", signal.SIGKILL, delay, str(SEEDS), "--jobs", "2")
    new = {name: (output / name).read_bytes() for name in OUTPUTS}
    assert new == old or (done.returncode in (0, -signal.SIGKILL) and belong_together(new))
    build([str(SEEDS)], output)
    assert names(output) == sorted(OUTPUTS)
    assert {name: (output / name).read_bytes() for name in OUTPUTS} == old


def belong_together(files):
    """Whether the report was written with the others: a build may be killed when it is done."""
    told = json.loads(files["report.json"])["files"]
    return all(hashlib.sha256(files[name]).hexdigest() == told[name]["sha256"] for name in told)


def many_reports(folder):
    """Write so many reports there that no build is done with them in a second."""
    for number in range(300):
        (folder / f"{number}.txt").write_text(f"{number}{FACT * 9}", encoding="utf-8")
    return folder


def interrupted(folder, report, number, delay, *arguments):
    """Start a build and send it a signal ``delay`` seconds after it took the folder."""
    # What a script runs in the background ignores Ctrl-C, and so does all that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    command = [sys.executable, "-m", "kg", "build", str(report), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (folder / "errors").open("wb") as errors:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=errors
        )
    while not (folder / "output").exists() and process.poll() is None:
        time.sleep(0.01)
    time.sleep(delay)
    process.send_signal(number)
    process.wait(timeout=60)
    return process


def test_a_report_that_hangs_is_named_and_the_others_are_done(tmp_path):
    """From outside: the build ends by itself, and the graph holds what the others say."""
    (tmp_path / "in").mkdir()
    for number in range(8):
        (tmp_path / "in" / f"{number}.txt").write_text(f"{number}{FACT}", encoding="utf-8")
    code = (
        "import sys, kg.building.batches as b; original = b.extract; b._PATIENCE = 4\n"
        "def extract(document, knowledge):\n"
        "    while document.source.path.endswith('/3.txt'): pass\n"
        "    return original(document, knowledge)\n"
        "b.extract = extract\n"
        "from kg.__main__ import main\n"
        "sys.argv = ['kg', 'build', 'in', '-o', 'out', '--fresh', '--jobs', sys.argv[1]]\n"
        "sys.exit(main())"
    )
    # What is replaced here reaches no process that is not forked.
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for jobs in ("1", "2")[: 1 + (sys.platform == "linux")]:
        done = subprocess.run(
            [sys.executable, "-c", code, jobs],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 3, done.stderr
        assert "error too-slow" in done.stderr
        assert "/3.txt: was not read within" in done.stderr
        report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
        assert report["counts"]["documents"] == 7


def test_no_process_outlives_a_killed_build(tmp_path):
    """Forked processes hold each other's pipes open, so they would wait for ever."""
    interrupted(tmp_path, many_reports(tmp_path), signal.SIGKILL, 1.0, "--jobs", "2")
    deadline = time.monotonic() + 10
    while (left := _processes_in(tmp_path)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert left == []


def _processes_in(folder):
    found = []
    for process in Path("/proc").glob("[1-9]*"):
        with suppress(OSError):
            if (process / "cwd").readlink() == folder:
                found.append(process.name)
    return found


# -- the other commands -----------------------------------------------------------------------


def test_explain_shows_names_rules_and_facts(kg):
    done = kg("explain", FACT)
    assert (done.returncode, done.err) == (0, "")
    assert "seen as: " in done.out
    assert "fired" in done.out
    assert "德高乐 attended 二十国集团领导人杭州峰会 (actual" in done.out


def test_explain_says_why_a_rule_was_rejected(kg):
    done = kg("explain", "法国总统德高乐参加筹备二十国集团领导人杭州峰会。")
    assert "rejected" in done.out


def test_explain_reads_files_and_standard_input(kg, report):
    assert kg("explain", report).out == kg("explain", "-", stdin=FACT.encode()).out


def test_explain_takes_the_date_of_publication(kg):
    done = kg("explain", "9月4日，二十国集团领导人杭州峰会举行。", "--published", "2016-09-05")
    assert "2016-09-04" in done.out


def test_explain_as_json_can_be_read_by_programs(kg):
    answer = json.loads(kg("explain", FACT, "--json").out)
    for sentence in answer["sentences"]:
        for mention in sentence["mentions"]:
            assert FACT[mention["start"] : mention["end"]] == mention["text"]
    assert {"subject", "predicate", "object", "factuality", "rules"} <= set(answer["facts"][0])


def test_explain_of_nothing_is_code_4(kg):
    done = kg("explain", "-", stdin=b" \n")
    assert (done.returncode, done.err) == (4, "kg: error empty stdin: no text\n")


def test_explain_escapes_what_could_steer_the_terminal(kg):
    done = kg("explain", "-", stdin=f"{FACT}\x1b[2J\u202e".encode())
    assert "\x1b" not in done.out + done.err
    assert "\u202e" not in done.out + done.err


def test_check_of_our_own_graph_with_its_documents(kg, built):
    done = kg("check", built / "graph.ttl", "--documents", SEEDS)
    assert done.returncode == 0, done.err
    assert done.out.startswith("0 errors, ")


def test_check_of_a_wrong_graph_is_code_8(kg, built, tmp_path):
    text = (built / "graph.ttl").read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.ttl"
    wrong.write_text(text.replace("sm:hasEvidence", "sm:hasProof"), encoding="utf-8")
    done = kg("check", wrong)
    assert done.returncode == 8
    assert "kg: error " in done.err


@pytest.mark.parametrize("command", [["check"], ["stats"], ["score", "."]])
def test_a_graph_that_is_not_there_is_code_4(kg, command):
    done = kg(*command)
    assert done.returncode == 4
    assert done.err.startswith("kg: error unreadable")


def test_score_prints_a_table(kg, built, tmp_path):
    (tmp_path / "entities.tsv").write_text("type\tname\taliases\tdocs\tstatus\n")
    (tmp_path / "facts.tsv").write_text(
        "doc\tsubject\tpredicate\tobject\tqualifiers\tstatus\tevidence\n"
    )
    done = kg("score", tmp_path, built / "graph.ttl")
    assert done.returncode == 0, done.err
    assert "ALL fact" in done.out
    assert "ALL fact" in json.loads(kg("score", tmp_path, built / "graph.ttl", "--json").out)


def test_stats_shows_counts_and_who_met_whom(kg, built):
    done = kg("stats", built / "graph.ttl", "--top", 3)
    assert done.returncode == 0, done.err
    for title in ("things per class", "facts per property", "met most often", "communities"):
        assert title in done.out
    answer = json.loads(kg("stats", built / "graph.ttl", "--json").out)
    assert answer["network"]["met"][0][2] >= answer["network"]["met"][-1][2] > 0
