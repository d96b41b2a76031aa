"""The notices to the administrator: `telling` writes them down, `delivery` sends them.

`lookout` finds what no transaction tells (a silent worker, a full disk), `digest` sums up a week. `mail` and `webhook`
are the two ways out.
"""
