"""Records as text: one writer a module."""
