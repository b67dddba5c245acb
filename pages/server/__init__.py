"""What the launcher serves beside the pages: sign-in, health, headers, a warm start."""
