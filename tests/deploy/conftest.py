"""The browser of the browser tests, for a page behind nginx."""

from tests.browser.conftest import browser, contexts

__all__ = ["browser", "contexts"]
