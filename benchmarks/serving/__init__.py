"""Measure how fast the program answers and learns, and what memory it takes."""
