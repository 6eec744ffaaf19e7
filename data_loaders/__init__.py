"""From a spreadsheet to checked rows."""
