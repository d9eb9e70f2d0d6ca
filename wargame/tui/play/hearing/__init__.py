"""The hearing: a matrix argument before the room."""
