"""From checked rows to values with meaning."""
