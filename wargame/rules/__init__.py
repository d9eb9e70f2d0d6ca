"""How it works: content compiled to a table of integers, the turn as a program over it, and views of a row. Pure."""
