"""The pages about cities: thin, in three files by what they are about."""
