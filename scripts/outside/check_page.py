"""Looks at a page that `blauweknop overview --html PAGE` made, in a browser that is offline.

Usage: check_page.py PAGE [--screenshots FOLDER]

It takes PyPI's axe-playwright-python and Debian's chromium:

    apt-get install --no-install-recommends chromium
    python3 -m venv /tmp/axe && /tmp/axe/bin/pip install axe-playwright-python
    /tmp/axe/bin/python scripts/outside/check_page.py PAGE

Checked: the rules of axe for WCAG 2.0, 2.1 and 2.2, levels A and AA, and its best practices; that
the page asks nothing of anyone and runs nothing; that it reads without JavaScript; that at 320 CSS
pixels nothing must be scrolled sideways (WCAG 1.4.10), also with wider text (1.4.12); that every
link can be reached by keyboard and shows it; that what it carries can be saved; that it prints.
Prints one line per check and ends with 1 if one does not hold.
"""

import argparse
import shutil
import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

RULES = {
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice",
        ],
    },
    "rules": {"target-size": {"enabled": True}},
}

WIDER_TEXT = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }
"""

failures = 0


def tell(check, is_fine, detail=""):
    """Prints a line about a check."""
    global failures
    failures += not is_fine
    print(f"{'ok  ' if is_fine else 'FAIL'}  {check}{': ' + detail if detail else ''}")


def overflow(page):
    """How many CSS pixels the page is wider than its window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth")


def check_rules(page):
    """The rules of axe."""
    found = Axe().run(page, options=RULES).response
    for violation in found["violations"]:
        where = "; ".join(node["html"][:80] for node in violation["nodes"][:3])
        tell(f"axe {violation['id']}", False, f"{violation['help']} ({where})")
    open_questions = [rule["id"] for rule in found["incomplete"]]
    tell("axe", not found["violations"], f"{len(found['passes'])} rules hold")
    tell("axe leaves nothing open", not open_questions, ", ".join(open_questions))


def check_keyboard(page):
    """Each link in turn has the focus, and an outline that shows it."""
    links = page.locator("a").count()
    outlined = 0
    for _ in range(links):
        page.keyboard.press("Tab")
        outlined += page.evaluate(
            "document.activeElement.tagName === 'A'"
            " && getComputedStyle(document.activeElement).outlineStyle === 'solid'")
    tell("every link by keyboard", outlined == links, f"{outlined} of {links}")


def check_saving(page):
    """What the page carries can be saved from it."""
    for name in ["overview.json", "directory.jwt", "crls.pem"]:
        with page.expect_download() as saved:
            page.get_by_role("link", name=name, exact=True).click()
        path = saved.value.path()
        is_fine = saved.value.suggested_filename == name and Path(path).stat().st_size > 0
        tell(f"{name} can be saved", is_fine, f"{Path(path).stat().st_size} bytes")


def check(path, screenshots):
    """Opens the page in several ways."""
    address = Path(path).resolve().as_uri()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("expected Debian's chromium: apt-get install --no-install-recommends chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(offline=True, viewport={"width": 1024, "height": 768})
        page = context.new_page()
        asked, complaints = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(address)
        tell("asks nothing of anyone", asked == [address], f"{len(asked)} requests")
        tell("runs nothing", page.locator("script").count() == 0)
        tell("one heading of the first level", page.locator("h1").count() == 1)
        check_rules(page)
        page.goto(address)
        check_keyboard(page)
        tell("the browser complains of nothing", not complaints, "; ".join(complaints))
        if screenshots:
            page.screenshot(path=f"{screenshots}/wide.png", full_page=True)
        page.set_viewport_size({"width": 320, "height": 640})
        tell("no scrolling sideways at 320 pixels", overflow(page) <= 0)
        if screenshots:
            page.screenshot(path=f"{screenshots}/narrow.png", full_page=True)
        page.add_style_tag(content=WIDER_TEXT)
        tell("nor with wider text", overflow(page) <= 0)
        page.goto(address)
        check_saving(page)
        pdf = page.pdf(format="A4")
        tell("prints", pdf.startswith(b"%PDF-"), f"{len(pdf)} bytes")
        if screenshots:
            Path(f"{screenshots}/print.pdf").write_bytes(pdf)
        still = browser.new_context(java_script_enabled=False).new_page()
        still.goto(address)
        tell("reads without JavaScript", still.locator("main h2").count() >= 3)
        browser.close()


def main():
    """Reads the arguments."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("page")
    parser.add_argument("--screenshots", metavar="FOLDER")
    arguments = parser.parse_args()
    if arguments.screenshots:
        Path(arguments.screenshots).mkdir(parents=True, exist_ok=True)
    check(arguments.page, arguments.screenshots)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
