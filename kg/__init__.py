"""Chinese summit reports to a knowledge graph whose every fact can be checked."""
__version__ = "0.1.0"
