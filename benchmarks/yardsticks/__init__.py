"""The little apps that the dashboard is measured against, each on a server of its own."""
