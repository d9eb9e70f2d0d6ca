"""What happened: the only reader and writer of session files."""
