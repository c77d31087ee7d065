"""Languages: of a person, of a page, of a letter, and of content that exists in several."""
