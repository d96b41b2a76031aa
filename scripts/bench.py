"""`make bench`: measure the real program, the training of its network, and accuracy."""

from scripts.start import become, set_up

if __name__ == "__main__":
    set_up()
    become("-m", "benchmarks")
