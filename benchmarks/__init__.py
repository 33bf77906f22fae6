"""Speed and quality against peers, measured in one run and printed as ratios."""
