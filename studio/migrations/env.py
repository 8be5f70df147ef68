"""Alembic's door to the tables. It is run by studio.db at every start, on the connection that it hands over."""

from alembic import context

from studio.db import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
