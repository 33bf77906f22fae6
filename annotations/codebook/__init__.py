"""The tags: what they are, how they change, how they come from files."""
