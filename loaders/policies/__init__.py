"""Policy documents that an article names: laws, regulations, opinions, notices, plans, with number and status."""
