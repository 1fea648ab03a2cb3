"""Where an application stands, what comes next, and by when."""
