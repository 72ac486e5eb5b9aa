"""The house rules that a machine can watch over."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

MODULES = sorted((ROOT / "kg").rglob("*.py"))
NAMES = [str(path.relative_to(ROOT)) for path in MODULES]
#: Words belong into the data files; what is left are characters that the code is about.
_MOST_CJK_LITERALS = 6
#: More than that only where the shape of numbers and names is the code, and in what writes
#: Chinese pages. These numbers may fall, not rise.
_ALLOWED = {
    "date_shapes": 13,
    "meeting_names": 7,
    "meeting_shapes": 14,
    "summit_names": 9,
    "ontology_docs": 17,
}
_LONGEST_FILE, _LONGEST_FUNCTION = 250, 40
_MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def test_imports_go_down_the_layers_only():
    """The contracts in pyproject.toml; a new module must be given its layer there."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_only_the_command_line_prints_or_exits(path):
    if path.is_relative_to(ROOT / "kg" / "cli"):
        return
    module = tree(path)
    module.body = [node for node in module.body if not is_script(node)]
    calls = {ast.unparse(node.func) for node in ast.walk(module) if isinstance(node, ast.Call)}
    assert calls.isdisjoint({"print", "exit", "quit", "sys.exit", "sys.stdout.write", "input"})


def is_script(node):
    """What runs only when the module is run by its name."""
    return isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_no_module_has_state(path):
    """What a module holds is made once; a table in capitals is read, never written."""
    module = tree(path)
    for node in module.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(node.value, _MUTABLE):
            name = ast.unparse(getattr(node, "target", None) or node.targets[0])
            assert re.fullmatch(r"_?[A-Z][A-Z0-9_]*|__all__", name), f"{name} can be changed"
    tables = {
        ast.unparse(node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load)
    }
    assert not [name for name in tables if name.isupper()]
    assert not [node for node in ast.walk(module) if isinstance(node, ast.Global)]


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_chinese_words_are_data(path):
    literals = [
        node.value
        for node in ast.walk(without_docstrings(tree(path)))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"[\u4e00-\u9fff]{2}", node.value)
    ]
    assert len(literals) <= _ALLOWED.get(path.stem, _MOST_CJK_LITERALS), literals


def without_docstrings(module):
    for node in ast.walk(module):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            del body[0]
    return module


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_files_and_functions_are_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= _LONGEST_FILE
    for node in ast.walk(tree(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = node.end_lineno - node.lineno + 1
            assert length <= _LONGEST_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_public_names_have_docstrings(path):
    module = tree(path)
    assert ast.get_docstring(module)
    for node in module.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name


def test_every_package_has_its_line_in_the_documentation():
    text = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    packages = {path.parent.name for path in MODULES if path.name == "__init__.py"} - {"kg"}
    assert {name for name in packages if f"| `kg/{name}/` |" not in text} == set()
