"""Everything that is seen or handed out: screens, texts, charts, documents and the command line."""
