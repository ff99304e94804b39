"""How answers look: a frame in, a plotly figure out."""
