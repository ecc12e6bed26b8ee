"""The page of a vault: its notes, what they lack and their findings, in one HTML file."""
