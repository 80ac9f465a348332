"""The pages of visits in the admin: plain functions from a request to an answer."""
