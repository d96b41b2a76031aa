"""What the administrator is told without looking: `telling` writes it down, `delivery` sends it.

`lookout` finds what no transaction tells (a silent worker, a full disk), `digest` sums up a week. `mail` and `webhook`
are the two ways out.
"""
