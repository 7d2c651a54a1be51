"""Alembic's environment: ``env.py`` and one revision a schema. Alembic is imported only when one is due."""
