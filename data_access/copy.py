"""Putting the whole content of one embedded database into another, all at once or not at all."""

from data_access.database import Database


def copy_sqlite(source: Database, target: Database) -> None:
    """Replace what `target` holds by what `source` holds; readers of `target` see one or the other.

    Both are SQLite databases.
    """
    with source.engine.connect() as origin, target.engine.connect() as copy:
        origin_driver = origin.connection.driver_connection
        copy_driver = copy.connection.driver_connection
        if origin_driver is None or copy_driver is None:
            raise ValueError("A connection is closed.")
        origin_driver.backup(copy_driver)
