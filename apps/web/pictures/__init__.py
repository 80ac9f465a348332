"""What the charts of the public pages show: records in, a picture and the table that stands beside it out."""
