"""Finders of mentions: people and their titles, meetings, texts, dates, lists of participants."""
