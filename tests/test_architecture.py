"""The house: which room may look into which, and how large a room, a file and a function may be.

A room is a folder of code. Each test holds one rule for all of it; what a visit keeps has rules of
its own, in `tests/ui/visit/test_keeping.py`.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from sim.plan.parameters import BY_KEY
from sim.play.result import MONEY
from tests.house import (
    CODE,
    MODULES,
    PAGES,
    ROOT,
    TESTS,
    TOPS,
    dotted,
    functions,
    module_of,
    nodes,
    parsed,
    read_once,
    text,
)

# Each room may look into the rooms of the rows above its own.
ROOMS = (
    ("sim.plan", "store"),
    ("sim.plan.typed",),
    ("sim.draws",),
    ("sim.condition", "sim.capacity"),
    ("sim.play",),
    ("sim.why", "sim.many"),
    ("sim.decide", "sim.together"),
    ("sim.year", "sim.later"),
    ("sim.links",),
    ("sim.actuals",),
    ("sim.learning",),
    ("sim.evaluate", "sim.crm.files", "sim.invoices"),
    ("sim.crm", "sim.start"),
    ("sim",),
    ("words",),
    ("pictures", "console"),
    ("reports", "ui"),
    ("ui.visit",),
    ("ui.editing",),
    ("ui.frame",),
    ("ui.crm", "ui.invoices", "ui.lines"),
    ("ui.plan", "ui.share", "ui.book"),
    ("ui.start",),
    ("ui.compare", "ui.actuals", "ui.year", "ui.later"),
    ("ui.questions", "ui.evaluate"),
    ("server.api",),
    ("server",),
    ("app", "pages", "plan", "quitte"),
)
BACK = {("sim.__main__", "console")}  # the one arrow back up
LEVEL = {room: level for level, row in enumerate(ROOMS) for room in row}
MOST_FILES = 12  # of code in a room, without its __init__
MOST_LINES = 400
MOST_OF_FUNCTION = 40
MOST_OF_PAGE = 60
MONEY_BESIDE = ("revenue_crediting_all_orders", "profit_crediting_all_orders")


def room_of(module: str) -> str:
    """``sim.plan`` for ``sim.plan.beliefs`` and for ``sim.plan``."""
    parts = module.split(".")
    return next(
        name for end in range(len(parts), 0, -1) if (name := ".".join(parts[:end])) in LEVEL
    )


@pytest.fixture(autouse=True, scope="module")
def _read_once() -> Iterator[None]:
    with read_once():
        yield


@cache
def imported(file: Path) -> frozenset[str]:
    """Every module that a file imports, inside functions too."""
    found: set[str] = set()
    for node in nodes(file):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (inside & set(MODULES)) or {str(node.module)}
    return frozenset(found)


def outside(file: Path) -> set[str]:
    """The packages of others that a file imports, those of the standard library left out."""
    names = {name.partition(".")[0] for name in imported(file)}
    return names - set(sys.stdlib_module_names) - set(TOPS) - {"app", "plan"}


def test_every_file_lies_in_a_room() -> None:
    assert {room_of(module) for module in MODULES} == {*LEVEL}


def test_arrows_between_rooms_point_one_way() -> None:
    wrong = {
        f"{module} -> {other}"
        for module, file in MODULES.items()
        for other in imported(file)
        if other in MODULES
        and room_of(other) != room_of(module)
        and LEVEL[room_of(other)] >= LEVEL[room_of(module)]
        and (module, room_of(other)) not in BACK
    }
    assert not wrong


def test_no_files_import_one_another_in_a_circle() -> None:
    arrows = {
        module: {other for other in imported(file) if other in MODULES and other != module}
        for module, file in MODULES.items()
    }
    while free := {module for module, others in arrows.items() if not others & set(arrows)}:
        arrows = {module: others for module, others in arrows.items() if module not in free}
    assert not arrows


def test_imports_are_written_in_full() -> None:
    relative = {
        module_of(file)
        for file in CODE
        for node in nodes(file)
        if isinstance(node, ast.ImportFrom) and node.level
    }
    assert not relative


# What opens files of other systems, writes a table or speaks to a cluster, and the rooms of the
# core that know it.
OTHERS = {
    "distributed": ("sim.many",),
    "lxml": ("sim.invoices", "sim.crm.files"),
    "pyarrow": ("sim.many",),
    "python_calamine": ("sim.crm.files",),
}


def test_the_core_knows_numbers_and_the_standard_library_only() -> None:
    known = {
        package
        for module, file in MODULES.items()
        if module.startswith("sim")
        for package in outside(file)
        if room_of(module) not in OTHERS.get(package, ())
    }
    assert known == {"numpy", "scipy", "pandas"}


@pytest.mark.parametrize(
    ("packages", "rooms"),
    [
        ({"streamlit"}, ("ui", "app", "pages", "plan", "quitte", "server")),
        ({"starlette"}, ("server",)),
        ({"alembic", "psycopg", "sqlalchemy"}, ("store",)),
        ({"altair"}, ("pictures",)),
        ({"babel"}, ("words",)),
        ({"dask", "distributed"}, ("sim",)),
        ({"lxml", "python_calamine"}, ("sim",)),
        ({"typst", "vl_convert", "xlsxwriter", "pptx", "openpyxl", "icalendar"}, ("reports",)),
    ],
    ids=["screen", "server", "database", "charts", "formats", "cluster", "readers", "files"],
)
def test_a_library_is_known_where_it_belongs_and_nowhere_else(
    packages: set[str], rooms: tuple[str, ...]
) -> None:
    knows = {module for module, file in MODULES.items() if outside(file) & packages}
    assert {module for module in knows if module.partition(".")[0] not in rooms} == set()
    assert knows


def test_typst_is_called_in_one_place() -> None:
    assert {module for module, file in MODULES.items() if "typst" in outside(file)} == {
        "reports.typst"
    }


@pytest.mark.parametrize(
    "steps",
    [
        [
            (("sim",), {"streamlit", "altair", "ui", "words", "store", "babel", *OTHERS}),
            (("console.main",), {"streamlit", "altair", "ui", "store", "babel", "distributed"}),
            (("pictures.answer", "words.catalogue"), {"streamlit", "store"}),
            (
                ("reports",),
                {"streamlit", "typst", "vl_convert", "xlsxwriter", "pptx", "openpyxl", "icalendar"},
            ),
        ],
        [(("store",), {"streamlit", "altair", "ui", "sim", "alembic", "psycopg"})],
        [(("ui.editing.moves",), {"streamlit", "pandas", "store", "words"})],
    ],
    ids=["core, command line, pictures, words and reports", "store", "moves"],
)
def test_nothing_unwanted_is_loaded_along(steps: list[tuple[tuple[str, ...], set[str]]]) -> None:
    """The steps are taken in one process: what a later one is told of is everything that it loads
    and what those before it have loaded, so that nothing is missed."""
    lines = ["import sys"]
    for modules, unwanted in steps:
        lines.append(f"import {', '.join(modules)}")
        lines.append(f"print(*[({modules}, name) for name in {unwanted} & set(sys.modules)])")
    code = "\n".join(lines)
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (run.returncode, run.stdout.strip()) == (0, ""), run.stderr


def test_a_room_holds_twelve_files_at_most() -> None:
    every = [*CODE, *TESTS, *(ROOT / "benchmarks").rglob("*.py")]
    sizes = Counter(str(file.parent.relative_to(ROOT)) for file in every if file.stem != "__init__")
    assert {room: size for room, size in sizes.items() if size > MOST_FILES} == {}


def test_every_room_says_what_belongs_in_it_and_names_its_files_and_rooms() -> None:
    inits = [file for file in CODE if file.name == "__init__.py"]
    for init in (*inits, *(ROOT / "benchmarks").rglob("__init__.py")):
        told = ast.get_docstring(parsed(init)) or ""
        named = re.findall(r"^(?: {4})?(\w+)  ", told, re.M)
        files = {file.stem for file in init.parent.glob("*.py")} - {"__init__", "__main__"}
        rooms = {room.name for room in init.parent.iterdir() if any(room.rglob("*.py"))}
        assert told, init
        assert sorted({*named} - {"__main__"}) == sorted(files | rooms), init


def test_the_words_name_the_files_of_a_language() -> None:
    told = ast.get_docstring(parsed(ROOT / "words/__init__.py")) or ""
    named = sorted(re.findall(r"^([\w/]+\.toml)  ", told, re.M))
    for language in (file.parent for file in (ROOT / "words").glob("*/language.toml")):
        there = [file.relative_to(language).as_posix() for file in language.rglob("*.toml")]
        assert sorted(there) == named, language


CACHES = ("cache", "cache_data", "cache_resource", "lru_cache")


def remembering(file: Path) -> Iterator[tuple[str, str, str]]:
    """The functions of a file whose results are remembered: name, how, and how many at most."""
    how = rf"(?:\w+\.)?({'|'.join(CACHES)})\b(?:\((?:.*max\w+=)?([A-Z0-9]\w*))?"
    for _, function in functions([file]):
        for told in (re.match(how, ast.unparse(one)) for one in function.decorator_list):
            if told:
                most = told[2] or ("128" if told[1] == "lru_cache" else "any")
                yield f"{module_of(file)}.{function.name}", told[1], most


def test_all_that_is_remembered_stands_in_one_list() -> None:
    told = ast.get_docstring(parsed(ROOT / "ui/visit/__init__.py")) or ""
    rows = re.findall(r"^    (\w+\.[\w.*]+) +(\w+) +(\w+)  ", told, re.M)
    found = [row for file in CODE for row in remembering(file)]
    fits = {r: [of for of in rows if fnmatch(r[0], of[0]) and r[1:] == of[1:]] for r in found}
    assert {row for row, several in fits.items() if not several} == set()
    assert {of for several in fits.values() for of in several} == set(rows)
    every = [node for file in CODE for node in nodes(file)]
    spelled = [n for n in every if getattr(n, "attr", getattr(n, "id", "")) in CACHES]
    assert len(spelled) == len(found)  # none is made but by a decorator


def test_every_file_says_what_it_is_for() -> None:
    assert [module_of(file) for file in CODE if not ast.get_docstring(parsed(file))] == []


def test_a_file_fits_in_400_lines_or_says_why_it_is_long() -> None:
    long = {
        str(file.relative_to(ROOT))
        for file in [*CODE, *TESTS]
        if len(text(file).splitlines()) > MOST_LINES
        and not re.search(r"\bLong because", ast.get_docstring(parsed(file)) or "")
    }
    assert long == set()


def test_a_function_fits_in_40_lines_or_says_why_it_is_long() -> None:
    long = {
        f"{module_of(file)}.{node.name}"
        for file, node in functions([*CODE, *TESTS])
        if (node.end_lineno or 0) - node.lineno >= MOST_OF_FUNCTION
        and not re.search(r"[Ll]ong (because|so that)", ast.get_docstring(node) or "")
    }
    assert long == set()


# Where three inputs or more are named together, because the code there is about these and no other.
STAGES_OF_THEIR_OWN = {
    "sim.why.luck": "how many contacts there is time for",
    "sim.evaluate.stand": "how many contacts there is time for",
    "sim.decide.levers": "what one small step more is worth",
    "console.names": "what these steps are called",
    "sim.start.facts": "what the seven questions ask",
    "sim.start.first_plan": "what the seven questions ask",
    "ui.start.said": "what the seven questions ask",
}


def test_lists_of_inputs_are_loops_over_their_declarations() -> None:
    def keys(node: ast.AST) -> set[str]:
        parts = getattr(node, "elts", None) or getattr(node, "keys", None) or []
        return {str(p.value) for p in parts if isinstance(p, ast.Constant)} & set(BY_KEY)

    lists = {
        module
        for module, file in MODULES.items()
        for node in nodes(file)
        if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict) and len(keys(node)) >= 3
    }
    assert lists <= set(STAGES_OF_THEIR_OWN)


def columns_of(node: ast.AST) -> set[tuple[str, str]]:
    """The columns of results in an expression: what they are taken of, and which."""
    return {
        (ast.unparse(part.value), str(part.slice.value))
        for part in ast.walk(node)
        if isinstance(part, ast.Subscript)
        and isinstance(part.slice, ast.Constant)
        and part.slice.value in (*MONEY, *MONEY_BESIDE)
    }


def added_trials(tree: ast.AST) -> Iterator[str]:
    """Where the same money of two results is added, trial by trial."""
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Add):
            sides = (
                (node.left, node.right)
                if isinstance(node, ast.BinOp)
                else (node.target, node.value)
            )
            one, other = map(columns_of, sides)
            if any(a != b and key == of for a, key in one for b, of in other):
                yield ast.unparse(node)
        elif isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in ("sum", "fsum"):
            for many in ast.walk(node):
                if isinstance(many, ast.GeneratorExp | ast.ListComp):
                    names = {ast.unparse(part.target) for part in many.generators}
                    if any(of in names for of, _ in columns_of(many.elt)):
                        yield ast.unparse(node)


def test_trials_of_two_plans_are_added_nowhere_but_in_a_year_of_fairs() -> None:
    """Trials of one seed are one market and one luck: added, two fairs become copies of one another
    (`sim.year.shared`). There each fair has a seed of its own, and two of one seed are refused."""
    found = {
        f"{module}: {one}" for module, file in MODULES.items() for one in added_trials(parsed(file))
    }
    assert found == set()
    apart = {
        (module, {"seed", "drawn"} <= {str(word.arg) for word in node.keywords})
        for module, file in MODULES.items()
        if room_of(module) == "sim.year"
        for node in nodes(file)
        if isinstance(node, ast.Call) and dotted(node.func) == "simulate"
    }
    assert apart == {("sim.year.shared", True)}


@pytest.mark.parametrize(
    "line",
    [
        "total = a['profit'] + b['profit']",
        "total += result['costs']; total['costs'] += result['costs']",
        "year = sum(result['profit'] for result in results)",
        "year = np.sum([simulate(p)['profit'] for p in plans] + [r['profit'] for r in rs], axis=0)",
    ],
)
def test_a_sum_of_two_simulations_is_found_where_one_is_written(line: str) -> None:
    assert [*added_trials(ast.parse(line))]


def test_a_page_is_thin() -> None:
    assert [f.name for f in PAGES if len(text(f).splitlines()) > MOST_OF_PAGE] == []


def test_the_menu_names_every_page_and_only_files_that_exist() -> None:
    (menu,) = [
        ast.literal_eval(node.value)
        for node in parsed(ROOT / "ui/frame/shell.py").body
        if isinstance(node, ast.AnnAssign) and node.value and dotted(node.target) == "PAGES"
    ]
    assert sorted(ROOT / file for _, file in menu) == sorted(PAGES)
    assert menu[0][1] == "plan.py"
