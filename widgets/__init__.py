"""What screens are made of; knows types and rules, no storage."""
