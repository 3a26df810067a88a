"""Who may import whom, how long things may be, and who owns the visitor's state.

Long because the order of all modules stands in it.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ui import shell

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]
SIM = sorted((ROOT / "sim").glob("*.py"))
STORE = sorted((ROOT / "store").glob("*.py"))
UI = sorted((ROOT / "ui").glob("*.py"))
REPORTS = sorted((ROOT / "reports").glob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
FILES = [*PAGES, *SIM, *STORE, *UI, *REPORTS]

# Each row may import from the rows above it, and from nothing beside or below.
LAYERS = (
    ("sim.funnel", "sim.johnson", "sim.problems", "sim.sobol"),
    ("sim.beliefs", "sim.binomial", "sim.grids", "sim.pace", "sim.sampling"),
    ("sim.parameters", "sim.order_values", "sim.triage"),
    ("sim.scenario",),
    ("sim.scenario_file", "sim.result", "sim.expected", "sim.evaluation"),
    (
        "sim.columns",
        "sim.learning",
        "sim.leads_cells",
        "sim.leads_table",
        "sim.plan_text",
        "sim.round_numbers",
        "sim.scoring",
        "sim.waiting",
    ),
    ("sim.actuals", "sim.chances", "sim.good_fair"),
    ("sim.leads_words", "sim.record", "sim.stand"),
    ("sim.falls", "sim.leads_sheet", "sim.record_file"),
    ("sim.leads",),
    ("sim.dials", "sim.engine", "sim.guesses", "sim.plausibility", "sim.several", "sim.stories"),
    (
        "sim.answer",
        "sim.backwards",
        "sim.fingerprint",
        "sim.link",
        "sim.luck",
        "sim.next_plan",
        "sim.robustness",
        "sim.search",
        "sim.standing",
        "sim.summary",
        "sim.report",
        "sim.team",
        "sim.timeline",
    ),
    (
        "sim.comparison",
        "sim.drivers",
        "sim.forecast",
        "sim.information",
        "sim.levers",
        "sim.leads_example",
        "sim.updated",
    ),
    ("sim.bridge", "sim.comparison_link", "sim.asking", "sim.presentation", "sim.questions_text"),
    ("sim.questions_report", "sim.questions_summary"),
    ("sim.questions",),
    ("sim", "sim.__main__"),
    ("store.problems", "store.tables"),
    ("store.address", "store.migrate"),
    ("store.database",),
    ("store.entries",),
    ("store.rows", "store.book_file"),
    ("store.fairs", "store.snapshots"),
    ("store.exchange",),
    ("store",),
    ("ui",),
    ("ui.text", "ui.address", "ui.paper", "ui.shelf", "ui.session"),
    ("ui.choices", "ui.signed", "ui.simulated"),
    ("ui.translation", "ui.sentences"),
    ("ui.findings",),
    ("ui.charts", "ui.state", "ui.answer"),
    ("ui.ends", "ui.echoes"),
    ("ui.ahead",),
    (
        "ui.book",
        "ui.chart_rows",
        "ui.edits",
        "ui.origins",
        "ui.redraw",
        "ui.budget",
    ),
    ("reports.paper", "reports.report", "reports.rows", "reports.trials"),
    ("reports.picture", "reports.sheets", "reports.reading", "reports.slide"),
    ("reports.page", "reports.book"),
    ("reports",),
    ("ui.opening", "ui.sliders"),
    ("ui.shell", "ui.downloads"),
    ("ui.blocks",),
    (
        "ui.sharing",
        "ui.inputs",
        "ui.panels",
        "ui.plans",
        "ui.compared",
        "ui.comparison_charts",
        "ui.research_charts",
        "ui.board",
        "ui.method",
        "ui.questions",
        "ui.tables",
    ),
    ("ui.presented",),
    (
        "ui.compare_plans",
        "ui.compare_tables",
        "ui.when_charts",
        "ui.when_inputs",
        "ui.why_found",
    ),
    (
        "ui.book_blocks",
        "ui.evaluate_charts",
        "ui.fairs_found",
        "ui.hand",
        "ui.today",
        "ui.why_charts",
    ),
    ("ui.compare_book", "ui.crm_words", "ui.figures", "ui.team_words", "ui.unsaved"),
    ("ui.comparing",),
    ("ui.crm", "ui.evaluate_gap", "ui.figure_notes", "ui.guessing"),
    ("ui.evaluate_report", "ui.telling"),
    ("ui.fairs_actions", "ui.fairs_scores", "ui.fairs_years"),
    ("ui.fairs_names", "ui.fairs_put"),
    ("ui.evaluate_choose", "ui.evaluate_next"),
    ("ui.evaluating",),
    ("ui.fairs_cards",),
    ("ui.fairs",),
    ("ui.why_words",),
    ("ui.acting_charts", "ui.acting_found", "ui.sidebar"),
    ("ui.acting_person", "ui.acting_words"),
    ("ui.acting_levers", "ui.acting_team"),
    ("ui.acting_goal",),
    ("ui.acting", "ui.research", "ui.when", "ui.why"),
    (
        "app",
        "pages.board",
        "pages.compare",
        "pages.drivers",
        "pages.evaluate",
        "pages.fairs",
        "pages.levers",
        "pages.method",
        "pages.research",
        "pages.share",
        "pages.when",
    ),
)
OWN = ("sim", "store", "ui", "reports", "pages")
LEVEL = {name: level for level, row in enumerate(LAYERS) for name in row}


def name_of(file: Path) -> str:
    """``sim.beliefs`` for sim/beliefs.py, ``sim`` for sim/__init__.py."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def imported(file: Path) -> set[str]:
    """Every module that a file imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name_of(file)} imports with dots"
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            modules = {name for name in inside if name in LEVEL}
            found |= modules or {str(node.module)}
    return found


def ids(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_every_file_stands_in_exactly_one_layer() -> None:
    assert sorted(name_of(file) for file in FILES) == sorted(LEVEL)
    assert len(LEVEL) == sum(len(row) for row in LAYERS)


@pytest.mark.parametrize("file", FILES, ids=ids)
def test_imports_point_one_way(file: Path) -> None:
    own = {name for name in imported(file) if name.partition(".")[0] in OWN}
    wrong = {name for name in own if LEVEL[name] >= LEVEL[name_of(file)]}
    assert not wrong


@pytest.mark.parametrize("file", SIM, ids=ids)
def test_the_core_knows_numbers_and_the_standard_library_only(file: Path) -> None:
    outside = {name.partition(".")[0] for name in imported(file)} - set(sys.stdlib_module_names)
    assert outside <= {"sim", "numpy", "scipy", "pandas"}


@pytest.mark.parametrize("file", FILES, ids=ids)
def test_only_the_store_knows_a_database_and_it_knows_no_screen(file: Path) -> None:
    outside = {name.partition(".")[0] for name in imported(file)}
    databases = {"alembic", "psycopg", "sqlalchemy", "sqlite3"}
    assert not outside & ({"altair", "streamlit", "ui"} if file in STORE else databases)


@pytest.mark.parametrize(
    ("modules", "unwanted"),
    [
        ([name_of(file) for file in SIM if file.stem != "__main__"], ("streamlit", "altair", "ui")),
        (["store"], ("streamlit", "altair", "ui", "sim", "alembic", "psycopg")),
        (["ui.charts", "ui.text"], ("streamlit",)),
        (
            ["reports"],
            ("streamlit", "typst", "vl_convert", "xlsxwriter", "pptx", "openpyxl", "lxml"),
        ),
    ],
    ids=["sim", "store", "charts and texts", "reports"],
)
def test_nothing_unwanted_is_loaded_along(modules: list[str], unwanted: tuple[str, ...]) -> None:
    code = f"import sys, {', '.join(modules)}; print(*(set(sys.modules) & {set(unwanted)}))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (run.returncode, run.stdout.strip()) == (0, ""), run.stderr


def test_nobody_imports_a_page() -> None:
    for file in FILES:
        assert not {name for name in imported(file) if re.match(r"app$|pages(\.|$)", name)}


@pytest.mark.parametrize("file", FILES, ids=ids)
def test_only_the_session_touches_streamlits_session_and_address(file: Path) -> None:
    words = {node.attr for node in ast.walk(tree(file)) if isinstance(node, ast.Attribute)}
    words |= {node.id for node in ast.walk(tree(file)) if isinstance(node, ast.Name)}
    touched = words & {"session_state", "query_params"}
    assert bool(touched) == (name_of(file) == "ui.session")


def test_every_callback_runs_to_its_end() -> None:
    called, safe = set(), set()
    for file in FILES:
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.keyword) and node.arg in ("on_change", "on_click"):
                if not isinstance(node.value, ast.Constant):
                    called.add(ast.unparse(node.value).split(".")[-1])
            elif isinstance(node, ast.FunctionDef):
                decorators = {ast.unparse(one) for one in node.decorator_list}
                safe |= {node.name} if decorators & {"whole", "state.whole"} else set()
    assert called - {"_noticed"} <= safe  # which does nothing
    assert len(called) > 15


@pytest.mark.parametrize("file", PAGES, ids=ids)
def test_a_page_is_thin(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= 60


@pytest.mark.parametrize("file", FILES, ids=ids)
def test_a_file_fits_in_250_lines_and_says_what_it_is_for(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= 250
    assert ast.get_docstring(tree(file))


@pytest.mark.parametrize("file", TESTS, ids=ids)
def test_a_file_of_tests_fits_in_250_lines_or_says_why_it_is_long(file: Path) -> None:
    long = len(file.read_text("utf-8").splitlines()) > 250
    assert not long or re.search(r"\bLong because", ast.get_docstring(tree(file)) or "")


@pytest.mark.parametrize("file", [*FILES, *TESTS], ids=ids)
def test_a_function_fits_in_40_lines_or_its_docstring_says_why_it_is_long(file: Path) -> None:
    long = {
        node.name
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= 40
        and not re.search(r"[Ll]ong (because|so that)", ast.get_docstring(node) or "")
    }
    assert not long


def test_the_menu_names_every_page_and_only_files_that_exist() -> None:
    assert sorted(ROOT / file for _, file in shell.PAGES) == sorted(PAGES)
    assert shell.PAGES[0][1] == "app.py"
    assert all(file.is_file() for file in PAGES)


def test_no_two_files_of_tests_have_the_same_name() -> None:
    names = [file.name for file in (ROOT / "tests").rglob("test_*.py")]
    assert len(set(names)) == len(names)  # pytest imports each by its name alone
