"""Pure calculations on plain values and frames; what a metric is, its bands, its targets."""
