"""One running exercise: the one door every front end goes through."""
