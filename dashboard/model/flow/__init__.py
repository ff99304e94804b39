"""How much fits and how freight spreads: cuts, the assignment with its prices, pledges in tonnes, worlds compared."""
