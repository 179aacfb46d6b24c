"""Where a cell stands, as spreadsheets write it: C5, Plan!C5."""


def letters_of(column: int) -> str:
    """The letters of a column, counted from 0: A, B, ... Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_of(letters: str) -> int:
    """The column, counted from 0, that has these capital letters."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


def address_of(place: str, row: int) -> str:
    """The address of a cell by its column's letters and its row, as `Table.letters` and `row_number` say them.

    In a table that lies on its side `place` is the number of a row and `row` that of a column (from 1).
    """
    return f"{letters_of(row - 1)}{place}" if place.isdecimal() else f"{place}{row}"


def place_in_book(sheet: str, cell: str) -> str:
    """A cell with its sheet as spreadsheets write it; a text file has one sheet, which has no name."""
    return f"{sheet}!{cell}" if sheet else cell
