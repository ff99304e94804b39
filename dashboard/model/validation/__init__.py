"""The route model held against published journeys."""
