"""The public door: API, widget and pages."""
