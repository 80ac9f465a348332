"""Charts of the public pages, drawn on the server."""
