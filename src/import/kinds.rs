//! Kinds of files: what the bytes are, whatever the name says.
