"""The thin API module: the contract of every action, and a client that speaks it."""
