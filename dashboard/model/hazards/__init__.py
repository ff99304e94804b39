"""Dated disruptions replayed day by day, and simulated years of them."""
