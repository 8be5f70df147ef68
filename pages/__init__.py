"""What a browser shows, one short script a page."""
