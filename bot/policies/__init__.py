"""The policy model: dated versions, their loader, linking, search and answers."""
