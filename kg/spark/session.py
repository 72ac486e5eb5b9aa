"""The Spark session: the one that runs already, or one for this build."""

from __future__ import annotations

import os
import re
import sys
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: For a session on this machine alone: nothing listens where others could reach it.
_LOCAL = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
}
#: Between the Java and the Python of one machine a TCP connection waits 0.1 s in each task.
_OWN = {
    "spark.app.name": "kg build",
    "spark.ui.showConsoleProgress": "false",
    "spark.python.unix.domain.socket.enabled": "true",
}


#: The line of an exception in Python, as it stands below its traceback.
_ERROR = re.compile(r"^(?!org\.|java\.)[\w.]+(?:Error|Exception): .+", re.MULTILINE)


class SparkError(Exception):
    """Spark did not start, or gave up; the message is its reason in one line."""


@contextmanager
def open_session(master: str = "") -> Iterator[SparkSession]:
    """Yield the running session, or else one of our own that is stopped at the end.

    ``master`` is empty for what Spark itself is configured to use, ``local[*]`` if nothing.
    Raises SparkError for whatever Spark raises, inside the block, too.
    """
    try:
        with warnings.catch_warnings():
            # Of no matter: no pandas data frame of ours ever meets Spark.
            warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
            running = SparkSession.getActiveSession()
            spark = running or _start(master)
            try:
                yield spark
            finally:
                if running is None:
                    spark.stop()
    except (PySparkException, Py4JError) as error:
        raise SparkError(_reason(error)) from error


def _start(master: str) -> SparkSession:
    # Spark would take the first python3 on the path, which need not know this package.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings: Mapping[str, str] = {"spark.master": master} if master else {}
    if master.startswith("local"):
        settings = {**_LOCAL, **settings}
    builder = SparkSession.builder
    for name, value in {**_OWN, **settings}.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def _reason(error: Exception) -> str:
    """What is wrong: of all that Java and Python say of it, the last error of ours, or the top."""
    java = getattr(error, "java_exception", None)
    text = str(java.getMessage() or java) if java is not None else str(error)
    ours = _ERROR.findall(text)
    return ours[-1] if ours else text.strip().partition("\n")[0] or type(error).__name__
