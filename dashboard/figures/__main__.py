"""`python -m dashboard.figures`: write the outlines that maps are drawn on; `make data` runs it after the build."""

from corridor_data.load import load_frames
from dashboard.figures.basemaps import FILE, write_outlines

if __name__ == "__main__":
    write_outlines(load_frames().boundaries)
    print(f"{FILE}: the outlines of the base map")
