"""The command line and the files of this machine."""
