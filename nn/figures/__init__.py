"""Sheets of small pictures, drawn by Pillow, and charts, drawn by matplotlib, for people to look at."""
