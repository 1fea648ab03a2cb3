"""How property tests run: the same examples every time, so that a run can be repeated."""

from hypothesis import settings

# Dictionaries are read on first use, which no deadline should count.
settings.register_profile("suyetong", deadline=None, derandomize=True)
settings.load_profile("suyetong")
