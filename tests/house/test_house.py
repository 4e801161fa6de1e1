"""The house keeps its stairs: who may import whom, one home a tool, every page asks who is there first."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "sct_dash"
STAIRS = {
    "core": set(),
    "returns": {"core"},
    "store": {"core"},
    "charts": {"core"},
    "projections": {"core"},
    "clock": {"core"},
    "settings": set(),
    "door": {"core", "returns", "store", "clock"},
    "seed": {"door", "store", "clock"},
    "ui": {"core", "returns", "store", "charts", "projections", "door", "clock", "settings"},
    "cli": {"core", "returns", "store", "door", "seed", "clock", "settings"},
    "__main__": {"cli"},
    "__init__": set(),
    "main": {"core", "ui"},
    "pages": {"core", "ui"},
    "app": {"ui"},
}
TOOLS = {
    "streamlit": {"ui", "pages", "main", "app"},
    "sqlmodel": {"store"},
    "alembic": {"store"},
    "psycopg": {"store"},
    "sqlite3": {"store"},
    "altair": {"charts"},
    "openpyxl": {"returns"},
    "statsmodels": {"projections"},
    "os": {"settings", "store"},
}
CORE_MAY = {"polars", "sct_dash"}
STANDARD = set(__import__("sys").stdlib_module_names)
CLOCKS = {"now", "today", "utcnow"}


def modules() -> list[Path]:
    return sorted([*PACKAGE.rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"])


def room(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return Path(parts[1]).stem if parts[0] == "sct_dash" else Path(parts[0]).stem


def imported(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_what_lies_below_it(path):
    here = room(path)
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "sct_dash" and len(parts) > 1 and parts[1] != here:
            assert parts[1] in STAIRS[here], f"{here} imports {name}"
        if parts[0] in TOOLS and here not in TOOLS[parts[0]]:
            raise AssertionError(f"{parts[0]} has its home elsewhere, not in {here}")
        if here == "core":
            assert parts[0] in CORE_MAY | STANDARD, f"core imports {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_import_hides_inside_a_function(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            hidden = [child for child in ast.walk(node) if isinstance(child, ast.Import | ast.ImportFrom)]
            assert not hidden, f"{node.name} imports inside itself"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_clock_reads_the_clock(path):
    if room(path) == "clock":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            owner = ast.unparse(node.func.value)
            assert owner == "clock", f"{owner}.{node.func.attr}() reads the clock"
            assert room(path) in {"cli", "ui", "pages"}, f"{room(path)} reads the clock below the top"


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=lambda path: path.name)
def test_every_page_asks_who_is_there_before_anything_else(path):
    body = ast.parse(path.read_text(encoding="utf-8")).body
    deeds = [node for node in body[1:] if not isinstance(node, ast.Import | ast.ImportFrom)]
    first = deeds[0].value
    assert isinstance(first, ast.Call), "the first statement is not a call"
    assert ast.unparse(first.func) == "gate.require"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), "no first line"


def test_every_page_is_offered_by_the_front_door():
    door = (PACKAGE / "main.py").read_text(encoding="utf-8")
    for page in (ROOT / "pages").glob("*.py"):
        assert f'"{page.name}"' in door
    assert not (PACKAGE / "pages").exists(), "a pages folder beside the entry script would bypass the front door"


def test_every_requirement_is_pinned_and_has_its_reason():
    for name in ("requirements.txt", "requirements-test.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r")):
                assert "==" in line and "#" in line, line
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text and "://" not in text
