"""The slider that drives the model, the sweep that can be stopped, and files that are read or refused."""

import json
from pathlib import Path

import pytest

from dashboard.model.world.scenario_files import FORMAT, VERSION
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def headline(visit: Visit) -> str:
    return visit.page.locator(".answer .sentence").inner_text()


def test_the_slider_drives_the_model(visit: Visit) -> None:
    visit.open("/replay?date=2020-03-23")
    before = headline(visit)
    assert before.startswith("On 23 Mar 2020 a tonne from Xi'an to Aprin takes ")
    slider = visit.page.get_by_role("slider", name="Day")
    slider.focus()
    for _ in range(3):
        slider.press("ArrowRight")
    visit.page.wait_for_url("**date=2020-03-26**")
    visit.wait()
    after = headline(visit)
    assert after.startswith("On 26 Mar 2020")
    assert after.split(" takes ")[1] != before.split(" takes ")[1]
    assert "shut" in visit.panel("day").inner_text()


def test_the_next_change_is_a_click_away_and_another_day_has_another_answer(visit: Visit) -> None:
    visit.open("/replay?date=2020-03-20")
    calm = headline(visit)
    visit.page.get_by_role("button", name="Next change").click()
    visit.page.wait_for_url("**date=2020-03-25**")
    visit.wait()
    assert headline(visit).split(" takes ")[1] != calm.split(" takes ")[1]
    visit.page.get_by_role("button", name="Previous change").click()
    visit.page.wait_for_url("**date=2020-03-19**")


def test_an_event_of_the_address_is_told_before_during_and_after(visit: Visit) -> None:
    visit.open("/replay?event=EV001")
    assert headline(visit).startswith("Sarakhs shut for lorries and trains, spring 2020, 1 Apr 2020 to ")
    assert visit.panel("phases").locator("tbody tr").count() == 4


def test_a_long_sweep_is_stopped_and_taken_up_again(visit: Visit) -> None:
    visit.page.goto(visit.server + "/risks?draws=100000")
    stop = visit.page.get_by_role("button", name="Stop")
    stop.wait_for(timeout=60_000)
    stop.click()
    visit.page.get_by_text("Stopped before the end").wait_for(timeout=60_000)
    assert visit.page.locator(".answer").count() == 0
    assert "draws=100000" in visit.page.url
    visit.open("/risks?draws=300")
    assert headline(visit).startswith("In an average year closures would cost present freight USD ")


def test_a_rate_that_the_reader_sets_goes_into_the_address_and_out_again(visit: Visit) -> None:
    visit.open("/risks?draws=300")
    visit.page.get_by_text("Set rates yourself").click()
    rate = visit.page.get_by_role("spinbutton", name="Closures a year")
    rate.fill("3")
    rate.press("Tab")
    visit.wait()
    visit.page.get_by_role("button", name="Set this rate").click()
    visit.page.wait_for_url("**rates=**")
    visit.wait()
    assert "Rates set by the reader: " in visit.panel("rates").inner_text()


def give(visit: Visit, letter: str, text: str, tmp_path: Path) -> None:
    """Drop a file into one side of the workshop."""
    path = tmp_path / "mine.json"
    path.write_text(text, encoding="utf-8")
    visit.page.get_by_text(f"File of {letter}").click()
    visit.page.locator(f".st-key-side-{letter.lower()} input[type=file]").set_input_files(path)


def test_a_bad_scenario_file_is_refused_line_by_line_and_nothing_is_lost(visit: Visit, tmp_path: Path) -> None:
    visit.open("/workshop?b_cost_factor=1.5")
    before = visit.page.url
    fields = {"date": "2026-13-01", "closed_links": ["R237", "R9999"], "opened_links": ["R237"]}
    text = json.dumps({"format": FORMAT, "version": VERSION, "scenario": fields}, indent=1)
    give(visit, "B", text, tmp_path)
    fault = visit.page.locator(".st-key-side-b .fault")
    fault.wait_for(timeout=30_000)
    assert "mine.json: 3 faults in the scenario file" in fault.inner_text()
    lines = fault.locator("li").all_inner_texts()
    assert [line.split(", ")[0] for line in lines] == ["line 5", "line 8", "line 11"]
    assert "write a day as 2026-07-02" in lines[0]
    assert "there is no such name" in lines[1]
    assert "stands in closed_links as well" in lines[2]
    assert visit.page.url == before
    assert visit.page.locator(".st-key-side-a .fault").count() == 0
    assert headline(visit).startswith("With “")


def test_a_scenario_is_saved_and_loaded_into_the_other_side(visit: Visit, tmp_path: Path) -> None:
    visit.open("/workshop?b_scenario=sarakhs-closed&b_slowed=IRCKT%3D72&b_name=Mine")
    visit.page.get_by_text("File of B").click()
    with visit.page.expect_download(timeout=30_000) as download:
        visit.page.get_by_role("button", name="Save scenario B").click()
    assert download.value.suggested_filename == "mine.json"
    text = Path(download.value.path()).read_text("utf-8")
    assert json.loads(text)["scenario"]["slowed"] == ["IRCKT=72"]
    give(visit, "A", text, tmp_path)
    visit.page.wait_for_url("**a_slowed=**")
    visit.wait()
    assert visit.page.locator(".st-key-side-a h2.side").inner_text().endswith("Mine")
    assert "present freight moves as it does" in headline(visit)


def test_the_schema_of_scenario_files_is_served(visit: Visit) -> None:
    answer = visit.page.request.get(visit.server + "/app/static/scenario.schema.json")
    assert answer.ok
    assert answer.json()["title"] == "Corridor scenario"


def test_two_sides_that_contradict_themselves_are_told_in_a_sentence(visit: Visit) -> None:
    visit.open("/workshop?b_closed=R237&b_opened=R237")
    assert "R237 is both closed and opened" in visit.page.inner_text("body")
    assert visit.errors == []


def test_on_a_phone_the_sides_stand_below_each_other_under_their_letters(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.open("/workshop")
    first, second = (visit.page.locator(f".st-key-side-{letter} h2.side") for letter in "ab")
    assert first.inner_text().startswith("A")
    assert second.inner_text().startswith("B")
    assert second.bounding_box()["y"] > first.bounding_box()["y"] + 200
    assert abs(second.bounding_box()["x"] - first.bounding_box()["x"]) < 5
