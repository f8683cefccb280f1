"""The standard library as model code uses it: one module a library, each with its table as `LIBRARY`."""
