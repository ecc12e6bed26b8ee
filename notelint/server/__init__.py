"""`notelint server`: the language server, by which editors show what `notelint check` says while a note is written.

`service` speaks the protocol; the other modules are functions from what the engine says of a text to its types.
"""
