"""The time of a training epoch beside other libraries."""
