"""Long work, done by one worker process that takes jobs from the database in turn."""
