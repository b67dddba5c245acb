"""Files handed in on the screen: read, checked and stored by a process of their own."""
