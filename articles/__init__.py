"""Text in, aligned rows out: reading, cleaning, splitting and aligning several accounts of one event."""
