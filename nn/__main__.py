"""`python -m nn`: the command line of the network."""

from nn.cli.commands import main

if __name__ == "__main__":
    main()
