"""The installed program from outside: as a command, and in a real pseudo-terminal."""
