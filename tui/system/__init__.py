"""What lies outside the program: terminal, editor, clipboard, and the state that is kept between runs."""
