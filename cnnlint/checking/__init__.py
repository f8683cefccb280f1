"""One run of `check` or `show`, from paths and settings to findings and models. The command line and the Python interface both ask here."""
