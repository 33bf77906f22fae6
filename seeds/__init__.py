"""The first story: three outlets' reports of the US-China talks in Rome, March 2022, listed in `story.toml`."""
