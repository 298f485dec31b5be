"""An invented union, for the demonstration and for measuring: all people and employers are made up."""
