"""`make run`: start every process in order, watch them, stop them together."""
