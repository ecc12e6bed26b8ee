"""From paths to findings and fixes: the work that the command line, editors and the Python interface share."""
