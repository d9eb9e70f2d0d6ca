"""What the whole room may see, as data that every front end for the room draws from: news, roles, the end."""
