"""What an officer sees and does: the real program on a real store, without a terminal."""
