"""The planner and its neighbours as their readers use them: clicks, links, phones and downloads."""

from pathlib import Path

import pytest

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

ASK = "/routes?origin=UZTAS&destination=IRBND&modes=rail&date=2025-05-01"
POINTS = ".js-plotly-plot .scatterlayer .trace.scatter .points path.point"


def test_a_click_on_a_point_of_the_front_looks_at_the_way_that_stands_for_it(visit: Visit) -> None:
    visit.open(ASK)
    before = visit.panel("strip").locator("h2").inner_text()
    visit.panel("front").locator(".js-plotly-plot").scroll_into_view_if_needed()
    spots = visit.panel("front").locator(POINTS).all()
    boxes = [box for spot in spots if (box := spot.bounding_box()) and 10 <= box["width"] <= 18]
    far = max(boxes, key=lambda box: box["x"])
    visit.page.mouse.click(far["x"] + far["width"] / 2, far["y"] + far["height"] / 2)
    visit.page.wait_for_url("**way=*")
    visit.wait()
    assert visit.panel("strip").locator("h2").inner_text() != before
    assert "origin=UZTAS" in visit.page.url
    assert visit.errors == []


def test_the_link_of_a_way_opens_the_same_way_again(visit: Visit) -> None:
    visit.open(ASK + "&by=cost&climb=cost")
    assert "USD" in visit.panel("strip").locator("h2").inner_text()
    assert "least cost" in visit.page.locator(".answer").first.inner_text()


def test_a_map_is_wider_than_a_phone_begins_in_its_middle_and_is_pushed_by_keyboard(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.open(ASK)
    box = visit.page.locator(".st-key-roomy-map-map")
    assert box.evaluate("b => b.scrollWidth > b.clientWidth")
    assert box.evaluate("b => b.scrollLeft") > 0
    assert box.get_attribute("tabindex") == "0"
    assert visit.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


@pytest.mark.parametrize(
    ("page", "panel", "words"),
    [
        (ASK, "map", "Model result"),
        ("/capacity", "cut", "imply no endorsement"),
        ("/freight", "prices", "holds for"),
        ("/calibration", "scores", "at most"),
        ("/profile", "due-dates", "no source here says they are done"),
    ],
)
def test_every_page_gives_its_figure_away_with_source_edition_and_terms(
    visit: Visit, page: str, panel: str, words: str
) -> None:
    visit.open(page)
    visit.panel(panel).get_by_role("button", name="Download").click()
    button = visit.page.locator('[data-testid="stPopoverBody"]').get_by_role("button", name="SVG")
    with visit.page.expect_download(timeout=60_000) as download:
        button.click()
    drawn = Path(download.value.path()).read_text("utf-8")
    for part in ("Source: ", "Data ", "last known state", "CC BY 4.0", words):
        assert part in drawn


def test_boxes_of_choices_have_names_of_their_own(visit: Visit) -> None:
    visit.open("/capacity")
    lids = visit.page.locator("summary", has_text="More choices").all_inner_texts()
    assert len(lids) == len(set(lids)) == 2
