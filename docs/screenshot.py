"""Makes plan.png, the picture of the README, from the real app: `python -m docs.screenshot`."""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.page import ROOT, server


def main() -> None:
    with sync_playwright() as playwright, server(ROOT) as address:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 1440, "height": 980}, locale="en-GB")
        page.goto(address)
        page.wait_for_selector("[data-testid=stVegaLiteChart] svg")
        page.get_by_text("Audience", exact=True).click()
        page.wait_for_timeout(2500)
        page.screenshot(path=Path(__file__).parent / "plan.png", animations="disabled")
        browser.close()


if __name__ == "__main__":
    main()
