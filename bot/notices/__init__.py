"""Short messages to a person's phone: written down first, sent by the worker, never twice."""
