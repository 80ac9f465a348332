"""How dates and numbers are written, for languages of the interface that Django has no formats for."""
