"""Whose rows are that name no program: those of an account's only program."""

from sqlalchemy import Connection, func, select

from affiliate_desktop.workspace import schema


def account_of_only(connection: Connection, program_id: int) -> int | None:
    """The account whose only program this is, so that rows of it which name none are the program's; else None."""
    program = schema.program.c
    account = select(program.account_id).where(program.id == program_id).scalar_subquery()
    query = select(func.min(program.account_id)).where(program.account_id == account).having(func.count() == 1)
    return connection.execute(query).scalar()
