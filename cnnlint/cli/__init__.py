"""The command line: one module a command, which says its options; the work is imported when the command runs."""
