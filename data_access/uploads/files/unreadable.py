"""What is raised for a file that cannot be read at all. It needs nothing heavy: settings know of bounds."""


class UnreadableFileError(Exception):
    """The file cannot be read at all; `code` says why.

    empty_file, unknown_format, damaged_file, password_protected, too_large.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
