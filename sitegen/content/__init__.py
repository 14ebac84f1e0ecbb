"""Content: the files of a tree, read into typed records with places, and checked."""
