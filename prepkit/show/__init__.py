"""What is shown: values become blocks, and blocks become HTML and text in one place."""
