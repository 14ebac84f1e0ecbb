"""Rendering: editions in, bytes out; one emitter for each kind of file."""
