"""The addresses of links, which a text shows or does not."""

from __future__ import annotations

import re

# Words that stand for an address of the person: without it they say nothing.
_STANDS_FOR = re.compile(
    r"(?:my\s+)?(?:linked-?in|github|gitlab|bitbucket|twitter|x|mastodon|bluesky|medium|blog|kaggle|orcid"
    r"|(?:google )?scholar|portfolio|web ?site|webseite|homepage|web|site|url|link|e-?mail|xing|stack ?overflow"
    r"|hugging ?face|behance|dribbble)"
    r"(?:\s+(?:profile|me))?:?",
    re.I,
)


def show_address(text: str, address: str) -> str:
    """Return what to say after the text of a link: its address, where the text only stands for one."""
    bare = re.sub(r"^(?:mailto|tel):|\?.*$", "", address.strip(), flags=re.I)
    if not re.match(r"(?:https?|mailto|tel):", address.strip(), re.I) or is_shown(text, address):
        return ""
    mail = bare != address.strip() and not address.lower().startswith("http")
    return f" {bare}" if mail or _STANDS_FOR.fullmatch(text.strip()) or not text.strip() else ""


def is_shown(text: str, address: str) -> bool:
    """Whether a text shows an address, in full or without its beginning."""
    plain = re.sub(r"^(?:mailto:|tel:|https?://)?(?:www\.)?|[?#].*$|/$", "", address.strip().lower())
    return re.sub(r"[\s()-]", "", plain) in re.sub(r"[\s()-]", "", text.lower())
