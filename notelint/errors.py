"""The one exception for what a user can mend."""


class NotelintError(Exception):
    """Bad input, a bad option or a bad configuration: one line that says what to do.

    Raised anywhere, caught once, in `cli.main`, which prints it on stderr and ends with exit code 2.
    """
