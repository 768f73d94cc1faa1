"""Who is who: identity per channel, language, consent, staff, operators and invitations."""
