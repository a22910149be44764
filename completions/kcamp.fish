# Completion of kcamp for fish, as `kcamp completions fish` prints it. What may come next is asked of kcamp itself.
complete --command kcamp --no-files --keep-order --arguments '(
    KCAMP_COMPLETE=fish kcamp (commandline --current-process --tokenize --cut-at-cursor) \
        (commandline --current-token --cut-at-cursor) 2>/dev/null
)'
