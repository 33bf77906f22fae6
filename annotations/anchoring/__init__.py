"""Finds passages, annotations, bookmarks, decisions and articles again in texts that changed."""
