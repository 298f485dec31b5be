"""The program: command line, app, routing, key map."""
