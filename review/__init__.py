"""What people do, as commands: each asks who may, and happens in one transaction."""
