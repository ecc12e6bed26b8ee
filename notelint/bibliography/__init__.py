"""What strings about papers mean: identifiers, names, venues, links."""
