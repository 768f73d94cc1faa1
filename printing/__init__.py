"""Papers to print, pictures to look at and sheets to reckon with, in every script and on any machine."""
