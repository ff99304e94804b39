"""Every page as its readers meet it: nothing outside, nothing broken, readable by everyone, on any screen."""

from pathlib import Path

import axe_playwright_python
import pytest

from dashboard.app import PAGES
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
PATHS = ["", *(entry.path for entry in PAGES[1:])]  # the first page is the one at the root
BROKEN = "This page could not be shown"


def violations(visit: Visit) -> list[str]:
    """Return what axe finds serious or critical, with the first place of each."""
    visit.page.evaluate(AXE)
    found = visit.page.evaluate(
        "async () => (await axe.run()).violations.map(v => [v.impact, v.id, v.nodes.length, v.nodes[0].html.slice(0, 160)])"  # noqa: E501
    )
    return [str(v) for v in found if v[0] in {"serious", "critical"}]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_opens_for_everyone_and_asks_nobody_else(visit: Visit, path: str) -> None:
    visit.open(f"/{path}")
    assert visit.page.locator("h1").count() == 1
    assert BROKEN not in visit.page.inner_text("body")
    assert visit.page.locator('[data-testid="stException"]').count() == 0
    charts = visit.page.locator('[data-testid="stPlotlyChart"]')
    named = visit.page.locator(
        '[data-testid="stPlotlyChart"][aria-label], [data-testid="stPlotlyChart"] [aria-label]:is([role="figure"], [role="img"])'  # noqa: E501
    )
    assert named.count() >= charts.count()
    assert violations(visit) == []

    with visit.page.expect_navigation():
        visit.page.emulate_media(color_scheme="dark")
    visit.wait()
    assert violations(visit) == []

    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.wait()
    assert visit.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert visit.outside == []
    assert visit.errors == []


def test_the_map_draws_its_land_and_its_links_from_this_server_alone(visit: Visit) -> None:
    visit.open("/corridors")
    chart = visit.panel("network").locator(".js-plotly-plot")
    assert chart.locator(".choroplethlayer path").count() > 50
    assert chart.locator(".scatterlayer path.js-line").count() > 0
    assert visit.outside == []


def test_a_source_under_a_figure_leads_to_the_sources_page(visit: Visit) -> None:
    visit.open("/trade")
    visit.panel("lines").get_by_role("button", name="Sources").click()
    link = visit.page.locator('[data-testid="stPopoverBody"] a').first
    words = link.inner_text().splitlines()[-1]  # the first is the name of the icon
    link.click()
    visit.page.wait_for_url("**/sources?source=*")
    visit.wait()
    assert words.split(" (")[0] in visit.page.locator(".answer").inner_text()
    assert visit.panel("claims").locator("tbody tr").count() > 0


@pytest.mark.parametrize(
    ("ending", "start"),
    [("png", b"\x89PNG"), ("svg", b"<svg"), ("pdf", b"%PDF"), ("csv", b"\xef\xbb\xbf# Headline"), ("xlsx", b"PK")],
)
def test_a_figure_is_taken_away_with_its_headline(visit: Visit, tmp_path: Path, ending: str, start: bytes) -> None:
    visit.open("/trade")
    headline = visit.panel("lines").locator("h2").inner_text()
    visit.panel("lines").get_by_role("button", name="Download").click()
    button = visit.page.locator('[data-testid="stPopoverBody"]').get_by_role("button", name=ending.upper())
    with visit.page.expect_download(timeout=60_000) as download:
        button.click()
    assert download.value.suggested_filename.endswith(f".{ending}")
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(start)
    if ending in {"svg", "csv"}:
        assert headline.split(",")[0] in content.decode("utf-8-sig")


@pytest.mark.parametrize(
    "address",
    [
        "/trade?pair=XXX-YYY&measure=9&from_year=abc",
        "/corridors?corridor=atlantis&date=2026-02-30",
        "/sources?page=%00&source=nobody",
        "/?pair=%F0%9F%9A%82&date=yesterday",
    ],
)
def test_a_strange_address_is_answered_with_a_sentence_and_the_page(visit: Visit, address: str) -> None:
    visit.open(address)
    assert "shows the default instead" in visit.page.inner_text("body")
    assert BROKEN not in visit.page.inner_text("body")
    assert visit.errors == []


def test_a_choice_goes_into_the_address_and_comes_back_from_it(visit: Visit) -> None:
    visit.open("/trade?pair=IRN-UZB&calendar=iranian")
    assert "Uzbekistan" in visit.panel("lines").locator("h2").inner_text()
    visit.page.get_by_role("radio", name="Mass").or_(
        visit.page.get_by_role("button", name="Mass", exact=True)
    ).first.click()
    visit.page.wait_for_url("**measure=mass**")
    assert "pair=IRN-UZB" in visit.page.url
    assert "calendar=iranian" in visit.page.url


def test_the_next_page_takes_over_what_both_pages_share(visit: Visit) -> None:
    visit.open("/trade?pair=IRN-UZB&calendar=iranian")
    visit.page.locator('[data-testid="stSidebarNav"] a', has_text="Overview").click()
    visit.page.wait_for_url("**pair=IRN-UZB**")
    visit.wait()
    assert "Uzbekistan" in visit.panel("pace").locator("h2").inner_text()
    assert "calendar" not in visit.page.url


def test_the_navigation_is_reached_and_used_by_keyboard(visit: Visit) -> None:
    visit.open("/")
    for _ in range(12):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("document.activeElement.innerText || ''").strip().endswith("Trade"):
            break
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/trade**")
    visit.wait()
    assert visit.page.locator("h1").inner_text() == "Trade"
