"""What Crossref and arXiv know of the papers of notes. Nothing else uses the network, and this only when called."""
