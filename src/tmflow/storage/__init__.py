"""The database: SQLite for one machine, any SQLAlchemy address for a team. Implements `tmflow.services.ports`."""
