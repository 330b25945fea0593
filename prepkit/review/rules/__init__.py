"""What is wrong with a text: the rules made ready to run, with the seven ways to match and what they look for."""
