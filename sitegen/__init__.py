"""The Coordinator Handbook's site generator.

Read it from :mod:`sitegen.pipeline` downwards: load, check, resolve, plan, render, publish.
"""
