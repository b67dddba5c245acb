"""Kepuasan: what people say of the services, by unit and by the nine unsur."""
