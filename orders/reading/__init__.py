"""Orders as screens and operators read them; nothing here changes anything."""
