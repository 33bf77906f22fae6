"""What a person does with a story: moves, selects, tags, corrects, saves."""
