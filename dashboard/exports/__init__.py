"""What leaves: an answer in, bytes out."""
