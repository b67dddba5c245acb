"""Pembanding: any published figure of any region against the nation, the province and peers."""
