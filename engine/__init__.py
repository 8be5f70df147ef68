"""The embedded Producer API: a server of the contract, and the music behind it."""
