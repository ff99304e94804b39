"""The rival of our pages: a Streamlit page as anyone writes it first, tables cached, figures by plotly.express."""

import os
from pathlib import Path

import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import streamlit as st

MAKERS = {
    "bar": lambda rows: px.bar(rows, x="x", y="y", color="trace", orientation=rows["orientation"].iloc[0]),
    "scatter": lambda rows: px.line(rows, x="x", y="y", color="trace", hover_name="words"),
    "scattergeo": lambda rows: px.line_geo(rows, lon="x", lat="y", color="trace", hover_name="words"),
    "choropleth": lambda rows: px.choropleth(rows, locations="x", color="y", hover_name="words"),
}
FOLDER = Path(os.environ["PLAIN_PAGES"])


@st.cache_data
def tables(page: str) -> list[list[tuple[str, pd.DataFrame]]]:
    """Return what each figure of a page shows, by kind of mark."""
    return pd.read_pickle(FOLDER / f"{page}.pickle")


def show(page: str) -> None:
    """Draw every figure of a page."""
    st.set_page_config(page_title="Plain", layout="wide")
    st.title(page)
    for number, parts in enumerate(tables(page)):
        figure = go.Figure()
        for kind, rows in parts:
            figure.add_traces(MAKERS[kind](rows).data)
        st.plotly_chart(figure, key=f"figure-{number}")


show(st.query_params["page"])
