"""Compare the time of a training epoch with other libraries."""
