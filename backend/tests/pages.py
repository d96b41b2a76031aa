"""A parser of pages, for tests of the policy."""

from html.parser import HTMLParser


class Assets(HTMLParser):
    """The addresses that a page loads, and its parts that the policy forbids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.forbidden: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given:
            self.forbidden.append("an inline script")
        if tag == "style" or "style" in given:
            self.forbidden.append("an inline style")
        self.forbidden += [name for name in given if name.startswith("on")]
        if tag in ("script", "link", "img"):
            self.addresses.append(given.get("src") or given.get("href") or "")
