"""The Python interface, which `cnnlint` itself hands out by name. What is public here stays as it is within a major version."""
