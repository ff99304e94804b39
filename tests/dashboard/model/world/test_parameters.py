"""Which row of `parameters` holds for what."""

from pathlib import Path

import pandas as pd
import pytest

from corridor_data.load import load_tables
from dashboard.model.world.parameters import NONE, MissingParameterError, index_parameters, require_defaults

TABLE = load_tables(Path(__file__).parents[3] / "small").parameters
PARAMETERS = index_parameters(TABLE)


def named(measure: str, mode: str, service: str = "ordinary", **subject: object) -> str:
    row = PARAMETERS.find(measure, mode, service, **subject)  # type: ignore[arg-type]
    return "" if row == NONE else PARAMETERS.ids[row]


def with_row(**row: str) -> pd.DataFrame:
    cleared = dict.fromkeys(("link_ids", "place_ids", "country_iso3", "direction", "condition"), pd.NA)
    made = TABLE.iloc[[0]].assign(**{**cleared, **row}).astype(TABLE.dtypes.to_dict())
    return pd.concat([TABLE, made], ignore_index=True)


def test_a_link_goes_before_a_place_before_a_country_before_the_default() -> None:
    assert named("speed_km_per_day", "rail") == "speed-rail"
    assert named("speed_km_per_day", "rail", country="KAZ") == "speed-rail-kaz"
    assert named("gauge_change_hours", "rail", place="GAUGE", country="TKM") == "gauge-gauge"
    assert named("border_hours", "rail", link="rail-gauge-easty", country="IRN") == "border-gauge-rail"


def test_a_country_without_rows_of_its_own_takes_the_default() -> None:
    assert named("speed_km_per_day", "rail", country="CHN") == "speed-rail"


def test_the_service_asked_for_goes_before_any_service() -> None:
    assert named("speed_km_per_day", "rail", "block_train") == "speed-rail-block"
    assert named("speed_km_per_day", "rail", "ordinary") == "speed-rail"


def test_the_direction_asked_for_decides() -> None:
    link = {"link": "road-gauge-easty"}
    assert named("border_hours", "road", direction="outbound", **link) == "border-gauge-road-out"
    assert named("border_hours", "road", direction="inbound", **link) == "border-gauge-road-in"
    assert named("border_hours", "road", direction="both", **link) == "border-road"


def test_a_condition_holds_only_when_it_is_in_force() -> None:
    assert named("speed_factor", "sea") == ""
    assert named("speed_factor", "sea", conditions=("winter",)) == "winter-sea"


def test_a_search_can_be_kept_to_one_kind_of_subject() -> None:
    assert named("border_hours", "rail", link="rail-north-cross", only="link") == ""
    assert named("border_hours", "rail", link="rail-gauge-easty", only="link") == "border-gauge-rail"
    assert named("border_hours", "rail", link="rail-gauge-easty", only="default") == "border-rail"


def test_a_row_about_a_link_that_names_a_country_speaks_of_that_side_alone() -> None:
    table = with_row(
        parameter_id="side", measure="border_hours", mode="rail", service="any", subject_kind="link",
        link_ids="rail-north-cross", country_iso3="KAZ", direction="outbound",
    )  # fmt: skip
    found = index_parameters(table)

    def side(**subject: str) -> str:
        return found.ids[found.find("border_hours", "rail", "any", link="rail-north-cross", **subject)]

    assert side(country="KAZ", direction="outbound") == "side"
    assert side(country="KAZ", direction="inbound") == "border-rail"
    assert side(country="TKM", direction="outbound") == "border-rail"


def test_every_missing_default_is_named_at_once() -> None:
    short = TABLE[~TABLE["parameter_id"].isin(["speed-sea", "port-end"])]
    with pytest.raises(MissingParameterError, match="lacks 4 default rows") as caught:
        require_defaults(index_parameters(short))
    assert "speed_km_per_day (sea, ordinary)" in str(caught.value)
    assert "port_end_hours (sea, block_train)" in str(caught.value)


def test_the_small_world_has_all_defaults() -> None:
    assert require_defaults(PARAMETERS) is None
