"""What is published: trade and who says so, pledges and their pace, corridors and what is known of their links."""
