"""From corpora to the pipeline that `briefing` ships. Needs torch; nothing here is needed to run `briefing`."""
