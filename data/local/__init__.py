"""What this machine knows: the settings file, the password in its keyring, the log."""
