"""The command `ductus`: an installed wheel adds only `ductus` and `ductus_client` to the names that Python can import.

In the wheel the program's packages, `backend` and `nn`, lie in the folder `ductus/program`, beside the built page.
They are found there by the program's own processes alone (docs/decisions/031-the-wheel-is-one-package.md). In a
checkout they lie beside this folder.
"""
