"""Bad input and bad luck: each is told in a sentence, nothing typed is lost, and the program goes on."""
