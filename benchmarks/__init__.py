"""Measurements of the real program: `make bench`.

`serving` measures times and memory over HTTP, `learning` and `accuracy` what is read correctly, `continual` what is
forgotten, `training` the time of an epoch.
"""
