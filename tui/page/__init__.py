"""Where things stand on the page, in cells: columns, rows, lines; pure."""
