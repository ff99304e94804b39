"""The network and the state of the world: tables compiled to arrays, and scenarios laid over them."""
