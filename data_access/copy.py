"""Putting the whole content of one database into another, empty one, all at once or not at all."""

from sqlalchemy import Connection, FromClause, Table, func, insert, select, text

from data_access.database import Database
from data_access.model import Base, WriterQueue
from data_access.programme import ProgrammeExistsError
from data_access.reads.point import programmes

_ROWS_A_STATEMENT = 500


def copy_rows(source: Database, target: Database) -> None:
    """Put every row of `source` into `target`, which has the same tables and no programme yet.

    One transaction of the writers' queue. Raises ProgrammeExistsError, with nothing written, where somebody
    has made a programme meanwhile.
    """
    with source.reading() as origin, target.writing() as copy:
        if programmes(copy):
            raise ProgrammeExistsError(target.name)
        for table in Base.metadata.sorted_tables:
            if table is not WriterQueue.__table__:
                _copy_table(origin, copy, table)
                if not target.is_sqlite:
                    number_on(copy, table)
                    copy.execute(text(f"ANALYZE {table.name}"))


def _copy_table(origin: Connection, copy: Connection, table: Table) -> None:
    rows = origin.execute(select(table).order_by(*table.primary_key)).mappings()
    for some in rows.partitions(_ROWS_A_STATEMENT):
        copy.execute(insert(table), [dict(row) for row in some])


def number_on(copy: Connection, table: FromClause) -> None:
    """Have PostgreSQL number the next rows after those that brought their numbers along."""
    for column in table.columns:
        sequence = copy.scalar(select(func.pg_get_serial_sequence(table.description, column.name)))
        if sequence is not None:
            newest = select(func.coalesce(func.max(column), 0)).scalar_subquery()
            copy.execute(select(func.setval(sequence, newest + 1, False)))
