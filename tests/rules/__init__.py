"""The rules, each against a table written by hand."""
