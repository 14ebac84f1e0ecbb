"""Languages: which there are, their catalogs, and the forms of dates, numbers and lists."""
