"""Properties are tried on the same examples in every run, and leave no files behind."""

from hypothesis import settings

settings.register_profile("same-each-run", derandomize=True, database=None, deadline=None)
settings.load_profile("same-each-run")
