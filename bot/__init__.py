"""苏业通: employment-policy answers with their source, dates and limits."""
