# The dashboard as one container: parquet, fonts and base map are inside, nothing is fetched at run time.
FROM python:3.11-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends chromium fonts-noto-core fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY pyproject.toml requirements.txt README.md LICENSE ./
COPY corridor_data corridor_data
COPY dashboard dashboard
COPY .streamlit .streamlit
RUN pip install --no-cache-dir -r requirements.txt && useradd --create-home reader && chown -R reader /app
USER reader
# The loops are compiled here, once, and not at every start of a container.
RUN python -c "from dashboard.ui.warmth import fill; fill()"
EXPOSE 8501
HEALTHCHECK CMD python -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/_stcore/health')"
CMD ["streamlit", "run", "dashboard/app.py", "--server.port", "8501", "--server.headless", "true", "--server.address", "0.0.0.0"]
