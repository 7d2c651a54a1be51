"""What the tables of the database are made of: their common register and the columns that recur."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, MetaData, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def key_column() -> Column[int]:
    """The id of a row."""
    return Column("id", Integer, primary_key=True)


def reference(name: str, table: str, *, nullable: bool = False, index: bool = True) -> Column[int]:
    """The id of a row of another table."""
    return Column(name, Integer, ForeignKey(f"{table}.id"), nullable=nullable, index=index)


def text_column(name: str) -> Column[str]:
    """A text that is empty where nothing was said."""
    return Column(name, Text, nullable=False, server_default="")


def flag_column(name: str) -> Column[bool]:
    """Yes or no; no where nothing was said."""
    return Column(name, Boolean, nullable=False, server_default="0")
