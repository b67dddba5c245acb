"""Reading: small frames and plain values, on a connection that the caller opened."""
