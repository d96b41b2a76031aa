"""Progress bars of the commands."""

from tqdm import tqdm

from backend.digits.exchange.records import OnProgress


def progress_bar(title: str, total: int) -> OnProgress:
    """Draw a bar on stderr and return the function that moves it to the number of finished items."""
    bar = tqdm(total=total, desc=title)

    def move_to(n_done: int) -> None:
        bar.update(n_done - bar.n)
        if n_done >= total:
            bar.close()

    return move_to
