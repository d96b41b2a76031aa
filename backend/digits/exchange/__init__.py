"""The file formats in which digits and archives come in and go out, and networks go out. Nothing knows the database.

`records` holds what readers yield and writers take. `idx`, `mnist_csv`, `npz` and `folder` read and write.
`networks` writes networks for other programs. `archive` is the program's own format. `formats` chooses a reader.
Every reader streams, checks a size before it trusts it, and names the place of an error: line, offset, picture or file.
"""
