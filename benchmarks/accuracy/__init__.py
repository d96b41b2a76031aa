"""How much is read correctly, whoever wrote it and however it was drawn."""
