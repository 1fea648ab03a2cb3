"""The only place that touches a database: SQL for records, Redis for conversations."""
