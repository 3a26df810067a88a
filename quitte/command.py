"""The command `quitte`: what `console` answers, from any folder, and `quitte app` for the pages.

Exit status as in `console.main`; of `quitte app` as Streamlit gives it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

PROGRAM: Final = "quitte"
APP: Final = "app"
VERSION: Final = "--version"


def main(argv: Sequence[str] | None = None) -> int:
    """Answers, or serves the pages until it is interrupted; returns the exit status."""
    arguments = [*(sys.argv[1:] if argv is None else argv)]
    if arguments == [VERSION]:
        print(PROGRAM, version(PROGRAM))
        return 0
    rooms = str(house())
    if rooms not in sys.path:
        sys.path.insert(0, rooms)  # before whatever else is called `sim` or `ui`
    if arguments[:1] == [APP]:
        return _serve(arguments[1:])
    from console.main import main as answer

    return answer(arguments, program=PROGRAM, serves=True)


def house() -> Path:
    """The folder of app.py and of all rooms: carried along where this is installed, otherwise the
    checkout."""
    here = Path(__file__).resolve().parent
    carried = here / "house"
    return carried if carried.is_dir() else here.parent


def _serve(options: Sequence[str]) -> int:
    """Streamlit on app.py; it takes the .streamlit/config.toml that lies beside it."""
    from streamlit.web.cli import main_run

    main_run.main([str(house() / "app.py"), *options], prog_name=f"{PROGRAM} {APP}")
    return 0
