"""The stages of each service item's applications, read from the knowledge base's folder."""
