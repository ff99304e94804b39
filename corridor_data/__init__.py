"""What is known: hand-curated tables, their checks, and the parquet built from them."""
