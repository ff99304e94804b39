"""A page opened without a browser, and what its reader finds on it."""

from streamlit.testing.v1 import AppTest


def open_page(name: str, address: dict[str, str]) -> AppTest:
    """Run a page of `dashboard.views` with a question in its address."""
    app = AppTest.from_string(f"from dashboard.views.{name} import page\n\npage()\n", default_timeout=120)
    for key, value in address.items():
        app.query_params[key] = value
    return app.run()


def words(app: AppTest) -> str:
    return " ".join(str(block.proto.body) for block in app.get("html"))


def warnings(app: AppTest) -> str:
    return " ".join(str(warning.value) for warning in app.warning).replace("\\", "")
