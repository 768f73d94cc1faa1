"""The vocabulary of a conversation, so that handlers know no channel and channels know no handler."""
