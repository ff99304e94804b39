"""What closures do, one or two at once, to ways, to freight and to what fits."""
