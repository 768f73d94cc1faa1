"""The courier's pages: a shift, what is offered, and what is to be brought."""
