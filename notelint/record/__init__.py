"""The clean, versioned record that a note becomes."""
