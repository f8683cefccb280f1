"""The layers of Keras: constructor, variables, op and attributes, each a short entry."""
