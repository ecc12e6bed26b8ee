"""The checks: one pure function a module."""
