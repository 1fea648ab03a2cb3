"""Other people's systems behind interfaces of ours: short messages, a provincial register."""
