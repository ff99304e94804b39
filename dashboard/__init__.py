"""Questions about trade, targets and corridors, answered from the checked tables of corridor_data."""
