"""The language of the rules: masked sentences, patterns, cue words, rule files."""
