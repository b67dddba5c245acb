"""Files in: read, check every cell, show the difference, and only then write, all or nothing."""
