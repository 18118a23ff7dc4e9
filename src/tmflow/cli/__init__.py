"""The command line. Commands are thin: they read files, call services, and write what comes back."""
