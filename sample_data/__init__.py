"""The fictitious trust of the demonstration, and the files it would send."""
