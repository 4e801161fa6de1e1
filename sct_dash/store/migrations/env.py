"""Runs the migrations on the connection that store.engine hands over, inside its transaction."""

from alembic import context

from sct_dash.store.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    transactional_ddl=True,  # on SQLite too: our own BEGIN holds the tables as well as the rows
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
