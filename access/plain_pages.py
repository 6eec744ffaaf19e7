"""What do those see who are not in: to sign in, to ask for access, to come back in a minute?

Whole pages without a script, since nothing of the dashboard itself is handed to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from string import Template

from settings import settings, sign_in

NO_ACCESS = "You have no access yet."
SIGN_IN = "Sign in to see how improvement grows."
FULL = "The dashboard is full."


def sign_in_page(why: str, addresses: Mapping[str, str]) -> str:
    """One link for each provider, by its name; `why` where somebody was in and is no more."""
    links = [
        _link(address, "Sign in" if len(addresses) == 1 else f"Sign in with {name}")
        for name, address in addresses.items()
    ]
    return _page(SIGN_IN, [*filter(None, [why]), "Use your work account."], *links)


def no_access_page(why: str, sign_out: str) -> str:
    """For somebody who is known to the provider and not to us."""
    return _page(NO_ACCESS, [why, whom_to_ask()], _link(sign_out, "Sign out"))


def busy_page() -> str:
    """For somebody for whom there is no room; those who are in notice nothing."""
    said = ["As many people are looking as it has room for.", "Please try again in half a minute."]
    return _page(FULL, said, _link("", "Try again"))


def whom_to_ask() -> str:
    return f"Ask {sign_in().whom_to_ask}, and say which directorate you work in."


def _page(headline: str, sentences: list[str], *links: str) -> str:
    return _FORM.substitute(
        trust=escape(settings().trust_name),
        headline=escape(headline),
        sentences="\n".join(f"<p>{escape(sentence)}</p>" for sentence in sentences),
        links="\n".join(links),
    )


def _link(address: str, label: str) -> str:
    return f'<a class="do" href="{escape(address)}">{escape(label)}</a>'


# The colours and sizes are those of .streamlit/config.toml (a test compares them).
_FORM = Template("""\
<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Improvement Culture</title>
<style>
  :root { --ground: #FFFFFF; --text: #212B32; --quiet: #4C6272; --bar: #005EB8; --line: #D8DDE0; }
  @media (prefers-color-scheme: dark) {
    :root { --ground: #11171C; --text: #E8EDEE; --quiet: #B4C0C8; --bar: #1D70B8; --line: #37434C; }
  }
  body { margin: 0; background: var(--ground); color: var(--text);
         font: 1rem/1.5 Arial, sans-serif; }
  header { padding: 1rem 1.5rem; border-bottom: 1px solid var(--line); color: var(--quiet); }
  header p { margin: 0; padding-left: .6rem; border-left: 4px solid var(--bar);
             font-size: .8rem; line-height: 1.3; }
  main { max-width: 34rem; margin: 0 auto; padding: 12vh 1.5rem 3rem; }
  h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.3; }
  p { margin: 0 0 .5rem; overflow-wrap: anywhere; }
  a.do { display: inline-block; margin: 1rem .75rem 0 0; padding: .6rem 1.5rem; border-radius: 4px;
         background: var(--bar); color: #FFFFFF; font-weight: 700; text-decoration: none; }
  a.do:hover { text-decoration: underline; }
  a.do:focus-visible { outline: 3px solid var(--text); outline-offset: 3px; }
</style>
</head>
<body>
<header><p><strong>Improvement Culture</strong><br>$trust</p></header>
<main>
<h1>$headline</h1>
$sentences
$links
</main>
</body>
</html>
""")
