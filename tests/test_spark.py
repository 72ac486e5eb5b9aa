"""Building with Spark: the bytes of a build without it, the parts of its exports, lost workers.

All run in one process (see ``conftest.py``), so that one session serves them.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import SEEDS

pytest.importorskip("pyspark", reason="NOT ONE TEST OF SPARK RUNS: no pyspark")
if shutil.which("java") is None:
    pytest.skip("NOT ONE TEST OF SPARK RUNS: no Java", allow_module_level=True)

import spark_cluster

from kg import pipeline
from kg.building.report import tally
from kg.ontology import load_ontology
from kg.spark.building import build
from kg.spark.reading import Order, read_inputs
from kg.spark.remote import Place, Root, name_file
from kg.spark.session import SparkError, open_session
from kg.writing.by_document import write_nquads
from kg.writing.csv_tables import read_tables

OUTPUTS = ("graph.ttl", "background.ttl", "graph.html", "report.json")
FACT = "二十国集团领导人杭州峰会9月{}日在杭州举行。中国国家主席习近平出席会议。"
INDEX = "file,title,published\n甲 乙.txt,杭州峰会,2016-09-05\n"
#: Names that URLs, patterns and Hadoop's lists of paths would read as something else.
NAMES = ("甲 乙.txt", "a,b%20c.txt", "x[1]{2}.TXT", "sub/later.md", "sub/README.md", "old.docx")


@pytest.fixture(scope="module")
def spark():
    with open_session("local[2]") as session:
        yield session


@pytest.fixture(scope="module")
def built(spark, tmp_path_factory):  # noqa: ARG001 - runs in that session
    """The seeds, built with Spark and without."""
    one, other = tmp_path_factory.mktemp("spark"), tmp_path_factory.mktemp("plain")
    build([str(SEEDS)], str(one))
    pipeline.build([str(SEEDS)], other)
    return one, other


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """Many reports that say the same and some that cannot be read, in a folder of this name."""
    folder = tmp_path_factory.mktemp("many") / "reports"
    (folder / "sub").mkdir(parents=True)
    for number, name in enumerate(NAMES):
        (folder / name).write_text(f"{number}。{FACT.format(number + 1)}", encoding="utf-8")
    for number in range(20):
        text = f"第{number}号简报。" + FACT.format(4)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "index.csv").write_text(INDEX, encoding="utf-8")
    (folder / "sub" / "index.csv").write_text("no index", encoding="utf-8")
    (folder / "empty.htm").write_bytes(b" \n")
    (folder / "sub" / "无 %41.txt").touch()
    return folder


def same(one, other, names=OUTPUTS):
    return [
        name for name in names if (one / name).read_bytes() != (other / name).read_bytes()
    ] == []


def lines(folder):
    parts = sorted((folder / "graph.nq").glob("part-*"))
    return [part.read_text(encoding="utf-8").splitlines(keepends=True) for part in parts]


def flat(folder):
    return [line for part in lines(folder) for line in part]


def rows(spark, folder, name):
    found = spark.read.parquet(f"file://{folder}/tables/{name}").collect()
    return sorted(tuple(map(str, row)) for row in found)


def test_the_seeds_give_the_same_bytes(built):
    assert same(*built)


def test_the_parts_are_the_n_quads_of_the_graph(built):
    one, other = built
    assert "".join(sorted(flat(one))) == write_nquads(other / "graph.ttl")


def test_all_of_one_document_is_in_one_part(built):
    graphs = [
        {line.split()[-2] for line in part if "/id/source/" in line} for part in lines(built[0])
    ]
    places = [graph for part in graphs for graph in part if "/source/" in graph]
    assert len(places) == len(set(places)) == 5


def test_the_tables_are_those_of_the_graph(spark, built):
    one, other = built
    for table in read_tables(other / "graph.ttl", load_ontology()):
        assert rows(spark, one, table.name) == sorted(table.rows)
    schema = spark.read.parquet(f"file://{one}/tables/evidence").schema
    assert schema["start"].dataType.simpleString() == "bigint"
    assert "first character" in schema["start"].metadata["comment"]


@pytest.mark.usefixtures("spark")
def test_a_url_is_read_like_a_folder(reports, tmp_path):
    """Labels, index, what is rejected and why; and a fact of many reports (skew)."""
    one, other = tmp_path / "one", tmp_path / "other"
    build([f"file://{reports}"], str(one), parts=False)
    report = pipeline.build([str(reports)], other)
    assert {problem.code for problem in report.problems} == {
        "about", "bad-index", "empty", "type-unsupported",
    }  # fmt: skip
    assert same(one, other)
    assert not (one / "graph.nq").exists()


def test_patterns_single_files_and_a_file_given_twice(spark, reports):
    url = f"file://{reports}"
    found = read_inputs(
        spark, [f"{url}/1*.txt", f"{url}/sub", f"{url}/12.txt", f"{url}/no"], Order()
    )
    labels = sorted(
        source.path for batch in found.batches.collect() for source, _ in batch.documents
    )
    assert labels == sorted([*(f"{n}.txt" for n in (1, *range(10, 20))), "sub/later.md"])
    assert ("missing", f"{url}/no") in [(problem.code, problem.path) for problem in found.problems]


def test_a_url_gets_the_parts_only_in_the_place_of_old_ones(built, tmp_path):
    url, name = f"file://{tmp_path}/out", SEEDS / "2014-09-13-dushanbe-report.txt"
    build([str(name)], url)
    before = flat(tmp_path / "out")
    report = build([str(SEEDS)], url)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["graph.nq", "tables"]
    assert flat(tmp_path / "out") != before
    assert sorted(flat(tmp_path / "out")) == sorted(flat(built[0]))
    whole = pipeline.build([str(SEEDS)], tmp_path / "plain", page=False)
    assert tally(report.graph.statements).facts == tally(whole.graph.statements).facts
    assert not any(item.evidence for item in report.graph.statements if item.predicate == "signed")


@pytest.mark.usefixtures("spark")
def test_without_a_readable_document_nothing_is_written(tmp_path):
    (tmp_path / "empty.txt").write_text("")
    report = build([f"file://{tmp_path}"], str(tmp_path / "out"))
    assert [problem.code for problem in report.problems] == ["empty"]
    assert list((tmp_path / "out").iterdir()) == []


def test_a_worker_with_another_version_is_refused(spark):
    found = read_inputs(spark, [str(SEEDS)], Order(version="0.0"))
    with pytest.raises(SparkError, match=r"a worker has summitkg .*, not 0\.0"), open_session():
        found.batches.collect()


def test_a_lost_machine_changes_nothing(reports, tmp_path):
    """One of two workers is killed with all its processes while it reads; twins may run, too."""
    pipeline.build([str(reports)], tmp_path / "plain")
    arguments = [reports.name, "-o", tmp_path / "out", "--debug"]
    settings = {"spark.speculation": "true", "spark.speculation.multiplier": "1.01"}
    with (
        spark_cluster.cluster(tmp_path) as (url, workers),
        spark_cluster.running_build(
            url, tmp_path, *arguments, cwd=reports.parent, **settings
        ) as running,
    ):
        spark_cluster.wait_for_python(workers[0], running)
        spark_cluster.kill_tree(workers[0])
        assert running.wait() == 3, (tmp_path / "log").read_text()  # some files are bad
    assert same(tmp_path / "out", tmp_path / "plain")
    assert "".join(sorted(flat(tmp_path / "out"))) == write_nquads(tmp_path / "plain" / "graph.ttl")


@pytest.mark.parametrize(
    ("uri", "label", "code"),
    [
        ("hdfs://nn/data/a b.txt", "data/a b.txt", None),
        ("hdfs://nn/data/sub/x.pdf", "data/sub/x.pdf", "type-unsupported"),
        ("hdfs://nn/data/~$x.txt", "data/~$x.txt", "hidden"),
        ("hdfs://nn/one", "one", None),
    ],
)
def test_labels_do_not_depend_on_where_the_folder_lies(uri, label, code):
    roots = (
        Root("hdfs://nn/data", "data", folder=True),
        Root("hdfs://nn/one", "one", folder=False),
    )
    file = name_file(Place(roots, {}), uri)
    assert (file.label, file.problem and file.problem.code) == (label, code)


def test_what_is_too_large_is_named_and_an_index_is_no_document():
    place = Place((Root("s3a://b/data", "data", folder=True),), {})
    assert name_file(place, "s3a://b/data/x.txt", 65 << 20).problem.code == "too-large"
    assert name_file(place, "s3a://b/data/index.csv") is None


@pytest.mark.parametrize(
    "arguments",
    [
        ["s3a://bucket/reports"],
        [str(SEEDS), "-o", "hdfs://nn/out"],
        [str(SEEDS), "--engine", "spark", "-o", "hdfs://nn/out", "--json"],
        ["-", "--engine", "spark"],
        [str(SEEDS), "--engine", "spark", "--jobs", "2"],
    ],
)
def test_options_that_do_not_go_together_are_refused(kg, arguments):
    done = kg("build", *arguments)
    assert done.returncode == 2
    assert done.err.startswith("kg: error usage")
    assert not list(Path(done.args[0]).parent.glob("hdfs*"))


def test_without_pyspark_the_command_says_what_to_install(kg, tmp_path):
    (tmp_path / "pyspark.py").write_text("raise ImportError")
    done = kg("build", SEEDS, "--engine", "spark", PYTHONPATH=f"{tmp_path}:{Path.cwd()}")
    assert done.returncode == 2
    assert "pip install 'summitkg[spark]'" in done.err
