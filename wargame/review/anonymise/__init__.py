"""Takes the names given in a session out of its report, and proves that no file written from it holds one."""
