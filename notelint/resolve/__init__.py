"""Look up papers at Crossref and arXiv. No other part of notelint uses the network, and this one only when called."""
