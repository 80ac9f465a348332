"""How dates and numbers are written, where Django has no formats for a language or none that read well."""
