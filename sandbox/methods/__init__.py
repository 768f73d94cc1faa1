"""The Bot API's methods, one function each, grouped by what they are for."""
