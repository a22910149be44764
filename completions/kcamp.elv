# Completion of kcamp for elvish, as `kcamp completions elvish` prints it. What may come next is asked of kcamp itself.
set edit:completion:arg-completer[kcamp] = {|@words|
    env KCAMP_COMPLETE=elvish kcamp $@words | from-lines
}
