"""The house-keeping that knows Streamlit."""
