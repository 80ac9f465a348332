"""Pictures of pages for the places where their addresses are shared."""
