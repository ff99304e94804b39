"""What follows from the tables: pandas, networkx and solvers; nothing that draws."""
