"""Makes the after-action review: a session as a report, and reports as pages, documents and tables."""
