"""What people and programs see: one module an output format. Nothing here decides a severity."""
