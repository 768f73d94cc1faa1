"""The running program: command line, settings, wiring, channels, web server and workers."""
