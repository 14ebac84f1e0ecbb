"""What a fork has edited that is upstream's, and the operation of an overlay that does the same.

:func:`sitegen.ownership.edits.foreign_edits` is the whole of it. This is a command: it may ask
git, which nothing that renders ever does.
"""
