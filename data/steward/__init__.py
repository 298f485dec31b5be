"""What is no officer's: configuration, set-up, the invented union of the demonstration."""
