"""What is paid in the chat for what was had already: bills, the rest of a booking, tips."""
