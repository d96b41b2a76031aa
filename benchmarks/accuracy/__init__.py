"""Measure how much is read correctly, by writer and by way of drawing."""
