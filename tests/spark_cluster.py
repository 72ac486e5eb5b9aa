"""A standalone cluster on this machine: a master and two workers, by Spark's own classes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import pyspark

HOME = Path(pyspark.__file__).parent
_PATIENCE = 600  # seconds; five programs of Java start at once, maybe on a busy machine


@contextmanager
def cluster(folder):
    """Yield the URL of the master and the processes of the workers."""
    port = _free_port()
    url = f"spark://127.0.0.1:{port}"
    with ExitStack() as stack:
        stack.enter_context(_started(folder, "master.Master", "--port", str(port)))
        _wait(lambda: _listens(port), "the master")
        own = ["--cores", "1", "--memory", "1g", "--work-dir", str(folder / "work"), url]
        workers = [stack.enter_context(_started(folder, "worker.Worker", *own)) for _ in range(2)]
        yield url, workers


@contextmanager
def _started(folder, name, *arguments):
    command = [HOME / "bin" / "spark-class", f"org.apache.spark.deploy.{name}"]
    options = ["--host", "127.0.0.1", "--webui-port", "0", *arguments]
    environment = {**os.environ, "SPARK_HOME": str(HOME), "SPARK_LOCAL_IP": "127.0.0.1"}
    with (folder / "log").open("a") as log:
        process = subprocess.Popen([*command, *options], env=environment, stdout=log, stderr=log)
    try:
        yield psutil.Process(process.pid)
    finally:
        kill_tree(psutil.Process(process.pid))
        process.wait()


def kill_tree(process):
    """End a process and all that it started, at once, as when its machine is lost."""
    try:
        for each in (*process.children(recursive=True), process):
            each.kill()
    except psutil.NoSuchProcess:
        pass


def wait_for_python(worker, build):
    """Wait until an executor of the worker runs Python of ours, for the process ``build``."""

    def at_work():
        assert build.poll() is None
        names = [child.name() for child in worker.children(recursive=True) if child.is_running()]
        return sum(name.startswith("python") for name in names) > 1  # the daemon and its fork

    _wait(at_work, "the executor")


@contextmanager
def running_build(url, folder, *arguments, cwd, **settings):
    """Start ``kg build`` on the cluster, from a folder that is not the one of the workers."""
    settings = {"spark.driver.host": "127.0.0.1", "spark.executor.memory": "512m", **settings}
    lines = (f"{name} {value}\n" for name, value in settings.items())
    (folder / "spark-defaults.conf").write_text("".join(lines))
    environment = {**os.environ, "SPARK_CONF_DIR": str(folder), "SPARK_LOCAL_IP": "127.0.0.1"}
    command = [sys.executable, "-m", "kg", "build", "--engine", "spark", "--master", url]
    with (folder / "log").open("a") as log:
        process = subprocess.Popen(
            [*command, *map(str, arguments)], cwd=cwd, env=environment, stdout=log, stderr=log
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            kill_tree(psutil.Process(process.pid))
            process.wait()


def _wait(true, what):
    end = time.monotonic() + _PATIENCE
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not start")
        time.sleep(0.05)


def _free_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


def _listens(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
