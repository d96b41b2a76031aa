"""The version of the program: the wheel's, `ductus --version`, `/api/model` and the foot of the page.

It follows semantic versioning for what people rely on: the HTTP contract, the settings and the commands. `.dev0` stands
for what is not released yet; docs/releasing.md says when it is changed.
"""

VERSION = "0.3.0.dev0"
