"""Chinese summit reports to a knowledge graph whose every fact can be checked."""
