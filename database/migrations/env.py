"""Tells alembic what to compare with and on which connection to run; migrating.py hands it over."""

from alembic import context

from database.metadata import metadata

attributes = context.config.attributes
context.configure(
    connection=attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
    **attributes.get("drafting", {}),
)
context.run_migrations()
