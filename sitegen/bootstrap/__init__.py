"""From a bare machine to a complete ``.venv``: the standard library only, nothing of ours.

The packages are pinned and hashed by ``requirements/*.txt``. What only the system can give
(Pango for the letters; Chromium for the tests; Java and npm for the audit) is installed with
apt-get or Homebrew: after a question on a terminal; without one for ``--yes``, in CI, or for
root without a terminal. Else the line to run is printed.
"""
