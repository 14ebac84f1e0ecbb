"""How the build grows with the number of LEAs. Run it with ``python -m bench.build``."""
