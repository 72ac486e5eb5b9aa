"""From one document to what it says: sentences, what they are about, rules, conclusions."""
