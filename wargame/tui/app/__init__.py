"""The app itself: its room, commands, keys, settings, themes, and the dialogs every screen shares."""
