"""Every performance claim, as a ratio against a peer in one run: `make bench`."""
