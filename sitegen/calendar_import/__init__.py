"""A school calendar from somebody's file: ``.ics`` or CSV to the YAML of a track, for review.

The way through: :func:`~sitegen.calendar_import.reading.read_entries` gives what the file says,
:func:`~sitegen.calendar_import.track.understand` makes a track of it, and
:func:`~sitegen.calendar_import.writing.track_text` writes it. Whatever is doubtful is a Problem
at its line and is left out; nothing is guessed.
"""
