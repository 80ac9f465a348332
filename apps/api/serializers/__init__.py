"""How records are written out: public codes and addresses, coded values each with their name in words."""
