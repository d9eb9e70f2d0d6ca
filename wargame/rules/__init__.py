"""The rules of play: compiles content into a table and decides commands on rows of numbers. No files, no clock."""
