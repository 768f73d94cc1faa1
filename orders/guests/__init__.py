"""What a merchant knows of its own guests: only what happened there."""
