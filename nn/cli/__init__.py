"""`python -m nn`: the command line of the network. `commands` names the verbs."""
