"""Generated networks whose receptive fields are measured in the framework, unit by unit."""
