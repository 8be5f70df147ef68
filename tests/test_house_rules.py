"""Rules of the house that a reader would otherwise have to watch over."""

import ast
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
CODE = {".py", ".js", ".css", ".html", ".sh", ".md", ".toml", ".yml"}
OURS = {"app", "benchmarks", "components", "docs", "engine", "lyric", "pages", "producer", "settings", "studio", "tests"}

#: Comes with pydantic, which is asked for, and in the version that it names.
WITH_PYDANTIC = {"annotated-types", "pydantic-core"}

#: Places of one machine and hosts of package indexes: neither belongs in a file that everybody gets.
FORBIDDEN = re.compile(
    r"""(?:^|["'` =(:])/(?:work|root|farm|tmp)/|index[-_]url|pypi[.]org|pythonhosted[.]org|npmjs[.]org|[.]library/""", re.MULTILINE
)


def files() -> list[Path]:
    """Every file that is in the repository or about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [path for name in names if name and (path := ROOT / name).is_file()]


def is_data(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return "fixtures" in parts or "assets" in parts or "locale" in parts


def required(name: str) -> set[str]:
    """The packages that requirements file `name` asks for by itself, without extras and versions."""
    lines = (ROOT / name).read_text().splitlines()
    return {match[0].lower() for line in lines if (match := re.match(r"[A-Za-z0-9_.-]+", line)) and not line.startswith("-")}


def pins(name: str) -> dict[str, str]:
    """Package → version of a compiled requirements file; every pin carries a hash."""
    found = re.findall(r"^([a-z0-9-]+)(?:\[[^\]]*\])?==(\S+)[^\n]*\\\n    --hash=sha256:", (ROOT / name).read_text(), re.M)
    assert len(found) == len(re.findall(r"^[a-z0-9]", (ROOT / name).read_text(), re.M)), f"{name}: a line without version and hash"
    return dict(found)


def imported(path: Path) -> set[str]:
    """The top-level modules that a Python file imports."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    modules = [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level]
    modules += [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    return {module.partition(".")[0] for module in modules}


def packages(paths: list[Path]) -> set[str]:
    """The packages, by the names they are installed under, that these Python files import directly."""
    modules = set().union(*map(imported, paths)) - OURS - sys.stdlib_module_names
    owners = packages_distributions()
    return {owner.lower().replace("_", "-") for module in modules for owner in owners.get(module, [module])}


def test_the_import_rules_hold(capsys):
    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert not broken, capsys.readouterr().out


def test_settings_import_nothing_of_ours():
    assert not (OURS & imported(ROOT / "settings.py"))


@pytest.mark.parametrize("name", ["requirements", "requirements-dev", "requirements-uv"])
def test_what_is_asked_for_is_pinned_by_hash(name):
    assert required(f"{name}.in") <= pins(f"{name}.txt").keys(), "run `make lock`"


def test_what_the_code_imports_is_asked_for():
    python = [path for path in files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] != "scripts" and not is_data(path)]
    product = [path for path in python if path.relative_to(ROOT).parts[0] not in {"tests", "benchmarks", "docs"}]
    asked = required("requirements.in") | WITH_PYDANTIC
    assert packages(product) <= asked
    assert packages(python) <= asked | required("requirements-dev.in")


def test_tests_run_on_the_versions_that_users_get():
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items(), "run `make lock`"


def test_every_direct_dependency_is_accounted_for():
    rows = re.findall(r"^\| `([a-z0-9-]+)", (ROOT / "docs" / "dependencies.md").read_text(), re.M)
    asked = ("requirements.in", "requirements-dev.in", "requirements-uv.in", "benchmarks/requirements-singing.in")
    assert set(rows) == set().union(*map(required, asked))


def test_no_file_names_one_machine_or_a_package_index():
    named = []
    for path in files():
        if path.suffix in CODE | {".in", ".txt", ".json", ""} and (match := FORBIDDEN.search(path.read_text(errors="replace"))):
            named.append(f"{path.relative_to(ROOT)}: {match[0]}")
    assert not named


def test_no_file_is_longer_than_a_sitting():
    lengths = {path.relative_to(ROOT): path.read_bytes().count(b"\n") for path in files() if path.suffix in CODE and not is_data(path)}
    assert not {str(path): lines for path, lines in lengths.items() if lines >= 500}


def test_every_script_is_sound_shell():
    for script in (ROOT / "scripts").glob("*.sh"):
        subprocess.run(["sh", "-n", str(script)], check=True)
        assert script.stat().st_mode & 0o100, f"{script.name} is not executable"
