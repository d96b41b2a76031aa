"""`make bench`: measure the real program, in a temporary folder and on a free port."""

from scripts.start import become, set_up

if __name__ == "__main__":
    set_up()
    become("-m", "benchmarks.serving")
