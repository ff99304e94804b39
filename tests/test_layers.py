"""The direction of imports, read from the syntax tree: data flows one way, and a library has one home."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
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

# The rooms of the model from upstream down: each may import those before it. What lies beside them in `dashboard.model`
# is the ground that all share, except `loops`, which makes the compiled loops of every room ready.
MODEL_ROOMS = ("world", "records", "routing", "flow", "contingency", "hazards", "validation")

# A library of the left column is imported only in the rooms of the right one.
HOMES = {
    "plotly": {"dashboard.figures", "dashboard.exports"},
    "kaleido": {"dashboard.exports"},
    "choreographer": {"dashboard.exports"},
    "xlsxwriter": {"dashboard.exports"},
    "networkx": {"dashboard.model"},
    "igraph": {"dashboard.model"},
    "highspy": {"dashboard.model"},
    "numba": {"dashboard.model"},
    "scipy": {"dashboard.model"},
    "joblib": {"dashboard.model"},
    "distributed": {"dashboard.model"},
    "openpyxl": {"corridor_data"},
    "pyproj": {"corridor_data"},
    "pyarrow": {"corridor_data", "dashboard.model"},
    "shapely": {"corridor_data", "dashboard.model", "dashboard.figures"},
    "babel": {"corridor_data", "dashboard.text"},
    "persiantools": {"corridor_data", "dashboard.text"},
    "streamlit": {"dashboard.ui", "dashboard.views", "dashboard.app"},
    "uvloop": set(),  # the server takes it by itself
}

# What every room may use.
AT_HOME_EVERYWHERE = {"pandas", "numpy"}

# Modules that may load others by name: a command when it is asked for, and the optional cluster engine.
LOADS_BY_NAME = {"dashboard.commands", "dashboard.model.hazards.engines"}


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


def model_room_of(name: str) -> str | None:
    """Return the room of the model that a dotted name lies in, None outside them."""
    parts = name.split(".")
    return parts[2] if parts[:2] == ["dashboard", "model"] and len(parts) > 2 and parts[2] in MODEL_ROOMS else None


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_of_the_model_imports_only_rooms_upstream_of_its_own(path: Path) -> None:
    name = name_of(path)
    room = model_room_of(name)
    shared = name.startswith("dashboard.model.") and room is None and name != "dashboard.model.loops"
    upstream = MODEL_ROOMS[: MODEL_ROOMS.index(room) + 1] if room else () if shared else MODEL_ROOMS
    used = {model_room_of(found) for found in imported(ast.parse(path.read_text()))} - {None}
    assert used <= set(upstream), f"{name} may import the rooms {upstream} of the model"


def test_every_folder_of_the_model_is_a_room_with_a_place_in_the_order() -> None:
    folders = {p.parent.name for p in (ROOT / "dashboard" / "model").glob("*/__init__.py")}
    assert folders == set(MODEL_ROOMS)


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


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_names_what_it_imports_in_full(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert not [node.lineno for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]
    loads = {"importlib", "runpy", "pkgutil", "__import__"} & {
        *(name.split(".")[0] for name in imported(tree)),
        *(node.id for node in ast.walk(tree) if isinstance(node, ast.Name)),
    }
    assert not loads or name_of(path) in LOADS_BY_NAME


def test_no_module_is_imported_by_what_it_imports() -> None:
    names = {name_of(path): path for path in modules()}
    graph = nx.DiGraph()
    for name, path in names.items():
        for found in imported(ast.parse(path.read_text())):
            target = found if found in names else found.rpartition(".")[0]
            if target in names and target != name:
                graph.add_edge(name, target)
    assert list(nx.simple_cycles(graph)) == []


def test_every_library_of_the_project_has_a_home() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["cluster"]]
    libraries = {re.split(r"[<>=\[;]", line)[0] for line in named}
    assert libraries <= set(HOMES) | AT_HOME_EVERYWHERE


def readme_rooms() -> Iterator[tuple[str, set[str]]]:
    """Yield each room of the table in the README with the rooms that it may import by the words there."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = re.findall(
        r"^\| (`.+?`) \| .+ \| (.+) \|$", readme.split("## Architecture")[1].split("## Tasks")[0], re.MULTILINE
    )
    above: list[str] = []
    for rooms, words in table:
        listed = {f"dashboard.{name}" for name in re.findall(r"\b(?:text|model|exports|ui|views|commands)\b", words)}
        tables = {"corridor_data"} if "the tables" in words and "but the tables" not in words else set()
        if words.startswith("the rooms above"):
            listed = set(above) - ({"corridor_data"} if "but the tables" in words else set())
        for room in re.findall(r"`([\w.]+)`", rooms):
            yield room, listed | tables
            above.append(room)


def test_the_readme_tells_the_same_rooms_and_the_same_direction() -> None:
    assert dict(readme_rooms()) == MAY_IMPORT


def test_the_readme_tells_the_rooms_of_the_model_in_their_order() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").split("## Architecture")[1].split("## Tasks")[0]
    assert tuple(re.findall(r"^\d\. `model/(\w+)`", readme, re.MULTILINE)) == MODEL_ROOMS
