"""What a person does with a story: moving, selecting, tagging, correcting, saving."""
