"""How well the bot understands and converses, measured through its own door."""
