"""The one file that holds everything: engine, schema, migrations, backups, attachments, history."""
