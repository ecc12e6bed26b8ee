"""A page of a vault: its notes, what they lack and what is found in them, in one HTML file."""
