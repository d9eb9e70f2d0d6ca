"""One screen a file, with its stylesheet beside it where it needs one."""
