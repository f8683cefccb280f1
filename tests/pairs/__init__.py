"""Programs as people write them: each fault with its smallest mend, and programs that look like one and are none."""
