"""Diagnostics as text: one writer a module."""
