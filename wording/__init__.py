"""Words that the chat and the desk in the browser say alike, so that neither has them twice."""
