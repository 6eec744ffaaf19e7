"""From the snapshot to papers and spreadsheets that can be taken away."""
