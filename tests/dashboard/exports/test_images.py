"""Pictures that leave, drawn by one browser."""

import io
import re
import threading
from collections.abc import Iterator

import plotly.graph_objects as go
import pypdf
import pytest

from dashboard.exports.cards import Card
from dashboard.exports.images import SLIDE, Exporter, ExportUnavailableError, Size, plot_height
from dashboard.figures.look import LIGHT, Figure, blank
from dashboard.figures.rows import stack_rows

LEAST = 14  # px of any text on a slide


def card(**changes: str) -> Card:
    words = {
        "headline": "Trade was USD 340m in 2024.", "standfirst": "It was higher in 2007.",
        "subtitle": "USD, calendar years", "source": "Source: A (2024), B. Processing: this dashboard.",
        "footer": "Partners: Iran–Kazakhstan. Data 01234567.", "description": "Bar chart. USD",
        "filters": "", "link": "",
    }  # fmt: skip
    return Card(notes=("One figure is in doubt.",), sources=(), **(words | changes))


def bars(title: str = "Mt a year") -> Figure:
    figure = blank(LIGHT, "Bar chart")
    figure.add_trace(go.Bar(x=[1, 2], y=[1, 2], orientation="h", marker={"color": LIGHT.accent}))
    figure.update_layout(
        xaxis={"title": {"text": title}}, annotations=[{"text": "tiny", "x": 1, "y": 1, "font": {"size": 9}}]
    )
    return figure


@pytest.fixture(scope="module")
def exporter() -> Iterator[Exporter]:
    one = Exporter()
    yield one
    one.close()


def svg(exporter: Exporter, figure: Figure, words: Card) -> str:
    return exporter.draw(figure, words, "svg").decode("utf-8")


def test_every_text_of_the_card_stands_in_the_picture(exporter: Exporter) -> None:
    words = card()
    drawn = svg(exporter, bars(), words)
    for text in (words.headline, words.standfirst, words.subtitle, *words.notes, words.source, words.footer):
        assert text in drawn


def test_the_picture_names_itself_and_asks_nobody_for_anything(exporter: Exporter) -> None:
    drawn = svg(exporter, bars(), card())
    assert re.search(r"<title[^>]*>Trade was USD 340m in 2024\.</title>", drawn)
    assert re.search(r"<desc[^>]*>Bar chart\. USD</desc>", drawn)
    assert not re.findall(r"(?:href|url\()=?[\"']?https?://", drawn)
    assert "font/woff2;base64" in drawn


def test_no_text_is_smaller_than_a_slide_needs(exporter: Exporter) -> None:
    sizes = [float(size) for size in re.findall(r"font-size: ?([\d.]+)px", svg(exporter, bars(), card()))]
    assert min(sizes) >= LEAST


def test_the_title_of_an_axis_does_not_touch_the_notes(exporter: Exporter) -> None:
    drawn = svg(exporter, bars("UNIT"), card())
    heights = {
        text: float(re.search(rf'y="([\d.]+)"[^>]*>{text}', drawn).group(1))  # type: ignore[union-attr]
        for text in ("UNIT", "One figure is in doubt")
    }
    assert heights["UNIT"] + 12 < heights["One figure is in doubt"]


def test_the_legend_of_a_map_takes_no_room_above_it_and_that_of_a_chart_none_from_the_plot(exporter: Exporter) -> None:
    def drawn(orientation: str, y: float) -> str:
        figure = bars("")
        figure.add_traces([go.Scatter(x=[1], y=[1], name=f"class of links {n}") for n in range(16)])
        figure.update_layout(legend={"orientation": orientation, "x": 0.01, "y": y, "yanchor": "bottom"})
        return svg(exporter, figure, card())

    inside, above = drawn("v", 0.02), drawn("h", 1.02)
    assert size(inside)[1] + 30 < size(above)[1]
    assert plot(above) >= plot_height(bars()) - 1


def test_the_same_figure_gives_the_same_bytes_in_every_format(exporter: Exporter) -> None:
    for kind in ("png", "svg", "pdf"):
        assert exporter.draw(bars(), card(), kind) == exporter.draw(bars(), card(), kind)


def test_the_words_of_a_pdf_can_be_searched(exporter: Exporter) -> None:
    text = pypdf.PdfReader(io.BytesIO(exporter.draw(bars(), card(), "pdf"))).pages[0].extract_text()
    assert "Trade was USD 340m" in text
    assert "One figure is in doubt." in text


def test_callers_at_the_same_time_each_get_their_own_figure(exporter: Exporter) -> None:
    drawn: dict[int, str] = {}

    def draw(number: int) -> None:
        drawn[number] = svg(exporter, bars(), card(headline=f"Headline {number}."))

    threads = [threading.Thread(target=draw, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(f"Headline {number}." in drawn[number] for number in range(4))


def test_a_figure_stays_as_it_was(exporter: Exporter) -> None:
    figure = bars()
    before = figure.to_json()
    exporter.draw(figure, card(), "svg", Size(850, 600))
    assert figure.to_json() == before


def test_a_picture_that_takes_too_long_is_told_in_a_sentence() -> None:
    hurried = Exporter(time_limit=0.001)
    hurried.start()
    with pytest.raises(ExportUnavailableError, match="not ready within"):
        hurried.draw(bars(), card(), "png")
    hurried.close()


def size(drawn: str) -> tuple[float, float]:
    found = re.search(r"<svg[^>]* viewBox=\"0 0 ([\d.]+) ([\d.]+)\"", drawn)
    assert found
    return float(found.group(1)), float(found.group(2))


def plot(drawn: str) -> float:
    found = re.search(r'class="plotclip"><rect width="[\d.]+" height="([\d.]+)"', drawn)
    assert found
    return float(found.group(1))


def test_a_picture_is_a_slide_and_grows_with_its_texts_so_that_the_plot_keeps_its_height(exporter: Exporter) -> None:
    short, long = (svg(exporter, bars(), card(source=words)) for words in ("Source: A.", "Source: A, B. " * 300))
    assert size(short) == (SLIDE.width, SLIDE.height)
    assert size(long)[1] > SLIDE.height + 200
    assert min(plot(short), plot(long)) >= plot_height(bars()) - 1


@pytest.mark.parametrize("number", [1, 4, 30])
def test_bars_of_rows_are_as_thick_whatever_their_number(exporter: Exporter, number: int) -> None:
    figure, rows = bars(""), stack_rows([f"Row {n}" for n in range(number)])
    rows.lay_out(figure, LIGHT)
    drawn = svg(exporter, figure, card())
    assert plot(drawn) / rows.height == pytest.approx(1.15, abs=0.03)


def test_a_page_of_the_pdf_is_as_large_as_the_picture(exporter: Exporter) -> None:
    words = card(source="Source: A, B. " * 300)
    page = pypdf.PdfReader(io.BytesIO(exporter.draw(bars(), words, "pdf")))
    width, height = size(svg(exporter, bars(), words))
    assert len(page.pages) == 1
    assert float(page.pages[0].mediabox.height / page.pages[0].mediabox.width) == pytest.approx(
        height / width, rel=0.01
    )
