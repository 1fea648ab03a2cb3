"""Whose data it is: what is kept, for how long, who read it, and how one gets it out or gone."""
