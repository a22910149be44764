# Completion of kcamp for PowerShell, as `kcamp completions powershell` prints it. What may come next is asked of kcamp itself.
Register-ArgumentCompleter -Native -CommandName kcamp -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { $_.Extent.Text })
    # Some versions of PowerShell drop an empty argument; kcamp takes the quotes off.
    $word = if ($wordToComplete) { $wordToComplete } else { '""' }
    $before = $env:KCAMP_COMPLETE
    $env:KCAMP_COMPLETE = 'powershell'
    try {
        & kcamp @words $word 2>$null | ForEach-Object {
            $value, $help = $_ -split "`t", 2
            if (-not $help) { $help = $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
        }
    } finally {
        $env:KCAMP_COMPLETE = $before
    }
}
