"""The geometry of the page, in cells: columns, rows and lines; pure."""
