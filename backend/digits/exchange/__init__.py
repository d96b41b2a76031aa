"""The file formats that digits are imported from and exported to. Nothing here knows the database.

`records` holds what readers yield and writers take. `idx` and `mnist_csv` read and write; `folder` only reads; `npz`
and `png_sheets` only write. `archive` is the program's own format. `formats` chooses a reader.
Every reader streams, checks a size before it trusts it, and names the line or offset of an error.
"""
