"""A build: many files in several processes, what is kept between builds, the report."""
