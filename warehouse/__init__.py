"""What we keep: accepted uploads, the small things people change, and the published snapshots."""
