"""The direction of imports, read from the syntax tree: data flows one way, and a library has one home."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# A room may import the rooms named with it, and itself.
MAY_IMPORT = {
    "corridor_data": set(),
    "dashboard.text": set(),
    "dashboard.model": {"corridor_data", "dashboard.text"},
    "dashboard.figures": {"corridor_data", "dashboard.text", "dashboard.model"},
    "dashboard.exports": {"corridor_data", "dashboard.text", "dashboard.model", "dashboard.figures"},
    "dashboard.ui": {"corridor_data", "dashboard.text", "dashboard.model", "dashboard.figures", "dashboard.exports"},
    "dashboard.views": {"dashboard.text", "dashboard.model", "dashboard.figures", "dashboard.exports", "dashboard.ui"},
    "dashboard.app": {"dashboard.text", "dashboard.ui", "dashboard.views"},
    "dashboard.commands": {"corridor_data", "dashboard.text", "dashboard.model", "dashboard.exports"},
    "dashboard.cli": {"corridor_data", "dashboard.text", "dashboard.model", "dashboard.exports", "dashboard.commands"},
}

# A library of the left column is imported only in the rooms of the right one.
HOMES = {
    "plotly": {"dashboard.figures", "dashboard.exports"},
    "kaleido": {"dashboard.exports"},
    "xlsxwriter": {"dashboard.exports"},
    "networkx": {"dashboard.model", "corridor_data"},
    "igraph": {"dashboard.model"},
    "highspy": {"dashboard.model"},
    "numba": {"dashboard.model"},
    "scipy": {"dashboard.model"},
    "joblib": {"dashboard.model"},
    "distributed": {"dashboard.model"},
    "streamlit": {"dashboard.ui", "dashboard.views", "dashboard.app"},
}


def modules() -> list[Path]:
    """Return every module of the two packages."""
    return sorted(p for package in ("corridor_data", "dashboard") for p in (ROOT / package).rglob("*.py"))


def room_of(name: str) -> str:
    """Return the room that a dotted name lies in: the package, or the part of the dashboard."""
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] == "dashboard" and len(parts) > 1 else parts[0]


def name_of(path: Path) -> str:
    """Return the dotted name of a module."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield every dotted name that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_imports_only_rooms_upstream_of_its_own(path: Path) -> None:
    room = room_of(name_of(path))
    wrong = [
        name
        for name in imported(ast.parse(path.read_text()))
        if name.split(".")[0] in {"corridor_data", "dashboard", "tests"}
        and room_of(name) not in MAY_IMPORT.get(room, set()) | {room}
    ]
    assert not wrong, f"{name_of(path)} imports {wrong}; {room} may import {sorted(MAY_IMPORT.get(room, set()))}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_library_is_imported_only_where_it_lives(path: Path) -> None:
    room = room_of(name_of(path))
    wrong = [
        name
        for name in imported(ast.parse(path.read_text()))
        if name.split(".")[0] in HOMES and room not in HOMES[name.split(".")[0]]
    ]
    assert not wrong, f"{name_of(path)} imports {wrong}, whose home is elsewhere"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_no_import_hides_in_a_function(path: Path) -> None:
    functions = [
        n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    hidden = {
        name
        for function in functions
        for name in imported(function)
        if name.split(".")[0] != "distributed"  # the optional cluster engine, owned by one module
    }
    assert not hidden, f"{name_of(path)} imports {sorted(hidden)} inside a function"


@pytest.mark.parametrize("path", sorted((ROOT / "dashboard" / "views").glob("[!_]*.py")), ids=lambda path: path.stem)
def test_a_view_is_one_function_called_page(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert [n.name for n in tree.body if isinstance(n, ast.FunctionDef)] == ["page"]
    assert not any(name.split(".")[0] in {"pandas", "plotly", "networkx"} for name in imported(tree))
