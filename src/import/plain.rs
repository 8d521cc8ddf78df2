//! Plain texts and Markdown.
