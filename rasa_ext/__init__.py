"""The only code that runs inside Rasa (Python 3.10)."""
