"""Abstract Python: values, scopes, classes, calls, control flow, imports, budgets. Knows no framework."""
