"""What is said for each refusal, package by package; `handlers.refusals` finds the one that fits."""
