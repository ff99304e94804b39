# The dashboard as one container: parquet, fonts and base map are inside, nothing is fetched at run time.
FROM python:3.11-slim-bookworm
WORKDIR /app
# Libraries first: a change of code does not install them again.
COPY packages.txt requirements.txt ./
RUN apt-get update \
    && xargs --arg-file=packages.txt apt-get install -y --no-install-recommends \
    && rm -rf /var/lib/apt/lists/*
RUN sed '/^-e /d' requirements.txt > pins.txt \
    && pip install --no-cache-dir -r pins.txt \
    && rm pins.txt \
    && useradd --create-home reader
COPY --chown=reader pyproject.toml README.md LICENSE ./
COPY --chown=reader .streamlit .streamlit
COPY --chown=reader corridor_data corridor_data
COPY --chown=reader dashboard dashboard
RUN pip install --no-cache-dir --no-deps -e .
USER reader
# The loops are compiled here, once, and not at every start of a container.
RUN python -c "from dashboard.ui.warmth import fill; fill()"
EXPOSE 8501
# On another processor the loops are compiled at the first start, which takes a minute or two.
HEALTHCHECK --interval=30s --timeout=5s --start-period=180s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
CMD ["streamlit", "run", "dashboard/app.py", "--server.port", "8501", "--server.headless", "true", "--server.address", "0.0.0.0"]
