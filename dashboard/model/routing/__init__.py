"""Ways between two places: the best, others that differ, why each wins, and why there may be none."""
