"""One door to SQLite or PostgreSQL: units of work, an outbox and migrations, the same on both."""
