"""Who offers what, where and when: merchants, services, hours, slots, search and import."""
