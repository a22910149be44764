# Completion of kcamp for bash, as `kcamp completions bash` prints it. What may come next is asked of kcamp itself.
_kcamp() {
    local candidate
    COMPREPLY=()
    while IFS= read -r candidate; do
        COMPREPLY+=("$candidate")
    done < <(KCAMP_COMPLETE=bash kcamp "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
    # More is typed behind a folder.
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o nosort -F _kcamp kcamp 2>/dev/null || complete -F _kcamp kcamp
