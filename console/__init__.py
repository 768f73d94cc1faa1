"""The desk in the browser, for merchants and operators: the same use cases and rights as in the chat."""
