"""Runs revisions on the connection it is handed; the caller owns the transaction and the checks after it."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    render_as_batch=True,
    transactional_ddl=False,  # one transaction around everything is open already
)
context.run_migrations()
