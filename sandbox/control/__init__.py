"""The control API: how tests, demos and the page drive people, time and trouble."""
