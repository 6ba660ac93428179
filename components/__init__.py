"""Values in, layout and figures out; nothing here reads or writes anything."""
